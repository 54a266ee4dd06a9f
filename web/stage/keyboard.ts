// The gallery's keyboard: it never fires in a field, a key held down asks once, and dump and panic are held.

import type { Hold } from "../kit/hold";
import { type Act, isInField, meaning } from "./keys";

/** What the keyboard moves. */
export interface Hands {
  act(act: Act): void;
  digit(digit: string): void;
  /** Leaves whatever is open; false where nothing is. */
  close(): boolean;
  /** Whether this person may do more than look. */
  readonly mayDirect: boolean;
}

export class Keyboard {
  constructor(
    private readonly hands: Hands,
    private readonly holds: Record<"dump" | "panic" | "alone", Hold>,
    private readonly button: (id: string) => HTMLElement | null,
  ) {}

  listen(): void {
    addEventListener("keydown", this.pressed);
    addEventListener("keyup", this.released);
    addEventListener("blur", this.letGo);
  }

  leave(): void {
    removeEventListener("keydown", this.pressed);
    removeEventListener("keyup", this.released);
    removeEventListener("blur", this.letGo);
  }

  readonly letGo = (): void => {
    for (const hold of Object.values(this.holds)) hold.let();
  };

  private readonly pressed = (press: KeyboardEvent): void => {
    // A sheet that lies over everything has the keys to itself.
    if (document.querySelector("dialog[open]")) return;
    if (isInField(press.target)) {
      if (press.key === "Escape") this.leaveField(press);
      return;
    }
    // A browser clicks the focused button again for each repeat of Enter: the second take would be nobody's wish.
    if (press.key === "Enter" && press.repeat) press.preventDefault();
    const asked = meaning(press);
    if (!asked) return;
    // Enter belongs to a button that has the focus, unless it is a cue that was just chosen.
    const control = press.target instanceof Element ? press.target.closest("button, a, summary") : null;
    if ("act" in asked && asked.act === "take" && control && !control.classList.contains("cue")) return;
    press.preventDefault();
    if ("digit" in asked) this.hands.digit(asked.digit);
    else if (asked.held) this.hold(asked.act);
    else this.hands.act(asked.act);
  };

  private readonly released = (press: KeyboardEvent): void => {
    const key = press.key.toLowerCase();
    if (key === "d" || key === "escape") this.letGo();
  };

  private hold(act: Act): void {
    if (!this.hands.mayDirect) return;
    if (act === "panic" && this.hands.close()) return;
    const name = act === "dump" ? "dump" : "panic";
    this.holds[name].begin(this.button(name));
  }

  private leaveField(press: KeyboardEvent): void {
    press.preventDefault();
    (press.target as HTMLElement).blur();
    this.hands.close();
  }
}
