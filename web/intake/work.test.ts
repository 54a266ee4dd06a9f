import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { done, zeros } from "./work";

test("work that is done begins with the zero bits that were asked for", async () => {
  const work = "work.9.1700000000000.00ff";

  const shown = await done(work);

  expect(shown.startsWith(`${work}:`)).toBe(true);
  const digest = createHash("sha256").update(shown).digest();
  expect(zeros(digest)).toBeGreaterThanOrEqual(9);
});

test("zero bits are counted over the bytes", () => {
  expect(zeros(new Uint8Array([0, 0, 0x1f, 0xff]))).toBe(19);
  expect(zeros(new Uint8Array([0x80]))).toBe(0);
  expect(zeros(new Uint8Array([0, 0]))).toBe(16);
});
