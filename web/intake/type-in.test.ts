// The form for the telephone: what is sent, what is left for the next call, how numbers are read out.
import { expect, test } from "vitest";
import { emptied, spaced, typed } from "./type-in";

function form(): HTMLFormElement {
  document.body.innerHTML = `<form><input type="hidden" name="idempotency_key" value="k">
    <input type="radio" name="source" value="hotline"><input type="radio" name="source" value="comment" checked>
    <textarea name="text">电梯又停了</textarea><input type="text" name="contact" value="13800138000">
    <select name="visibility"><option value="shielded"></option><option value="public" selected></option></select></form>`;
  return document.querySelector("form") as HTMLFormElement;
}

test("the next call finds an empty form and the same source", () => {
  const page = form();
  expect(typed(page)).toEqual({ source: "comment", text: "电梯又停了", contact: "13800138000", visibility: "public" });

  emptied(page);

  expect(typed(page)).toEqual({ source: "comment", text: "", contact: "", visibility: "shielded" });
});

test("numbers are read out in groups", () => {
  expect(spaced("4087162953", 4)).toBe("4087 1629 53");
  expect(spaced("408716", 3)).toBe("408 716");
});
