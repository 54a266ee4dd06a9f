// Mine to decide for twenty seconds: a hold is renewed while the question is looked at, and let go when it is left.

import type { Hold } from "../wire/Hold";
import { type Api, Problem } from "./api";

const RENEW_MS = 8_000;

export interface HoldHearer {
  held(id: string, hold: Hold | null): void;
  refused(problem: Problem): void;
  ranOut(id: string): void;
}

export class Holds {
  /** What I hold, if anything. */
  mine: string | null = null;
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(
    private readonly api: Api,
    private readonly hearer: HoldHearer,
    private readonly isLooking: () => boolean = () => document.visibilityState === "visible",
  ) {}

  /** Takes a question in hand; what was held before is let go. */
  async take(id: string, steal = false): Promise<boolean> {
    if (this.mine !== null && this.mine !== id) this.letGo();
    try {
      const { hold } = await this.api.hold(id, steal);
      this.begin(id, hold);
      return true;
    } catch (problem) {
      if (problem instanceof Problem) this.hearer.refused(problem);
      return false;
    }
  }

  /** It is mine: taken here, or given by the server. */
  begin(id: string, hold: Hold): void {
    if (this.mine !== null && this.mine !== id) this.letGo();
    this.mine = id;
    this.hearer.held(id, hold);
    this.timer ??= setInterval(() => void this.renew(), RENEW_MS);
  }

  /** Puts down what I hold, for whoever comes next. */
  letGo(): void {
    const id = this.mine;
    this.forget();
    if (id === null) return;
    this.hearer.held(id, null);
    this.api.letGo(id).catch(() => {
      // It runs out by itself within twenty seconds.
    });
  }

  /** A decision has ended the hold. */
  forget(): void {
    this.mine = null;
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  private async renew(): Promise<void> {
    const id = this.mine;
    if (id === null || !this.isLooking()) return;
    try {
      const { hold } = await this.api.hold(id);
      if (this.mine === id) this.hearer.held(id, hold);
    } catch (problem) {
      if (!(problem instanceof Problem) || this.mine !== id) return;
      this.forget();
      this.hearer.ranOut(id);
    }
  }
}
