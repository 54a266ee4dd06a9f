// @vitest-environment happy-dom
// The date stands under the box, and an answer that comes late is not taken for the words that stand there now.
import { expect, test } from "vitest";
import { type Due, tellsDue } from "./heard";

const say = (key: string, args: Record<string, string | number> = {}) => [key, ...Object.values(args)].join(" ");

function sits(count: (words: string) => Promise<Due>) {
  document.body.innerHTML = `<input id="due"><small id="due-on">如30天内</small>`;
  const box = document.querySelector("input") as HTMLInputElement;
  const place = document.querySelector("small") as HTMLElement;
  return { box, place, look: tellsDue(box, place, say, count, 0) };
}

test("what was written is told as the date that it comes to, and what cannot be read as that", async () => {
  const { box, place, look } = sits(async (words) => ({
    on: words === "30天内" ? "2026-12-25" : null,
    provisional: false,
  }));

  box.value = "30天内";
  await look();
  expect([place.textContent, place.className]).toEqual(["due-is due-day 2026 12 25", "is-good"]);
  box.value = "尽快";
  await look();
  expect([place.textContent, place.className]).toEqual(["due-unread", "is-warn"]);
  box.value = "";
  await look();
  expect([place.textContent, place.className]).toEqual(["如30天内", ""]);
});

test("an answer to words that no longer stand there tells nothing", async () => {
  let answers: (due: Due) => void = () => {};
  const { box, place, look } = sits(() => new Promise((done) => (answers = done)));

  box.value = "3天";
  const first = look();
  box.value = "30天";
  answers({ on: "2026-11-28", provisional: false });
  await first;
  expect(place.textContent).toBe("如30天内");
});
