// What the hand does, one deed after the other, and what became of the last one.

import type { Say } from "../kit/words";
import { Problem } from "./api";
import type { Ear } from "./ear";
import type { Strip } from "./foot";
import { refusal } from "./refusal";
import type { View } from "./view";

/** A press counts for so long, in milliseconds: what waits longer behind another is not what the hand wants by then. */
const COUNTS_MS = 5000;

export class Hand {
  /** What became of the last deed. */
  strip: Strip | null = null;
  /** When what is being done was pressed, by the server's clock. */
  pressedAt: number | undefined;
  private last: Promise<void> = Promise.resolve();
  /** When a deed was given up of which nobody heard whether it was done; 0 where none was. */
  private unheardAt = 0;

  constructor(
    private readonly ear: Ear,
    private readonly say: Say,
    private readonly view: () => View,
    /** Something was done, or was not. */
    private readonly done: (isDone: boolean) => void,
  ) {}

  /** Does something once all that was pressed before is done; says how long it took, or why it did not happen. */
  does(what: string, deed: () => Promise<unknown>, believed: () => string | null = () => null): Promise<void> {
    const at = this.ear.now;
    this.last = this.last.then(() => this.now(what, at, deed, believed()));
    return this.last;
  }

  /** The line holds again: what stands here now is what became of it. */
  hears(): void {
    if (this.unheardAt === 0 || this.ear.heardAt < this.unheardAt) return;
    this.unheardAt = 0;
    const name = this.view().name(this.ear.gallery.rundown.on_air, this.say) ?? this.say("none");
    this.strip = { words: this.say("heard-again", { name }), tone: "strip--good" };
  }

  private async now(what: string, at: number, deed: () => Promise<unknown>, believed: string | null): Promise<void> {
    const began = performance.now();
    this.pressedAt = at;
    try {
      if (this.ear.now - at > COUNTS_MS) return this.says(this.say("not-sent", { what }));
      await deed();
      const s = ((performance.now() - began) / 1000).toFixed(2);
      this.unheardAt = 0;
      this.strip = { words: this.say("took", { what, s }), tone: "strip--good" };
      this.done(true);
      await this.ear.look();
    } catch (error) {
      if (!(error instanceof Problem)) {
        this.unheardAt = Date.now();
        return this.says(this.say("unheard", { what }));
      }
      this.unheardAt = 0;
      await this.ear.look();
      this.says(refusal(error, believed, this.view(), this.say));
    } finally {
      this.pressedAt = undefined;
      this.done(false);
    }
  }

  private says(words: string): void {
    this.strip = { words, tone: "strip--late" };
  }
}
