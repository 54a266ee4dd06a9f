// What was decided last can be taken back: for ten seconds with one key, afterwards with a reason.

import type { Row } from "./rows";

export const UNDO_MS = 10_000;

/** A decision that can still be taken back. */
export interface Decision {
  /** What it was called when it was done, for the strip. */
  words: string;
  at: number;
  removed: { row: Row; index: number }[];
  /** The server's own id and the version to name; nothing while the answer is on its way. */
  settled: { decision: string; version: number; merged?: string } | null;
}

export class Undo {
  private readonly past: Decision[] = [];

  push(decision: Decision): void {
    this.past.push(decision);
  }

  /** The one that the key would take back. */
  last(): Decision | null {
    return this.past[this.past.length - 1] ?? null;
  }

  /** Seconds for which it takes no reason. */
  secondsLeft(now: number): number {
    const last = this.last();
    return last ? Math.max(0, Math.ceil((last.at + UNDO_MS - now) / 1000)) : 0;
  }

  drop(decision: Decision): void {
    const index = this.past.indexOf(decision);
    if (index >= 0) this.past.splice(index, 1);
  }
}
