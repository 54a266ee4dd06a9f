// What the gallery hears: it looks when something happened and every two seconds, and knows for how long it heard nothing.

import { type Socket, wake } from "../live/socket";
import type { Gallery } from "../wire/Gallery";
import type { Api } from "./api";
import { hearing, LOOK_MS, type Page, SOON_MS } from "./page";

export class Ear {
  gallery: Gallery;
  private readonly socket: Socket;
  private skew: number;
  private heardAt = Date.now();
  private lostAt = 0;
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
    this.rounds = setInterval(() => void this.look(), LOOK_MS);
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
    const isLost = this.lostAt > 0 && Date.now() - heardAt > 2 * LOOK_MS;
    return isLost ? Date.now() - this.heardAt : 0;
  }

  async look(): Promise<void> {
    try {
      const began = Date.now();
      this.gallery = await this.api.gallery();
      this.skew = this.gallery.now - (began + Date.now()) / 2;
      this.heardAt = Date.now();
    } catch {
      // What stands on the page stays; the strip tells its age.
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
