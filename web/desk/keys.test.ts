import { expect, test } from "vitest";
import { BINDINGS, isInField, keyName, meaning, type Pressed } from "./keys";

const press = (key: string, rest: Partial<Pressed> = {}): Pressed => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...rest,
});

test("no two acts share a key", () => {
  const keys = BINDINGS.map(({ key, shift, ctrl }) => `${ctrl ?? false} ${shift ?? false} ${key}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test("one key is one act, with capitals and without", () => {
  expect(meaning(press("a"))).toBe("approve");
  expect(meaning(press("J", { shiftKey: true }))).toBe("extend_down");
  expect(meaning(press("?", { shiftKey: true }))).toBe("help");
  expect(meaning(press("z"))).toBe("only");
  expect(meaning(press("z", { ctrlKey: true }))).toBe("undo");
  expect(meaning(press("z", { metaKey: true }))).toBe("undo");
});

test("a key held down decides nothing twice, but goes on moving", () => {
  expect(meaning(press("a", { repeat: true }))).toBeNull();
  expect(meaning(press("j", { repeat: true }))).toBe("next");
});

test("the browser keeps its own keys", () => {
  expect(meaning(press("a", { ctrlKey: true }))).toBeNull();
  expect(meaning(press("r", { ctrlKey: true }))).toBeNull();
  expect(meaning(press("a", { altKey: true }))).toBeNull();
});

test("eleven reasons have a key each", () => {
  expect(["1", "9", "0", "-"].map((key) => meaning(press(key)))).toEqual([0, 8, 9, 10]);
});

test("a press in a field belongs to the field", () => {
  document.body.innerHTML = "<textarea></textarea><button></button>";
  expect(isInField(document.querySelector("textarea"))).toBe(true);
  expect(isInField(document.querySelector("button"))).toBe(false);
});

test("a key is written as it stands on the keyboard", () => {
  expect(keyName("undo", (key) => key)).toBe("Ctrl+Z");
  expect(keyName("extend_down", (key) => key)).toBe("Shift+J");
});
