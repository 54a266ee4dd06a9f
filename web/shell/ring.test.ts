import { expect, test } from "vitest";
import { type Row, shown, takenByOther } from "./ring";

const row = (question: string, rung_at: number, more: Partial<Row> = {}): Row => ({
  question,
  theme: "加强物业管理",
  rung_at,
  taken_by: null,
  is_mine: false,
  may_take: true,
  excerpt: "楼道冒烟",
  place: null,
  ...more,
});

test("the oldest that nobody has taken stands first, then mine, and nothing of the others", () => {
  const mine = row("mine", 1, { taken_by: "谷雨", is_mine: true });
  const rows = [row("new", 9), mine, row("theirs", 2, { taken_by: "小满" }), row("old", 5)];

  expect(shown(rows).map((it) => it.question)).toEqual(["old", "new", "mine"]);
});

test("the second hears who took it, and the first does not hear of themselves", () => {
  const before = [row("q", 1)];

  expect(takenByOther(before, [row("q", 1, { taken_by: "小满" })])).toBe("小满");
  expect(takenByOther(before, [row("q", 1, { taken_by: "谷雨", is_mine: true })])).toBeNull();
  expect(takenByOther([], [row("q", 1, { taken_by: "小满" })])).toBeNull();
});
