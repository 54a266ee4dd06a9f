// A box is as high as its words where the browser does not see to it by itself.

/** Whether the style sheet's `field-sizing` is known here. */
const isKnown = (): boolean => typeof CSS !== "undefined" && CSS.supports("field-sizing", "content");

/** Makes every text area of a form as high as what stands in it. */
export function grow(form: HTMLFormElement): void {
  if (isKnown()) return;
  for (const area of form.querySelectorAll("textarea")) {
    area.style.blockSize = "auto";
    if (area.scrollHeight > area.clientHeight) area.style.blockSize = `${area.scrollHeight + 2}px`;
  }
}
