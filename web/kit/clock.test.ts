import { expect, test } from "vitest";
import { clock } from "./clock";

test("the time is told in the programme's zone, midnight as 00", () => {
  document.documentElement.dataset.zone = "Asia/Shanghai";

  expect(clock(1_790_253_802_000)).toBe("20:43:22");
  expect(clock(1_790_265_600_000)).toBe("00:00:00");
});
