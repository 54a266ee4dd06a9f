import { beforeEach, expect, test, vi } from "vitest";
import { draft, flush, keep, keepDraft, settle, type Waiting, waiting } from "./outbox";

const entry: Waiting = { slug: "wuye", fields: { text: "电梯", idempotency_key: "k1", step: "2" } };
const up = async () => new Response(null, { status: 200 });

beforeEach(() => localStorage.clear());

test("what waits is sent by the plain form, with the key it was written under", async () => {
  keep(entry);
  const submit = vi.fn();

  expect(await flush(() => {}, up, submit)).toBe(true);

  expect(submit).toHaveBeenCalledExactlyOnceWith(entry);
});

test("nothing is sent while the line is not really there", async () => {
  keep(entry);
  const submit = vi.fn();

  const down = async () => {
    throw new TypeError("offline");
  };
  expect(await flush(() => {}, down, submit)).toBe(false);
  expect(
    await flush(
      () => {},
      async () => new Response(null, { status: 503 }),
      submit,
    ),
  ).toBe(false);

  expect(submit).not.toHaveBeenCalled();
  expect(waiting()).toEqual(entry);
});

test("it waits until its receipt was seen, so that a second loss loses nothing", async () => {
  keep(entry);
  await flush(
    () => {},
    up,
    () => {},
  );
  expect(waiting()).toEqual(entry);

  settle("another");
  expect(waiting()).toEqual(entry);
  settle("wuye");
  expect(waiting()).toBeNull();
  expect(await flush(() => {}, up, vi.fn())).toBe(false);
});

test("a draft belongs to its inquiry", () => {
  keepDraft("wuye", { text: "电梯" });

  expect(draft("wuye")).toEqual({ text: "电梯" });
  expect(draft("gongjiao")).toBeNull();
});
