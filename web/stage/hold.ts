// Hold to confirm: the edge fills while a button or its key is held; letting go early does nothing and says nothing.

import { HOLD_MS } from "./keys";

export class Hold {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private running: Animation | null = null;

  constructor(private readonly done: () => void) {}

  /** Begins to fill; a second beginning changes nothing. */
  begin(button: HTMLElement | null): void {
    if (this.timer) return;
    const edge = [{ boxShadow: "inset 0 0 0 0 currentColor" }, { boxShadow: "inset 40rem 0 0 0 currentColor" }];
    this.running = button?.animate?.(edge, { duration: HOLD_MS }) ?? null;
    this.timer = setTimeout(() => {
      this.let();
      this.done();
    }, HOLD_MS);
  }

  /** Lets go. */
  let(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.running?.cancel();
    this.running = null;
  }
}
