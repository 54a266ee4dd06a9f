import { expect, test } from "vitest";
import type { DeskLine } from "../wire/DeskLine";
import type { DeskList } from "../wire/DeskList";
import { ORDERS, Rows } from "./rows";

const line = (id: string, rest: Partial<DeskLine> = {}): DeskLine => ({
  id,
  version: 1,
  state: "submitted",
  urgent: false,
  for_lead: false,
  left: null,
  signed: false,
  uncalled: false,
  provenance: "web",
  number: id.charCodeAt(0),
  submitted_at: id.charCodeAt(0),
  excerpt: id,
  place: null,
  original: "",
  flags: [],
  seconds: 0,
  alike: 0,
  same: null,
  hold: null,
  ...rest,
});
const list = (...items: DeskLine[]): DeskList => ({
  items,
  next: null,
  counts: { waiting: items.length },
  alarms: { waiting: 0, taken: 0, oldest: null },
  backlog: { waiting: 0, oldest: null, late: 0, minutes: 5 },
  contests: 0,
  gate: "open",
  head: 1,
});
const shown = (rows: Rows) => rows.rows.map((row) => row.line.id).join("");
const desk = (...ids: string[]) => {
  const rows = new Rows();
  rows.begin(list(...ids.map((id) => line(id))));
  return rows;
};
const { oldest } = ORDERS;

test("news waits and moves no row", () => {
  const rows = desk("b", "c");
  rows.refresh(list(line("a"), line("b"), line("c"), line("d")), "");

  expect(shown(rows)).toBe("bc");
  expect(rows.news.map(({ id }) => id)).toEqual(["a", "d"]);
  expect(rows.counts.waiting).toBe(4);

  expect(rows.showNews(oldest)).toBe("a");
  expect(shown(rows)).toBe("abcd");
  expect(rows.at).toBe("b");
});

test("what somebody else settled stays where it was, marked, until news is shown", () => {
  const rows = desk("a", "b", "c");
  rows.at = "c";
  rows.refresh(list(line("a"), line("c")), "谷雨");

  expect(shown(rows)).toBe("abc");
  expect(rows.row("b")?.gone).toBe("谷雨");
  rows.showNews(oldest);
  expect(shown(rows)).toBe("ac");
});

test("after a decision the focus goes to the next row, at the end to the one before", () => {
  const rows = desk("a", "b", "c");
  rows.at = "b";
  rows.remove(["b"]);
  expect(rows.at).toBe("c");
  rows.remove(["c"]);
  expect(rows.at).toBe("a");
  rows.remove(["a"]);
  expect(rows.at).toBeNull();
});

test("a refused decision puts the row back where it stood, with the focus", () => {
  const rows = desk("a", "b", "c");
  rows.at = "b";
  const removed = rows.remove(["b"]);
  rows.restore(removed);

  expect(shown(rows)).toBe("abc");
  expect(rows.at).toBe("b");
});

test("what was decided here is no news when an older list still shows it, but is when it came back", () => {
  const rows = desk("a", "b");
  rows.remove(["a"]);
  rows.refresh(list(line("a"), line("b")), "");
  expect(rows.news).toEqual([]);

  rows.refresh(list(line("a", { version: 3 }), line("b")), "");
  expect(rows.news.map(({ id }) => id)).toEqual(["a"]);
});

test("extending selects what it passes over, moving on lets go", () => {
  const rows = desk("a", "b", "c", "d");
  rows.move(1, true);
  rows.move(1, true);
  expect(rows.targets().map(({ id }) => id)).toEqual(["a", "b", "c"]);

  rows.move(1, false);
  expect(rows.targets().map(({ id }) => id)).toEqual(["d"]);
});

test("the next free row is one that nobody else holds", () => {
  const rows = desk("a", "b", "c");
  const hold = { by: { id: "p2", name: "谷雨" }, until: 1 };
  rows.refresh(list(line("a", { hold }), line("b", { hold }), line("c")), "");

  expect(rows.nextFree("p1")).toBe("c");
  expect(rows.nextFree("p2")).toBe("a");
});

test("what belongs behind the last listed row is no news while more can be fetched", () => {
  const rows = desk("b", "c");
  rows.refresh({ ...list(line("a"), line("b"), line("c"), line("d")), next: "d" }, "", { isCut: true });

  expect(rows.news.map(({ id }) => id)).toEqual(["a"]);
});

test("a page says nothing about the rows behind its end", () => {
  const rows = desk("a", "b", "c");
  rows.refresh({ ...list(line("b")), next: "b" }, "没了", { isCut: true });

  expect(rows.rows.map(({ gone }) => gone)).toEqual(["没了", null, null]);
});

test("asked about some questions, only those change or vanish", () => {
  const rows = desk("a", "b", "c");
  rows.refresh(list(line("c", { seconds: 5 })), "没了", { asked: new Set(["b", "c"]) });

  expect(rows.rows.map(({ gone, line }) => [gone, line.seconds])).toEqual([
    [null, 0],
    ["没了", 0],
    [null, 5],
  ]);
});
