// Masking: what could identify somebody is covered with ××, as newspapers do.

const COVER = "××";
// Mobile and fixed phones, identity numbers and number plates: shapes that need no judgement.
const SHAPES =
  /(?:\d{17}[\dXx]|1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8})(?!\d)|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}/g;

/** The text with the selected stretch covered; without a selection, with every number of a known shape covered. */
export function masked(text: string, from: number, to: number): { text: string; caret: number } {
  if (to > from) return { text: text.slice(0, from) + COVER + text.slice(to), caret: from + COVER.length };
  return { text: text.replace(SHAPES, COVER), caret: from };
}
