// What one screen hears: its state, however bad the line. It looks every second, the socket only makes it sooner, and
// what was painted stays until something newer is known.

import { Socket } from "../live/socket";
import type { ScreenState } from "../wire/ScreenState";
import { missing } from "./glyphs";

/** A state with the server's clock when it was read. */
export type Timed = ScreenState & { now: number };

export interface Hearer {
  /** Something newer is to be painted. */
  state(state: ScreenState): void;
  /** Time has passed: four times a second. */
  tick(): void;
  /** The link was taken back. */
  gone(): void;
}

/** What is kept on the device, for a start without a server. */
interface Kept {
  state: ScreenState;
  at: number;
}

const LOOK_MS = 1000;
const PATIENCE_MS = 2500;
const REPORT_MS = 2000;
const TICK_MS = 250;
/** A graphic shares its machine with the mixer: while its socket stands it looks more rarely, and counts no seconds. */
const GRAPHIC_LOOK_MS = 5000;
const GRAPHIC_TICK_MS = 1000;

/** How long after the last answer the line counts as doubtful, and as cut. */
export const DOUBT_MS = 4000;
export const CUT_MS = 10_000;

export class ScreenFeed {
  state: ScreenState | null = null;
  private skew = 0;
  private heardAt: number;
  private etag = "";
  private isLooking = false;
  private looksAgain = false;
  private isGone = false;
  private asked: { item: string | null; version: number } | null = null;
  private painted: { item: string | null; version: number } | null = null;
  private socket: Socket | null = null;
  private isLineUp = false;
  private rare = "";
  private lacks: string | null = null;

  constructor(
    private readonly path: string,
    private readonly hearer: Hearer,
    private readonly keeps: boolean,
  ) {
    this.heardAt = Date.now();
  }

  /** Begins with what the page brought, or with what was kept when that is all there is. */
  start(brought: Timed | null): void {
    const kept = this.keeps ? this.kept() : null;
    // A page that was served from the device's own store brings an old state: the newer of the two is painted.
    const first = brought && (!kept || brought.now >= kept.at) ? { state: brought, at: brought.now } : kept;
    if (first && this.keeps) {
      this.heardAt = Math.min(Date.now(), first.at);
      this.take(first.state);
    }
    void this.look();
    setInterval(() => this.isQuiet() || void this.look(), LOOK_MS);
    setInterval(() => this.hearer.tick(), this.keeps ? TICK_MS : GRAPHIC_TICK_MS);
    setInterval(() => void this.report(), REPORT_MS);
    addEventListener("online", () => void this.look());
  }

  /** The server's clock. */
  now(): number {
    return Date.now() + this.skew;
  }

  /** How long the server has not been heard, in milliseconds. */
  silence(): number {
    return Date.now() - this.heardAt;
  }

  /** Says that this is on the glass by now: asked for after it was painted. */
  hasPainted(item: string | null, version: number): void {
    if (this.asked?.item === item && this.asked.version === version) return;
    this.asked = { item, version };
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        this.painted = { item, version };
        void this.report();
      }),
    );
  }

  /** Somebody before the screen has read a message. */
  async acknowledge(message: string): Promise<void> {
    await this.send("ack", { message });
    await this.look();
  }

  /** Whether a graphic need not look: its socket would tell, and the server was heard of a moment ago. */
  private isQuiet(): boolean {
    return !this.keeps && this.isLineUp && this.silence() < GRAPHIC_LOOK_MS;
  }

  private async look(): Promise<void> {
    if (this.isLooking) {
      this.looksAgain = true;
      return;
    }
    this.isLooking = true;
    try {
      const began = Date.now();
      const answer = await fetch(`${this.path}/state`, {
        cache: "no-store",
        headers: this.etag === "" ? {} : { "If-None-Match": this.etag },
        signal: within(PATIENCE_MS),
      });
      if (answer.status === 404) return this.end();
      if (answer.status !== 304 && !answer.ok) return;
      if (answer.ok) {
        const state = (await answer.json()) as Timed;
        this.skew = state.now - (began + Date.now()) / 2;
        this.etag = answer.headers.get("etag") ?? "";
        this.take(state);
      }
      this.heardAt = Date.now();
      if (this.keeps && this.state) keep(this.path, { state: this.state, at: this.now() });
      this.listen();
    } catch {
      // The line is cut; what is painted stays, and the next look is a second away.
    } finally {
      this.isLooking = false;
      if (this.looksAgain) {
        this.looksAgain = false;
        void this.look();
      }
    }
  }

  private take(state: ScreenState): void {
    this.state = state;
    this.isGone = false;
    const rare = state.rare.join("");
    if (this.lacks === null || rare !== this.rare) {
      this.rare = rare;
      this.lacks = missing(state.rare, getComputedStyle(document.body).fontFamily);
    }
    this.hearer.state(state);
  }

  private end(): void {
    this.heardAt = Date.now();
    this.etag = "";
    if (!this.isGone) this.hearer.gone();
    this.isGone = true;
  }

  private listen(): void {
    if (this.socket || !this.state) return;
    const screen = this.path.split("/").pop() ?? "";
    const hears = () => void this.look();
    const address = { inquiry: this.state.slug, streams: ["stage"], screen };
    const line = (state: "up" | "down" | "over") => {
      this.isLineUp = state === "up";
    };
    this.socket = new Socket(address, { lines: hears, snapshot: hears, line });
    this.socket.open();
  }

  private async report(): Promise<void> {
    if (!this.painted || this.isGone) return;
    await this.send("painted", { ...this.painted, cannot_draw: this.lacks }).catch(() => {});
  }

  private send(what: string, body: object): Promise<Response> {
    return fetch(`${this.path}/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: within(PATIENCE_MS),
    });
  }

  private kept(): Kept | null {
    try {
      const text = localStorage.getItem(this.path);
      return text ? (JSON.parse(text) as Kept) : null;
    } catch {
      return null;
    }
  }
}

function keep(path: string, kept: Kept): void {
  try {
    localStorage.setItem(path, JSON.stringify(kept));
  } catch {
    // A full or forbidden store is no reason to stop painting.
  }
}

/** A signal that gives up after so long; `AbortSignal.timeout` is younger than the playout browsers. */
function within(ms: number): AbortSignal {
  const control = new AbortController();
  setTimeout(() => control.abort(), ms);
  return control.signal;
}

/** What the worker keeps, and where. */
const STORE = "screen-1";

/** The page is kept by the device itself, so that a reload finds it also while the server is away. */
export async function remember(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/screen/worker.js", { scope: "/screen/" });
    await navigator.serviceWorker.ready;
    // The first visit came past the worker: what it brought is kept now.
    const loaded = performance.getEntriesByType("resource").map((it) => new URL(it.name).pathname);
    const store = await caches.open(STORE);
    await store.addAll([location.pathname, ...new Set(loaded.filter((path) => path.startsWith("/assets/")))]);
  } catch {
    // A screen over plain HTTP has no worker; it goes on without.
  }
}
