// @vitest-environment happy-dom
// On a shared phone nothing of ours is left behind, and nothing of anybody else's is touched.
import { expect, test } from "vitest";
import { forget } from "./forget";
import { draft, keep, keepDraft, waiting } from "./outbox";

test("a draft and a question that waits are forgotten", () => {
  keepDraft("wuye", { text: "三单元的水管漏了" });
  keep({ slug: "wuye", fields: { text: "三单元的水管漏了" } });
  localStorage.setItem("theirs", "1");

  forget();

  expect(draft("wuye")).toBeNull();
  expect(waiting()).toBeNull();
  expect(localStorage.getItem("theirs")).toBe("1");
});
