import { expect, test } from "vitest";
import { changes, difference } from "./diff";

const shape = (a: string, b: string) => difference(a, b).map(({ kind, text }) => `${kind[0]}:${text}`);

test("a masked stretch is one cut and one addition", () => {
  expect(shape("物业经理王某某电话13800138000没人接", "物业经理电话××没人接")).toEqual([
    "s:物业经理",
    "c:王某某",
    "s:电话",
    "c:13800138000",
    "a:××",
    "s:没人接",
  ]);
});

test("equal texts have no changes", () => {
  expect(changes(difference("一样", "一样"))).toEqual({ cut: 0, add: 0 });
});

test("either text may be empty", () => {
  expect(shape("", "新")).toEqual(["a:新"]);
  expect(shape("旧", "")).toEqual(["c:旧"]);
});

test("both texts can be put together again from the parts", () => {
  const a = "柳岸3号楼电梯又停了，我妈八十二住11楼。";
  const b = "柳岸小区3号楼电梯又停了，家里有老人住高层。";
  const parts = difference(a, b);
  expect(
    parts
      .filter((p) => p.kind !== "add")
      .map((p) => p.text)
      .join(""),
  ).toBe(a);
  expect(
    parts
      .filter((p) => p.kind !== "cut")
      .map((p) => p.text)
      .join(""),
  ).toBe(b);
});
