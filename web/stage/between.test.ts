// @vitest-environment happy-dom
// What the host reads between two questions, and when the promises are read back.
import { expect, test, vi } from "vitest";
import type { ScreenState } from "../wire/ScreenState";

vi.mock("./glass", () => ({
  at: (id: string) => document.getElementById(id),
  say: (key: string, args: Record<string, string | number> = {}) => [key, ...Object.values(args)].join(" "),
}));
const { bridgeOf, coming, lateness, nthOf, readBack, readsBack } = await import("./between");

function state(more: object = {}): ScreenState {
  const next = {
    bridge: "接下来问谁来管。",
    department: "住建局",
    speakers: [{ post: "局长", name: "秋分", reading: "qiū fēn" }],
  };
  const promises = [{ quote: "三十天内修好", department: "住建局", due: "2026-10-20" }];
  const host = { asked: 12, of: 24, next, promises };
  return { phase: "live", ends_at: 600_000, on_air: null, waiting: [{ planned_s: 240 }], host, ...more } as never;
}

test("between two questions the host has the words on the way, and post and name of whoever answers, as they are spoken", () => {
  expect(bridgeOf(state())).toBe("接下来问谁来管。");
  expect(coming(state())).toBe("next-of 住建局　局长 秋分 qiū fēn");
  const asking = state({ on_air: { text: "何时修好？" } });
  expect([bridgeOf(asking), coming(asking)]).toEqual(["", ""]);
  expect(nthOf(state())).toBe("nth-of 12 24");
});

test("the end is told as late, early or on time by what still waits", () => {
  expect(lateness(state(), 0)).toBe("early 6:00");
  expect(lateness(state(), 350_000)).toBe("on-time");
  expect(lateness(state(), 500_000)).toBe("late 2:20");
  expect(lateness(state({ phase: "ready" }), 0)).toBe("");
});

test("promises are read back in the last five minutes only", () => {
  expect(readsBack(state(), 299_999)).toBe(false);
  expect(readsBack(state(), 300_000)).toBe(true);
  expect(readBack(state())[0]?.textContent).toBe("住建局　read-back-due 10 20“三十天内修好”");
});
