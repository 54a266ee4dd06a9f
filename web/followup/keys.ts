// The scribe's keys: one each. They never fire inside a field, except to keep and to leave it.

/** What a key asks for. */
export type Act =
  | { do: "mark" | "next" | "quote" | "keep" | "leave" }
  | { do: "box"; n: number }
  | { do: "nudge"; n: number };

/** The five boxes, in the order of their digits. */
export const BOXES = ["what", "lead", "person", "due", "test"];

/** How far a mark may be shifted either way, in seconds. */
const FARTHEST = 120;

/** The parts of a key press that decide. */
export type Press = Pick<KeyboardEvent, "key" | "repeat" | "ctrlKey" | "metaKey" | "altKey">;

/** What this press asks for, if it asks for anything. */
export function keyOf(press: Press, at: Element | null): Act | null {
  if (press.key === "Enter" && (press.ctrlKey || press.metaKey) && !press.repeat) return { do: "keep" };
  if (press.key === "Escape") return { do: "leave" };
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  // Whoever is writing marks with a key that writes nothing.
  if (press.key === "F2") return press.repeat ? null : { do: "mark" };
  if (at?.closest("input:not([type=radio]), textarea, select, [contenteditable]")) return null;
  if (press.key === "[" || press.key === "]") return { do: "nudge", n: press.key === "[" ? -1 : 1 };
  if (press.repeat) return null;
  if (press.key === " ") return at?.closest("button, a, summary") ? null : { do: "mark" };
  if (press.key === "n" || press.key === "N") return { do: "next" };
  if (press.key === "c" || press.key === "C") return { do: "quote" };
  const digit = "12345".indexOf(press.key);
  return press.key.length === 1 && digit >= 0 ? { do: "box", n: digit } : null;
}

/** The shift after one more second, held to what the server takes. */
export function nudged(now: number, by: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, now + by));
}
