// @vitest-environment happy-dom
// Going alone: a click is no holding, letting go early does nothing, and a second is enough.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { holdButtons } from "./hold";

let sent = 0;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML =
    '<form><input name="alone" required><button data-hold="1000">一人签<small data-hold-says hidden>按住一秒</small></button></form>';
  sent = 0;
  const form = document.querySelector("form") as HTMLFormElement;
  form.submit = () => {
    sent += 1;
  };
  button().animate = undefined as never;
  holdButtons(document);
});
afterEach(() => void vi.useRealTimers());

const button = () => document.querySelector("button") as HTMLButtonElement;
const press = (type: string, key?: string) =>
  button().dispatchEvent(key ? new KeyboardEvent(type, { key, bubbles: true }) : new Event(type, { bubbles: true }));
const says = (reason: string) => {
  (document.querySelector("input") as HTMLInputElement).value = reason;
};

test("a click sends nothing, and the button says that it is held", () => {
  says("只有我");
  button().click();
  expect([sent, document.querySelector("small")?.hidden, button().type]).toEqual([0, false, "button"]);
});

test("held for a second with a reason it is sent, once; let go early it is not", () => {
  says("只有我");
  press("pointerdown");
  vi.advanceTimersByTime(999);
  press("pointerup");
  vi.advanceTimersByTime(5000);
  expect(sent).toBe(0);
  press("pointerdown");
  vi.advanceTimersByTime(1000);
  expect(sent).toBe(1);
});

test("keys hold it too, and without a reason nothing is sent", () => {
  press("keydown", "Enter");
  vi.advanceTimersByTime(1000);
  expect(sent).toBe(0);
  says("只有我");
  press("keydown", " ");
  vi.advanceTimersByTime(1000);
  expect(sent).toBe(1);
});
