// One key an act of the gallery; the buttons and the foot line are read from this table. None fires in a field.

export type Act =
  | "take"
  | "up"
  | "down"
  | "move_up"
  | "move_down"
  | "graphic"
  | "clear"
  | "dump"
  | "panic"
  | "message"
  | "air"
  | "add"
  | "insert"
  | "pull"
  | "bridge"
  | "approve"
  | "correct"
  | "strap"
  | "promise"
  | "helm"
  | "signal"
  | "late"
  | "help";

interface Binding {
  act: Act;
  key: string;
  alt?: boolean;
  /** Held for `HOLD_MS` before it acts. */
  held?: boolean;
}

/** How long dump and panic are held. */
export const HOLD_MS = 600;
/** How long somebody holds who signs alone: longer than a wish, shorter than a question. */
export const ALONE_MS = 1000;

export const BINDINGS: Binding[] = [
  { act: "take", key: "enter" },
  { act: "up", key: "arrowup" },
  { act: "down", key: "arrowdown" },
  { act: "move_up", key: "arrowup", alt: true },
  { act: "move_down", key: "arrowdown", alt: true },
  { act: "graphic", key: "g" },
  { act: "clear", key: "c" },
  { act: "dump", key: "d", held: true },
  { act: "panic", key: "escape", held: true },
  { act: "message", key: "m" },
  { act: "air", key: "e" },
  { act: "add", key: "+" },
  { act: "insert", key: "i" },
  { act: "pull", key: "x" },
  { act: "bridge", key: "b" },
  { act: "approve", key: "y" },
  { act: "correct", key: "r" },
  { act: "strap", key: "n" },
  { act: "promise", key: "p" },
  { act: "helm", key: "k" },
  { act: "signal", key: "s" },
  { act: "late", key: "l" },
  { act: "help", key: "?" },
];

/** The ways in which a question can have been answered, on their digits. */
export const OUTCOMES = ["answered", "partly", "evaded", "to_writing"];
/** The director's presets on their digits, once M was pressed. */
export const PRESETS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
}

/** What a press asks for: an act, a digit, or nothing. A key held down asks once, choosing excepted. */
export function meaning(press: Pressed): { act: Act; held: boolean } | { digit: string } | null {
  if (press.ctrlKey || press.metaKey) return null;
  // The plus sign needs Shift on most keyboards and none on the number pad; = is where it lies.
  const key = press.key === "=" ? "+" : press.key.toLowerCase();
  const found = BINDINGS.find((it) => it.key === key && (it.alt ?? false) === press.altKey);
  if (found) {
    const mayRepeat = found.act === "up" || found.act === "down";
    return press.repeat && !mayRepeat ? null : { act: found.act, held: found.held ?? false };
  }
  return !press.repeat && !press.altKey && PRESETS.includes(key) ? { digit: key } : null;
}

/** Whether a press belongs to a field and not to the gallery. */
export function isInField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
