// What the gallery hears: it looks when something happened and every two seconds, and knows for how long it heard nothing,
// also on a line that was cut without a word.

import { type Socket, wake } from "../live/socket";
import type { Gallery } from "../wire/Gallery";
import { type Api, Problem } from "./api";
import { hearing, LOOK_MS, type Page, SOON_MS } from "./page";

export class Ear {
  gallery: Gallery;
  private readonly socket: Socket;
  private skew: number;
  /** When the server was last heard, by this machine's clock. */
  heardAt = Date.now();
  private lostAt = 0;
  private isDeaf = false;
  private looks: Promise<void> | null = null;
  private looksAgain: Promise<void> | null = null;
  private looking: ReturnType<typeof setTimeout> | null = null;
  private rounds: ReturnType<typeof setInterval> | null = null;

  constructor(
    page: Page,
    private readonly api: Api,
    private readonly heard: () => void,
  ) {
    this.gallery = page.gallery;
    this.skew = this.gallery.now - Date.now();
    this.socket = hearing(
      page,
      () => this.lookSoon(),
      (state) => this.line(state),
    );
  }

  open(): void {
    this.rounds = setInterval(() => this.looks || void this.look(), LOOK_MS);
    this.socket.open();
    wake(this.socket);
  }

  close(): void {
    if (this.rounds) clearInterval(this.rounds);
    this.socket.close();
  }

  /** The server's clock. */
  get now(): number {
    return Date.now() + this.skew;
  }

  /** For how long nothing was heard, in milliseconds; 0 while the line holds. */
  get lostMs(): number {
    const heardAt = Math.max(this.lostAt, this.heardAt);
    const isLost = (this.lostAt > 0 || this.isDeaf) && Date.now() - heardAt > 2 * LOOK_MS;
    return isLost ? Date.now() - this.heardAt : 0;
  }

  /** Looks, and is done when what stands here was read after now: behind a look that is on its way goes one more. */
  look(): Promise<void> {
    if (!this.looks) return this.begin();
    this.looksAgain ??= this.looks.then(() => {
      this.looksAgain = null;
      return this.begin();
    });
    return this.looksAgain;
  }

  private begin(): Promise<void> {
    this.looks = this.once().finally(() => {
      this.looks = null;
    });
    return this.looks;
  }

  private async once(): Promise<void> {
    try {
      const began = Date.now();
      this.gallery = await this.api.gallery();
      this.skew = this.gallery.now - (began + Date.now()) / 2;
      this.heardAt = Date.now();
      // A socket that lived through the cut may be dead without knowing it.
      if (this.isDeaf) this.socket.renew();
      this.isDeaf = false;
    } catch (error) {
      // What stands on the page stays; the strip tells its age.
      if (!(error instanceof Problem)) this.isDeaf = true;
    }
    this.heard();
  }

  private line(state: "up" | "down" | "over"): void {
    if (state === "up") {
      this.lostAt = 0;
      this.lookSoon();
    } else {
      this.lostAt ||= Date.now();
    }
    this.heard();
  }

  private lookSoon(): void {
    this.looking ??= setTimeout(() => {
      this.looking = null;
      void this.look();
    }, SOON_MS);
  }
}
