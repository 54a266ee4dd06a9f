// What the desk hears: lines say that something changed, and one fetch brings what it is now, counts included.

import { Socket, wake } from "../live/socket";
import type { DeskPerson } from "../wire/DeskPerson";
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

export class Hearing {
  /** Since when the line is lost; 0 while it stands. */
  lostAt = 0;
  /** How old the last line was when it came, in milliseconds. */
  lagMs: number | null = null;
  private readonly seen = new Map<string, { person: DeskPerson; at: number }>();
  private readonly socket: Socket;
  private missed = 0;
  private refreshing: ReturnType<typeof setTimeout> | null = null;

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
  }

  close(): void {
    this.socket.close();
    if (this.refreshing) clearTimeout(this.refreshing);
  }

  now(): number {
    return this.socket.now();
  }

  /** Who did something here within the last minute, or holds something. */
  present(): DeskPerson[] {
    const { rows } = this.desk();
    const holders = rows.rows.flatMap(({ line }) => (line.hold && line.hold.until > this.now() ? [line.hold.by] : []));
    const active = [...this.seen.values()]
      .filter(({ at }) => Date.now() - at < PRESENCE_MS)
      .map(({ person }) => person);
    return [...new Map([...active, ...holders].map((person) => [person.id, person])).values()];
  }

  /** Many lines make one fetch. */
  refreshSoon(): void {
    this.refreshing ??= setTimeout(() => {
      this.refreshing = null;
      void this.refresh();
    }, REFRESH_MS);
  }

  private async refresh(): Promise<void> {
    const desk = this.desk();
    try {
      const list = await desk.api.list(desk.queue, desk.sort);
      const gone = desk.say("gone", { who: desk.say("somebody"), act: desk.say("did-change") });
      desk.rows.refresh(list, gone);
      if (desk.open && !desk.knows(desk.open.line.id)) desk.look();
    } catch (problem) {
      desk.unread(problem);
    }
    desk.screen.touch();
  }

  private heard(lines: Line[], missed: boolean): void {
    const desk = this.desk();
    if (missed && this.lostAt) this.missed += lines.length;
    for (const { kind, question, by, until, at } of lines) {
      if (by && typeof by === "object") this.seen.set(by.id, { person: by, at: Date.now() });
      if (at) this.lagMs = Math.max(0, this.now() - at);
      if (kind === "held" && question && by && until) desk.held(question, { by, until });
      else if (kind === "let_go" && question) desk.held(question, null);
      else {
        if (question) desk.forget(question);
        this.refreshSoon();
      }
    }
    desk.screen.touch();
  }

  private line(state: "up" | "down" | "over"): void {
    const desk = this.desk();
    if (state !== "up") {
      this.lostAt ||= Date.now();
    } else if (this.lostAt) {
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
