import { expect, test } from "vitest";
import { backoff } from "./wait";

test("the staff come back within two seconds, however long the server was away", () => {
  for (const tries of [0, 1, 5, 12]) expect(backoff(tries, () => 0.999, true)).toBeLessThan(2000);
  expect(backoff(12, () => 0.999)).toBeGreaterThan(20_000);
});
