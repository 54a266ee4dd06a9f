// A complaint about a field leaves as soon as it is no longer true; nobody is told of five characters with forty written.

const LEAST = 5;
const MOST = 2000;

/** Whether the server would take a question of this length; it looks again, this only stops an old complaint. */
export const isLongEnough = (words: string): boolean => {
  const length = [...words.trim()].length;
  return length >= LEAST && length <= MOST;
};

/** Takes back the server's complaints about the question while it is mended. */
export function clears(main: ParentNode, text: HTMLTextAreaElement): void {
  text.addEventListener("input", () => {
    const field = text.closest(".field--bad");
    if (!field || !isLongEnough(text.value)) return;
    main.querySelector(".errors")?.remove();
    field.querySelector(".field__err")?.remove();
    field.classList.remove("field--bad");
    text.removeAttribute("aria-invalid");
    text.setAttribute("aria-describedby", "hint count");
  });
}
