// @vitest-environment happy-dom
// What the server complained of leaves when it has been mended, and not before.
import { expect, test } from "vitest";
import { clears } from "./cleared";

function refused(): HTMLTextAreaElement {
  document.body.innerHTML = `<div class="errors"></div><div class="field field--bad"><p class="field__err" id="e-text"></p>
    <textarea id="text" aria-invalid="true" aria-describedby="hint count e-text"></textarea></div>`;
  const text = document.querySelector("textarea") as HTMLTextAreaElement;
  clears(document, text);
  return text;
}

function types(text: HTMLTextAreaElement, words: string): void {
  text.value = words;
  text.dispatchEvent(new Event("input"));
}

test("a box that holds enough is no longer red, and the summary above it is gone", () => {
  const text = refused();
  types(text, "河湾苑的电梯");

  expect(document.querySelector(".errors, .field--bad, .field__err")).toBeNull();
  expect(text.hasAttribute("aria-invalid")).toBe(false);
  expect(text.getAttribute("aria-describedby")).toBe("hint count");
});

test("a box that is still too short stays red", () => {
  const text = refused();
  types(text, "  电梯坏 ");

  expect(document.querySelectorAll(".errors, .field--bad, .field__err")).toHaveLength(3);
  expect(text.getAttribute("aria-invalid")).toBe("true");
});
