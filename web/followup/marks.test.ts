import { expect, test } from "vitest";
import { type Mark, Marks } from "./marks";

const mark = (id: string, at: number, quote: string | null = null): Mark => ({ id, at, quote });

test("a moment marked while the line was cut outlives a reload, and one that the server knows stands once", () => {
  const marks = new Marks([mark("b", 2000)], [mark("", 3000), mark("b", 2000)]);
  expect(marks.all.map(({ id, at }) => `${id}${at}`)).toEqual(["3000", "b2000"]);
});

test("a promise uses up the nearest mark and no other", () => {
  const marks = new Marks([mark("b", 90_000), mark("a", 10_000)], []);
  marks.caught("十天内办好", 12_000);
  expect(marks.all.map(({ quote }) => quote)).toEqual([null, "十天内办好"]);
  marks.caught("很久以后说的", 900_000);
  expect(marks.all[0]?.quote).toBeNull();
});

test("what is written next is the oldest moment that waits", () => {
  const marks = new Marks([mark("c", 3000), mark("b", 2000), mark("a", 1000, "说过的")], []);
  expect(marks.nextOpen(null)?.id).toBe("b");
  expect(marks.nextOpen(marks.all[1] ?? null)?.id).toBe("c");
});
