// One key an act. The help, the buttons and the foot line are all read from this table.

/** What a key asks for. */
export type Act =
  | "next"
  | "previous"
  | "take"
  | "take_next"
  | "steal"
  | "extend_down"
  | "extend_up"
  | "new"
  | "only"
  | "find"
  | "sort"
  | "help"
  | "undo"
  | "escape"
  | "enter"
  | "note"
  | "edit"
  | "mask"
  | "approve"
  | "approve_private"
  | "shortlist"
  | "merge"
  | "merge_same"
  | "ask_more"
  | "refer"
  | "transfer"
  | "reject"
  | "later"
  | "urgent"
  | "ask_lead"
  | "name";

interface Binding {
  act: Act;
  /** The key as the browser names it, in lower case. */
  key: string;
  shift?: boolean;
  ctrl?: boolean;
}

export const BINDINGS: Binding[] = [
  { act: "next", key: "j" },
  { act: "previous", key: "k" },
  { act: "extend_down", key: "j", shift: true },
  { act: "extend_up", key: "k", shift: true },
  { act: "take_next", key: "n" },
  { act: "take", key: " " },
  { act: "steal", key: "o" },
  { act: "new", key: "d" },
  { act: "only", key: "z" },
  { act: "find", key: "/" },
  { act: "sort", key: "v" },
  { act: "undo", key: "z", ctrl: true },
  { act: "help", key: "?" },
  { act: "escape", key: "escape" },
  { act: "enter", key: "enter" },
  { act: "note", key: "b" },
  { act: "edit", key: "e" },
  { act: "mask", key: "g" },
  { act: "approve", key: "a" },
  { act: "approve_private", key: "p" },
  { act: "shortlist", key: "s" },
  { act: "merge", key: "m" },
  { act: "merge_same", key: "y" },
  { act: "ask_more", key: "i" },
  { act: "refer", key: "f" },
  { act: "transfer", key: "t" },
  { act: "reject", key: "r" },
  { act: "later", key: "l" },
  { act: "urgent", key: "u" },
  { act: "ask_lead", key: "x" },
  { act: "name", key: "c" },
];

/** The digits on which reasons, merges and departments lie, in order. */
export const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-", "="];

export interface Pressed {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
}

/** What a press asks for: an act, a digit's place, or nothing. A key held down asks once, moving excepted. */
export function meaning(press: Pressed): Act | number | null {
  const key = press.key.toLowerCase();
  if (press.altKey) return null;
  const ctrl = press.ctrlKey || press.metaKey;
  // The question mark is made with Shift on most keyboards.
  const shift = press.shiftKey && /^[a-z]$/.test(key);
  const found = BINDINGS.find((it) => it.key === key && (it.shift ?? false) === shift && (it.ctrl ?? false) === ctrl);
  if (found) return press.repeat && found.act !== "next" && found.act !== "previous" ? null : found.act;
  if (ctrl || press.repeat) return null;
  const digit = DIGITS.indexOf(key);
  return digit >= 0 ? digit : null;
}

/** How a key is written on its button. */
export function keyName(act: Act, say: (key: string) => string): string {
  const binding = BINDINGS.find((it) => it.act === act);
  if (!binding) return "";
  const name =
    binding.key === " " ? say("key-space") : binding.key.length === 1 ? binding.key.toUpperCase() : title(binding.key);
  return `${binding.ctrl ? "Ctrl+" : ""}${binding.shift ? "Shift+" : ""}${name}`;
}

/** Whether a press belongs to a field and not to the desk. */
export function isInField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

function title(key: string): string {
  return key === "escape" ? "Esc" : key.charAt(0).toUpperCase() + key.slice(1);
}
