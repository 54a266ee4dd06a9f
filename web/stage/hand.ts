// What the hand does, one deed after the other, and what became of the last one.

import type { Say } from "../kit/words";
import type { Ear } from "./ear";
import type { Strip } from "./foot";
import { refusal } from "./refusal";
import type { View } from "./view";

export class Hand {
  /** What became of the last deed. */
  strip: Strip | null = null;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly ear: Ear,
    private readonly say: Say,
    private readonly view: () => View,
    /** Something was done, or was not. */
    private readonly done: (isDone: boolean) => void,
  ) {}

  /** Does something once all that was pressed before is done; says how long it took, or why it did not happen. */
  does(what: string, deed: () => Promise<unknown>, believed: () => string | null = () => null): Promise<void> {
    this.last = this.last.then(() => this.now(what, deed, believed()));
    return this.last;
  }

  private async now(what: string, deed: () => Promise<unknown>, believed: string | null): Promise<void> {
    const began = performance.now();
    try {
      await deed();
      const s = ((performance.now() - began) / 1000).toFixed(2);
      this.strip = { words: this.say("took", { what, s }), tone: "strip--good" };
      this.done(true);
      await this.ear.look();
    } catch (error) {
      await this.ear.look();
      this.strip = { words: refusal(error, believed, this.view(), this.say), tone: "strip--late" };
    }
    this.done(false);
  }
}
