// What the desk hears: lines say that something changed, and one fetch brings what it is now, counts included.

import { heardOfAlarm } from "../kit/alarm";
import { Socket, wake } from "../live/socket";
import type { DeskPerson } from "../wire/DeskPerson";
import { Problem } from "./api";
import { ORDERS } from "./rows";
import type { DeskState } from "./state";

/** A line of the desk stream, as far as this page cares. */
interface Line {
  kind?: string;
  question?: string;
  by?: DeskPerson;
  until?: number;
  at?: number;
}

const REFRESH_MS = 250;
const PRESENCE_MS = 60_000;
const BEAT_MS = 25_000;
/** What may change how many air texts wait. */
const STAGE = ["air_written", "air_approved", "rundown_changed", "taken"];
/** So many changes at once are fetched as a list. */
const MOST_ASKED = 100;

export class Hearing {
  /** Since when the line is lost; 0 while it stands. */
  lostAt = 0;
  /** How old the last line was when it came, in milliseconds. */
  lagMs: number | null = null;
  private readonly seen = new Map<string, { person: DeskPerson; at: number }>();
  private readonly socket: Socket;
  private missed = 0;
  private refreshing: ReturnType<typeof setTimeout> | null = null;
  private counting: ReturnType<typeof setTimeout> | null = null;
  private beating: ReturnType<typeof setInterval> | null = null;
  /** What is to be asked for again; nothing names all of the list. */
  private changed = new Set<string>();
  private isAllOld = false;

  constructor(
    slug: string,
    resume: string | null,
    private readonly desk: () => DeskState,
  ) {
    this.socket = new Socket(
      { inquiry: slug, streams: ["desk"], resume: resume ? [`desk.${resume}`] : [] },
      {
        lines: (_, lines, missed) => this.heard(lines as Line[], missed),
        passing: (what) => this.heard([what as Line], false),
        snapshot: () => this.refreshSoon(),
        line: (state) => this.line(state),
      },
    );
  }

  open(): void {
    this.socket.open();
    wake(this.socket);
    this.beating = setInterval(() => this.isHere(), BEAT_MS);
  }

  close(): void {
    this.socket.close();
    if (this.refreshing) clearTimeout(this.refreshing);
    if (this.counting) clearTimeout(this.counting);
    if (this.beating) clearInterval(this.beating);
  }

  private isHere(how: { greets?: boolean } = {}): void {
    this.desk()
      .api.here(how)
      .catch((error) => {
        // No answer at all: the line is dead, also where the socket does not know it yet. The next beat says it again.
        if (!(error instanceof Problem)) this.socket.renew();
      });
  }

  now(): number {
    return this.socket.now();
  }

  /** Who has the desk open, did something here within the last minute, or holds something. */
  present(): DeskPerson[] {
    const { rows } = this.desk();
    const holders = rows.rows.flatMap(({ line }) => (line.hold && line.hold.until > this.now() ? [line.hold.by] : []));
    const active = [...this.seen.values()]
      .filter(({ at }) => Date.now() - at < PRESENCE_MS)
      .map(({ person }) => person);
    return [...new Map([...active, ...holders].map((person) => [person.id, person])).values()];
  }

  /** Many lines make one fetch, of no more than what they are about. */
  refreshSoon(questions?: Iterable<string>): void {
    if (questions) for (const question of questions) this.changed.add(question);
    else this.isAllOld = true;
    this.refreshing ??= setTimeout(() => {
      this.refreshing = null;
      void this.refresh();
    }, REFRESH_MS);
  }

  private airsSoon(): void {
    this.counting ??= setTimeout(() => {
      this.counting = null;
      void this.desk().countAirs();
    }, REFRESH_MS);
  }

  private async refresh(): Promise<void> {
    const desk = this.desk();
    const asked = this.isAllOld || this.changed.size > MOST_ASKED ? null : this.changed;
    this.changed = new Set();
    this.isAllOld = false;
    const { queue, sort } = desk;
    try {
      const find = desk.isFinding ? { find: desk.found } : {};
      const list = await desk.api.list(queue, sort, asked ? { only: [...asked].join(",") } : find);
      if (queue !== desk.queue || sort !== desk.sort) return;
      const gone = desk.say("gone", { who: desk.say("somebody"), act: desk.say("did-change") });
      desk.rows.refresh(list, gone, { asked, order: ORDERS[sort] ?? ORDERS.oldest, isCut: desk.next !== null });
      // What comes in meanwhile need not be what is looked for.
      if (desk.found !== "") desk.rows.news = [];
      if (desk.open && !desk.knows(desk.open.line.id)) desk.look();
    } catch (problem) {
      desk.unread(problem);
    }
    desk.screen.touch();
  }

  private heard(lines: Line[], missed: boolean): void {
    const desk = this.desk();
    heardOfAlarm(lines);
    if (missed && this.lostAt) this.missed += lines.length;
    for (const { kind, question, by, until, at } of lines) {
      if (by && typeof by === "object") this.seen.set(by.id, { person: by, at: Date.now() });
      if (at) this.lagMs = Math.max(0, this.now() - at);
      if (kind === "here" || kind === "came" || kind === "left") {
        if (kind === "left" && by) this.seen.delete(by.id);
        if (kind === "came" && by?.id !== desk.page.me.id) this.isHere();
        continue;
      }
      if (question) desk.changed(question);
      if (kind && STAGE.includes(kind)) this.airsSoon();
      if (kind === "held" && question && by && until) {
        desk.held(question, { by, until });
        // A hold that runs out says nothing: the counts are asked for when it has.
        setTimeout(() => this.refreshSoon([question]), Math.max(0, until - this.now()) + REFRESH_MS);
      } else if (kind === "let_go" && question) desk.held(question, null);
      else if (question) desk.forget(question);
      this.refreshSoon(question ? [question] : undefined);
    }
    desk.screen.touch();
  }

  private line(state: "up" | "down" | "over"): void {
    const desk = this.desk();
    if (state !== "up") {
      this.lostAt ||= Date.now();
    } else {
      this.isHere({ greets: true });
      this.airsSoon();
    }
    if (state === "up" && this.lostAt) {
      this.refreshSoon();
      // What was missed follows the greeting at once; it is counted before the line counts as back.
      setTimeout(() => {
        this.lostAt = 0;
        if (this.missed > 0) desk.tell(desk.say("back", { n: this.missed }), "strip--good");
        this.missed = 0;
        desk.screen.touch();
      }, REFRESH_MS);
    }
    desk.screen.touch();
  }
}
