import { describe, expect, it } from "vitest";
import { keyOf, nudged, type Press } from "./keys";

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  repeat: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});
const inside = (selector: string) =>
  ({ closest: (list: string) => (list.includes(selector) ? {} : null) }) as unknown as Element;

describe("the scribe's keys", () => {
  it("mark, catch and jump to the five boxes", () => {
    expect(keyOf(press(" "), null)).toEqual({ do: "mark" });
    expect(keyOf(press("c"), null)).toEqual({ do: "quote" });
    expect(keyOf(press("4"), null)).toEqual({ do: "box", n: 3 });
    expect(keyOf(press("6"), null)).toBeNull();
    expect(keyOf(press("["), null)).toEqual({ do: "nudge", n: -1 });
  });

  it("never fire inside a field, except to keep and to leave", () => {
    for (const key of [" ", "c", "1", "[", "]"]) expect(keyOf(press(key), inside("textarea"))).toBeNull();
    expect(keyOf(press("Enter", { ctrlKey: true }), inside("textarea"))).toEqual({ do: "keep" });
    expect(keyOf(press("Escape"), inside("textarea"))).toEqual({ do: "leave" });
  });

  it("mark while one writes, and after a kind was chosen", () => {
    expect(keyOf(press("F2"), inside("textarea"))).toEqual({ do: "mark" });
    expect(keyOf(press("F2", { repeat: true }), null)).toBeNull();
    const radio = document.createElement("input");
    radio.type = "radio";
    expect(keyOf(press(" "), radio)).toEqual({ do: "mark" });
  });

  it("leave a held key and a focused button alone", () => {
    expect(keyOf(press(" ", { repeat: true }), null)).toBeNull();
    expect(keyOf(press(" "), inside("button"))).toBeNull();
    expect(keyOf(press("c", { ctrlKey: true }), null)).toBeNull();
  });

  it("shift a mark no farther than the server takes", () => {
    expect(nudged(0, -1)).toBe(-1);
    expect(nudged(120, 1)).toBe(120);
  });
});
