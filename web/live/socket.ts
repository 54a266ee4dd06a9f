// One connection a page: hears its streams without a gap, comes back by itself, and says so when it cannot.

import { backoff, within } from "./wait";
import {
  afterClose,
  type Envelope,
  type Greeting,
  type Lines,
  type Position,
  type SnapshotPart,
  type Tally,
} from "./wire";

/** What a page does with what it hears. */
export interface Hearer {
  /** Lines of a log, each once and in order. `missed` is true for those that were made up after a lost line. */
  lines?(stream: string, lines: unknown[], missed: boolean): void;
  /** A whole state that replaces what was known of that log. */
  snapshot?(stream: string, state: unknown): void;
  /** Absolute counts. */
  tally?(tally: Tally): void;
  /** The line stands, is lost, or is over for good. */
  line?(state: "up" | "down" | "over", code?: number): void;
  /** The credential runs out in so many seconds. */
  /** Something passing among staff. */
  passing?(what: unknown): void;
  expiring?(seconds: number): void;
}

export interface Address {
  inquiry: string;
  streams: string[];
  /** Positions that the page was rendered at, `stream.epoch.offset`. */
  resume?: string[];
  /** A screen's key: the only credential that stands in an address. */
  screen?: string;
}

/** What the socket needs of its surroundings; a test brings its own. */
export interface Surroundings {
  connect(url: string, protocol: string): WebSocket;
  random(): number;
  after(ms: number, then: () => void): () => void;
}

export const REAL: Surroundings = {
  connect: (url, protocol) => new WebSocket(url, protocol),
  random: Math.random,
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

const PROTOCOL = "wenzheng.v1";
/** Silence that was only quiet is waited out longer each time, up to so many doublings. */
const MOST_PATIENCE = 4;
const CATCH_UP_MS = 1000;
/** So long a new line may take until it greets; the code is the browser's for a line that ended without a word. */
const GREETS_MS = 15_000;
const UNHEARD = 1006;

export class Socket {
  /** The server's clock less ours, in milliseconds. */
  skew = 0;

  private positions = new Map<string, Position>();
  private parts = new Map<string, string[]>();
  private tallied = -1;
  private ws: WebSocket | null = null;
  private tries = 0;
  private hb = 25;
  private quiet = 0;
  private probing = false;
  private catchingUp = false;
  private farewell: [number, number] | null = null;
  private over = false;
  private stopWaiting: (() => void) | null = null;
  private stopCatchingUp: (() => void) | null = null;
  private stopWatching: (() => void) | null = null;

  constructor(
    private readonly address: Address,
    private readonly hearer: Hearer,
    private readonly world: Surroundings = REAL,
  ) {
    for (const place of address.resume ?? []) {
      const [stream, e, o] = place.split(".");
      if (stream && e && o) this.positions.set(stream, { e, o: Number(o) });
    }
  }

  /** Opens the line, and keeps it open until `close`. */
  open(): void {
    if (this.over || this.ws) return;
    this.stopWaiting?.();
    const ws = this.world.connect(this.url(), PROTOCOL);
    this.ws = ws;
    ws.onmessage = (event) => this.ws === ws && this.heard(String(event.data));
    ws.onclose = (event) => this.ws === ws && this.closed(event.code);
    ws.onerror = () => {};
    this.stopWatching?.();
    this.stopWatching = this.world.after(GREETS_MS, () => {
      ws.close();
      this.closed(UNHEARD);
    });
  }

  /** Comes back at once: the device says that it is online or in sight again. */
  hurry(): void {
    if (this.over || this.ws) return;
    this.stopWaiting?.();
    this.open();
  }

  /** Comes back on a new line: the page knows that this one was cut, though nobody said so. */
  renew(): void {
    if (this.over) return;
    if (!this.ws) return this.hurry();
    this.comeBack(0);
  }

  /** Ends the line for good. */
  close(): void {
    this.over = true;
    this.stopWaiting?.();
    this.drop();
  }

  /** The server's present, by its own clock. */
  now(): number {
    return Date.now() + this.skew;
  }

  private url(): string {
    const query = new URLSearchParams({ inquiry: this.address.inquiry, streams: this.address.streams.join(",") });
    const resume = [...this.positions].map(([stream, at]) => `${stream}.${at.e}.${at.o}`);
    if (resume.length > 0) query.set("resume", resume.join(","));
    if (this.address.screen) query.set("screen", this.address.screen);
    const here = globalThis.location;
    return `${here.protocol === "https:" ? "wss:" : "ws:"}//${here.host}/ws/v1?${query}`;
  }

  private heard(text: string): void {
    let envelopes: Envelope[];
    try {
      envelopes = JSON.parse(text) as Envelope[];
    } catch {
      return this.comeBack(0);
    }
    this.watch();
    for (const envelope of envelopes) {
      switch (envelope.k) {
        case "hi":
          this.greeted(envelope);
          break;
        case "ev":
          if (!this.follow(envelope)) return this.comeBack(0);
          break;
        case "sn":
          this.gather(envelope);
          break;
        case "tl":
          if (envelope.v > this.tallied) {
            this.tallied = envelope.v;
            this.hearer.tally?.(envelope);
          }
          break;
        case "pa":
          this.hearer.passing?.(envelope.d);
          break;
        case "tx":
          this.hearer.expiring?.(envelope.in);
          break;
        case "by":
          this.farewell = envelope.w;
          break;
      }
    }
  }

  private greeted(hi: Greeting): void {
    this.tries = 0;
    this.farewell = null;
    this.hb = hi.hb;
    this.skew = hi.now - Date.now();
    this.tallied = -1;
    this.parts.clear();
    this.catchUp(this.positions.size > 0);
    for (const [stream, at] of Object.entries(hi.s)) {
      if (!("r" in at)) continue;
      if (at.r === "ok") this.positions.set(stream, { e: at.e, o: at.o });
      else this.positions.delete(stream);
      if (at.r === "snap") this.quiet = 0;
    }
    if (this.probing) this.quiet = Math.min(MOST_PATIENCE, this.quiet + 1);
    this.probing = false;
    this.hearer.line?.("up");
    this.watch();
  }

  /** Hands on the lines that are new; false where one is missing, which is the alarm. */
  private follow(ev: Lines): boolean {
    const at = this.positions.get(ev.s);
    if (at && at.e !== ev.e) return false;
    const last = at?.o ?? ev.o - 1;
    if (ev.o > last + 1) return false;
    const fresh = ev.d.slice(last + 1 - ev.o);
    if (fresh.length === 0) return true;
    this.positions.set(ev.s, { e: ev.e, o: ev.o + ev.d.length - 1 });
    if (this.catchingUp) this.quiet = 0;
    this.hearer.lines?.(ev.s, fresh, this.catchingUp);
    return true;
  }

  private gather(sn: SnapshotPart): void {
    const parts = sn.part === 1 ? [] : (this.parts.get(sn.s) ?? []);
    if (parts.length !== sn.part - 1) return this.comeBack(0);
    parts.push(sn.d);
    this.parts.set(sn.s, parts);
    if (sn.part < sn.of) return;
    this.parts.delete(sn.s);
    this.positions.set(sn.s, { e: sn.e, o: sn.o });
    this.catchUp(false);
    this.hearer.snapshot?.(sn.s, JSON.parse(parts.join("")));
  }

  /** What comes with the greeting was missed; what comes a while after it is news. */
  private catchUp(isBehind: boolean): void {
    this.stopCatchingUp?.();
    this.catchingUp = isBehind;
    if (!isBehind) return;
    this.stopCatchingUp = this.world.after(CATCH_UP_MS, () => {
      this.catchingUp = false;
    });
  }

  private closed(code: number): void {
    this.ws = null;
    this.stopWatching?.();
    // The silence was death after all.
    if (this.probing) this.quiet = 0;
    this.probing = false;
    const then = afterClose(code);
    if (then === "stop") {
      this.over = true;
      this.hearer.line?.("over", code);
      return;
    }
    this.hearer.line?.("down", code);
    if (then === "refresh") this.hearer.expiring?.(0);
    this.wait(
      this.farewell
        ? within(this.farewell, this.world.random)
        : backoff(this.tries, this.world.random, !this.address.streams.includes("public")),
    );
    this.tries += 1;
  }

  private comeBack(ms: number): void {
    this.drop();
    this.hearer.line?.("down");
    this.wait(ms);
  }

  private wait(ms: number): void {
    this.stopWaiting?.();
    this.stopWaiting = this.world.after(ms, () => this.open());
  }

  private drop(): void {
    const ws = this.ws;
    this.ws = null;
    this.stopWatching?.();
    ws?.close();
  }

  // A page cannot see the server's pings, so silence may be death or a quiet evening. It asks by coming back with its
  // position; when nothing was missed, it waits twice as long the next time.
  private watch(): void {
    this.stopWatching?.();
    const ms = this.hb * 1.5 * 1000 * 2 ** this.quiet;
    this.stopWatching = this.world.after(ms, () => {
      this.probing = true;
      this.drop();
      this.open();
    });
  }
}

/** Comes back when the device is online or in sight again. */
export function wake(socket: Socket): void {
  addEventListener("online", () => socket.hurry());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") socket.hurry();
  });
}
