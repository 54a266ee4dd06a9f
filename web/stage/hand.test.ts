// On a cut line: nothing is said to be done, nothing that waited too long is sent, and what is heard first says how it stands.
import { expect, test, vi } from "vitest";
import type { Say } from "../kit/words";
import { Problem } from "./api";
import type { Ear } from "./ear";
import { Hand } from "./hand";
import type { View } from "./view";

const say = ((key: string, more: Record<string, string> = {}) => [key, ...Object.values(more)].join(" ")) as Say;

function gallery() {
  const ear = { now: 100_000, heardAt: 0, gallery: { rundown: { on_air: "b" } }, look: () => Promise.resolve() };
  const view = { name: (id: string) => `第${id}题` } as unknown as View;
  return { ear, hand: new Hand(ear as unknown as Ear, say, () => view, vi.fn()) };
}

test("without an answer nobody claims that it was done, or that it was not", async () => {
  const { ear, hand } = gallery();

  await hand.does("上题", () => Promise.reject(new TypeError("network")));

  expect(hand.strip).toEqual({ words: "unheard 上题", tone: "strip--late" });
  hand.hears();
  expect(hand.strip?.words).toBe("unheard 上题");
  ear.heardAt = Date.now() + 1;
  hand.hears();
  expect(hand.strip).toEqual({ words: "heard-again 第b题", tone: "strip--good" });
});

test("what waited too long behind another press is not sent, and its moment is that of the press", async () => {
  const { ear, hand } = gallery();
  const sent = vi.fn(() => Promise.resolve());
  let pressed: number | undefined;

  const first = hand.does("上题", async () => {
    pressed = hand.pressedAt;
    ear.now += 6000;
  });
  const second = hand.does("下题", sent);
  await Promise.all([first, second]);

  expect([pressed, sent.mock.calls.length]).toEqual([100_000, 0]);
  expect(hand.strip).toEqual({ words: "not-sent 下题", tone: "strip--late" });
});

test("a refusal is an answer", async () => {
  const { hand } = gallery();

  await hand.does("上题", () => Promise.reject(new Problem(409, "pressed_too_late", "太晚")));
  hand.hears();

  expect(hand.strip).toEqual({ words: "太晚", tone: "strip--late" });
});
