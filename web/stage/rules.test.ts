// The gallery's rules without a page: spans, pace, choosing, keys, what stands out on the prompter.
import { expect, test } from "vitest";
import type { Gallery } from "../wire/Gallery";
import type { StageItem } from "../wire/StageItem";
import { mayApprove } from "./air";
import { pieces } from "./apart";
import { meaning } from "./keys";
import { left, pace, span } from "./span";
import { View } from "./view";

const press = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...more,
});

function view(chosen: string | null = null, now = 100_000): View {
  const item = (id: string, state: string, number: number) => ({
    id,
    number,
    title: null,
    asked_by: "host",
    deputy: null,
    question: {
      id: `q${id}`,
      text: id,
      asker: null,
      department: null,
      seconds: 0,
      state: "queued",
      outcome: null,
      version: 1,
    },
    air: null,
    planned_s: 60,
    state,
    taken_at: state === "on_air" ? 90_000 : null,
    off_at: null,
    pulled: null,
  });
  const gallery = {
    inquiry: { delay_ms: 20_000, ends_at: 260_000 },
    rundown: {
      items: [item("a", "on_air", 1), item("b", "waiting", 2), item("c", "waiting", 3), item("d", "waiting", 4)],
      next: "b",
      on_air: "a",
    },
  };
  return new View(gallery as unknown as Gallery, chosen, now);
}

test("a span is read as minutes and seconds, and as hours from one on", () => {
  expect([span(0), span(262_000), span(3_723_000), span(-5)]).toEqual(["0:00", "4:22", "1:02:03", "0:00"]);
});

test("what is over its plan says by how much", () => {
  expect(left(240_000, 0)).toEqual({ over: false, text: "4:00" });
  expect(left(240_000, 239_500)).toEqual({ over: false, text: "0:01" });
  expect(left(240_000, 262_000)).toEqual({ over: true, text: "0:22" });
});

test("a late show says how many questions it will not reach", () => {
  expect(pace(0, 180_000, 60_000, [60, 60, 60])).toEqual({ lateMs: 60_000, missed: 1 });
  expect(pace(0, 600_000, -5_000, [60])).toEqual({ lateMs: -540_000, missed: 0 });
});

test("the preview is what is next until the hand chooses, and never what is on air", () => {
  expect(view().preview?.id).toBe("b");
  expect(view("d").preview?.id).toBe("d");
  expect(view("a").preview?.id).toBe("b");
  expect([view().neighbour(1), view().neighbour(-1), view("d").neighbour(1)]).toEqual(["c", "b", "d"]);
});

test("moving keeps what was on air where it was", () => {
  expect(view().moved(1)).toEqual(["a", "c", "b", "d"]);
  expect(view().moved(-1)).toBeNull();
});

test("phones show a question when its delay is over", () => {
  expect(view(null, 100_000).unseenS).toBe(10);
  expect(view(null, 111_000).unseenS).toBe(0);
});

test("a key held down asks once, and dump must be held", () => {
  expect(meaning(press("Enter"))).toEqual({ act: "take", held: false });
  expect(meaning(press("Enter", { repeat: true }))).toBeNull();
  expect(meaning(press("d"))).toEqual({ act: "dump", held: true });
  expect(meaning(press("ArrowUp", { altKey: true }))).toEqual({ act: "move_up", held: false });
  expect(meaning(press("r", { ctrlKey: true }))).toBeNull();
  expect(meaning(press("3"))).toEqual({ digit: "3" });
  expect(meaning(press("i"))).toEqual({ act: "insert", held: false });
  expect(meaning(press("b"))).toEqual({ act: "bridge", held: false });
});

test("numbers with their units, quotations and the department stand out on the prompter", () => {
  const exact = (text: string, names: string[] = []) =>
    pieces(text, names)
      .filter((piece) => piece.exact)
      .map((piece) => piece.text);
  expect(exact("柳岸小区3号楼电梯半年停了14次")).toEqual(["3号楼", "14次"]);
  expect(exact("问住建局，“三个工作日”写在哪", ["住建局"])).toEqual(["住建局", "“三个工作日”"]);
  expect(
    pieces("修电梯的钱什么时候批得下来？")
      .map((piece) => piece.text)
      .join(""),
  ).toBe("修电梯的钱什么时候批得下来？");
});

test("whose air text it is is decided by the person, not by a name that two people may have", () => {
  const item = (air: object) => ({ air }) as unknown as StageItem;
  const waiting = item({ approved: false, writer: "p1", written_by: "林岚" });
  const alone = item({ approved: true, lacks_countersign: true, approver: "p1", approved_by: "林岚" });

  expect([mayApprove(waiting, "p1"), mayApprove(waiting, "p2")]).toEqual([false, true]);
  expect([mayApprove(alone, "p1"), mayApprove(alone, "p2")]).toEqual([false, true]);
});
