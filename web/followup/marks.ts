// The moments that were marked: none is lost while a promise is still being written, nor when the line is cut.

/** A moment of the recording. Without an id it was marked while the line was cut, and is entered afterwards. */
export interface Mark {
  id: string;
  at: number;
  /** What was caught there. */
  quote: string | null;
}

/** How far from its mark a promise may stand, in milliseconds: as far as the server lets it be nudged. */
const FARTHEST_MS = 120_000;
const MOST = 12;

export class Marks {
  /** The latest first. */
  all: Mark[];

  constructor(brought: Mark[], kept: Mark[]) {
    const known = new Set(brought.map((mark) => mark.id));
    const cut = kept.filter((mark) => mark.id === "" || !known.has(mark.id));
    this.all = [...cut, ...brought].sort((a, b) => b.at - a.at).slice(0, MOST);
  }

  add(mark: Mark): void {
    if (mark.id !== "" && this.all.some(({ id }) => id === mark.id)) return;
    this.all = [mark, ...this.all].sort((a, b) => b.at - a.at).slice(0, MOST);
  }

  /** A promise was caught: the nearest mark is used up. */
  caught(quote: string, at: number): void {
    const near = this.all.reduce<Mark | null>(
      (best, mark) => (best && Math.abs(best.at - at) <= Math.abs(mark.at - at) ? best : mark),
      null,
    );
    if (near && Math.abs(near.at - at) <= FARTHEST_MS) near.quote = quote;
  }

  /** The oldest moment at which nothing was caught yet. */
  nextOpen(besides: Mark | null): Mark | null {
    const open = this.all.filter((mark) => mark.quote === null && mark !== besides);
    return open[open.length - 1] ?? null;
  }
}
