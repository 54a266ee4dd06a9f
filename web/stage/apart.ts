// What must be spoken exactly stands out, and large type breaks between words only.

/** A piece of a question: plain words, or something to be read exactly as it stands. */
export interface Piece {
  text: string;
  exact: boolean;
}

const UNITS =
  "号楼|单元|平方米|平米|公里|小时|分钟|工作日|个月|万元|亿元|千瓦|公斤|号|楼|栋|幢|层|户|室|次|元|人|天|日|月|年|周|个|件|条|台|辆|家|米|吨|度|%|％";
const EXACT = new RegExp(`[0-9０-９][0-9０-９.,:：/\\-]*(?:${UNITS})?|“[^”]{1,16}”|《[^》]{1,24}》`, "g");

/** The text in pieces; names that the caller knows are exact too. */
export function pieces(text: string, names: string[] = []): Piece[] {
  const found: [number, number][] = [...text.matchAll(EXACT)].map((it) => [it.index, it.index + it[0].length]);
  for (const name of names.filter((name) => name.length > 1)) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      found.push([at, at + name.length]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const out: Piece[] = [];
  let at = 0;
  for (const [from, to] of found) {
    if (from < at) continue;
    if (from > at) out.push({ text: text.slice(at, from), exact: false });
    out.push({ text: text.slice(from, to), exact: true });
    at = to;
  }
  if (at < text.length) out.push({ text: text.slice(at), exact: false });
  return out;
}

/** The text as nodes: exact pieces in `<em>`, and a `<wbr>` between words. */
export function laidOut(text: string, names: string[] = []): Node[] {
  const out: Node[] = [];
  for (const piece of pieces(text, names)) {
    const nodes = piece.exact ? [document.createTextNode(piece.text)] : broken(piece.text);
    if (out.length > 0 && !/^[，。；：！？、”》）]/.test(piece.text)) out.push(document.createElement("wbr"));
    if (!piece.exact) {
      out.push(...nodes);
      continue;
    }
    const em = document.createElement("em");
    em.append(...nodes);
    out.push(em);
  }
  return out;
}

function broken(text: string): Node[] {
  const nodes: Node[] = [];
  for (const word of words(text)) {
    if (nodes.length > 0) nodes.push(document.createElement("wbr"));
    nodes.push(document.createTextNode(word));
  }
  return nodes;
}

function words(text: string): string[] {
  const Segmenter = (Intl as { Segmenter?: typeof Intl.Segmenter }).Segmenter;
  if (!Segmenter) return [text];
  const out: string[] = [];
  for (const { segment, isWordLike } of new Segmenter("zh", { granularity: "word" }).segment(text)) {
    // A mark of punctuation stays with the word before it.
    if (isWordLike || out.length === 0) out.push(segment);
    else out[out.length - 1] += segment;
  }
  return out;
}
