// What the gallery shows, computed from what it was told: who is on air, what is in preview, how late the show is.

import type { Say } from "../kit/words";
import type { Gallery } from "../wire/Gallery";
import type { StageItem } from "../wire/StageItem";
import { type Pace, pace } from "./span";

export class View {
  constructor(
    readonly gallery: Gallery,
    /** The item that the hand has chosen; what is next where it has chosen none. */
    private readonly chosen: string | null,
    /** The server's clock. */
    readonly now: number,
    /** How long nothing was heard of the server, in milliseconds; 0 while the line holds. */
    readonly lostMs = 0,
  ) {}

  get items(): StageItem[] {
    return this.gallery.rundown.items;
  }

  get onAir(): StageItem | null {
    return this.items.find((item) => item.state === "on_air") ?? null;
  }

  get preview(): StageItem | null {
    const waits = (id: string | null) => this.items.find((item) => item.id === id && item.state === "waiting") ?? null;
    return waits(this.chosen) ?? waits(this.gallery.rundown.next);
  }

  /** The item whose words a signature is about: a correction of what is on air comes first. */
  get toSign(): StageItem | null {
    return this.onAir?.air?.correction ? this.onAir : (this.preview ?? this.onAir);
  }

  /** The item before or behind the preview that could be chosen instead. */
  neighbour(step: 1 | -1): string | null {
    const waiting = this.items.filter((item) => item.state === "waiting");
    const at = waiting.findIndex((item) => item.id === this.preview?.id);
    return waiting[at + step]?.id ?? this.preview?.id ?? null;
  }

  /** The order with the preview moved one place among those that wait; null where it cannot move. */
  moved(step: 1 | -1): string[] | null {
    const ids = this.items.map((item) => item.id);
    const [from, to] = [ids.indexOf(this.preview?.id ?? ""), ids.indexOf(this.neighbour(step) ?? "")];
    if (from < 0 || to < 0 || from === to) return null;
    const [id] = ids.splice(from, 1);
    ids.splice(to, 0, id as string);
    return ids;
  }

  /** How an item is called: 第3题, or its title. */
  name(id: string | null | undefined, say: Say): string | null {
    const item = this.items.find((it) => it.id === id);
    if (!item) return null;
    return item.number === null ? (item.title ?? "") : say("nth", { n: item.number });
  }

  /** What an item says. */
  text(item: StageItem): string {
    return item.air?.text ?? item.question?.text ?? item.title ?? "";
  }

  /** Whether it could be taken as it stands. */
  isCleared(item: StageItem): boolean {
    return item.question === null || (item.air?.approved ?? false);
  }

  /** How long what is on air has been there, in milliseconds; a cut signal halts it. */
  get usedMs(): number {
    const { onAir } = this;
    if (!onAir?.taken_at) return 0;
    return Math.max(0, (this.gallery.rundown.halted_at ?? this.now) - onAir.taken_at - onAir.halted_ms);
  }

  /** How long the signal has been cut, in milliseconds; null while it holds. */
  get haltedMs(): number | null {
    const since = this.gallery.rundown.halted_at;
    return since === null ? null : Math.max(0, this.now - since);
  }

  get pace(): Pace {
    const rest = this.onAir ? this.onAir.planned_s * 1000 - this.usedMs : 0;
    const waiting = this.items.filter((item) => item.state === "waiting").map((item) => item.planned_s);
    return pace(this.now, this.gallery.inquiry.ends_at, rest, waiting);
  }

  /** How many seconds until the public sees what is on air; 0 once it does. */
  get unseenS(): number {
    const taken = this.onAir?.taken_at;
    if (!taken) return 0;
    return Math.max(0, Math.ceil((taken + this.gallery.inquiry.delay_ms - this.now) / 1000));
  }

  get asked(): number {
    return this.items.filter((item) => item.question && item.state === "aired").length;
  }

  get questions(): number {
    return this.items.filter((item) => item.question && item.state !== "pulled" && item.state !== "dumped").length;
  }
}
