import { expect, test } from "vitest";
import { masked } from "./mask";

test("a selection is covered where it stands", () => {
  expect(masked("找王某某说过", 1, 4)).toEqual({ text: "找××说过", caret: 3 });
});

test("without a selection phones, identity numbers and plates are covered, and years are not", () => {
  expect(masked("电话138 0013 8000，座机0571-8765432，证号330102199001011234，车浙A12345，2026年", 0, 0).text).toBe(
    "电话××，座机××，证号××，车××，2026年",
  );
});
