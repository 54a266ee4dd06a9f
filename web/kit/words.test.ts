import { expect, test } from "vitest";
import { grouped, wordsOf } from "./words";

test("a sentence is filled in and a missing one says its name", () => {
  document.body.innerHTML = `<script type="application/json" id="words">{"new":"新到{n}条"}</script>`;
  const say = wordsOf(document);

  expect(say("new", { n: 1286 })).toBe("新到1,286条");
  expect(say("absent")).toBe("absent");
});

test("numbers are grouped as the server groups them", () => {
  expect([7, 999, 1000, 1234567].map(grouped)).toEqual(["7", "999", "1,000", "1,234,567"]);
});
