// The list as one sees it: it changes in place, and news waits until it is asked for.

import type { AlarmCounts } from "../wire/AlarmCounts";
import type { Backlog } from "../wire/Backlog";
import type { DeskLine } from "../wire/DeskLine";
import type { DeskList } from "../wire/DeskList";

/** A row, and what somebody else did with it meanwhile. */
export interface Row {
  line: DeskLine;
  gone: string | null;
}

export class Rows {
  rows: Row[] = [];
  news: DeskLine[] = [];
  counts: Record<string, number> = {};
  /** What rings, and what is being seen to. */
  alarms: AlarmCounts = { waiting: 0, taken: 0, oldest: null };
  /** How far the desk is behind. */
  backlog: Backlog = { waiting: 0, oldest: null, late: 0, minutes: 0 };
  /** How many contest what is public and wait for an answer. */
  contests = 0;
  /** How fast the door is. */
  gate = "open";
  /** The row that has the focus. */
  at: string | null = null;
  /** Rows selected together. */
  marked = new Set<string>();
  /** What this desk decided itself and the next list may still show. */
  private readonly decided = new Map<string, number>();

  /** The first list, or the list of another queue. */
  begin(list: DeskList): void {
    this.rows = list.items.map((line) => ({ line, gone: null }));
    this.news = [];
    this.marked.clear();
    this.decided.clear();
    this.count(list);
    if (!this.row(this.at)) this.at = this.rows[0]?.line.id ?? null;
  }

  /** A newer list of the same queue: rows change where they stand, new ones wait, vanished ones are marked. */
  refresh(list: DeskList, gone: string, reach: Reach = {}): void {
    const { asked = null, order = ORDERS.oldest, isCut = false } = reach;
    const now = new Map(list.items.map((line) => [line.id, line]));
    const last = list.items[list.items.length - 1];
    // Of what the list says nothing about, nothing is known.
    const isAbout = (line: DeskLine) =>
      asked ? asked.has(line.id) : list.next === null || (last !== undefined && order(line, last) <= 0);
    for (const row of this.rows) {
      const line = now.get(row.line.id);
      if (line) {
        row.line = line;
        row.gone = null;
      } else if (isAbout(row.line)) {
        row.gone ??= gone;
      }
    }
    const known = new Set(this.rows.map((row) => row.line.id));
    const end = this.rows[this.rows.length - 1]?.line;
    const isNews = (line: DeskLine) =>
      !known.has(line.id) &&
      (this.decided.get(line.id) ?? 0) < line.version &&
      // What belongs behind the last row comes with the next page.
      !(isCut && end !== undefined && order(line, end) > 0);
    const still = asked ? this.news.filter((line) => !asked.has(line.id)) : [];
    this.news = [...still, ...list.items.filter(isNews)];
    this.count(list);
  }

  /** Other rows in place of these: what was looked for, or again what stood there before. */
  swap(rows: Row[], at: string | null): void {
    this.rows = rows.filter((row) => !this.decided.has(row.line.id));
    this.marked.clear();
    this.news = [];
    this.at = this.row(at) ? at : (this.rows[0]?.line.id ?? null);
  }

  /** Rows that follow on from the last one. */
  append(list: DeskList): void {
    const known = new Set(this.rows.map((row) => row.line.id));
    for (const line of list.items) if (!known.has(line.id)) this.rows.push({ line, gone: null });
    this.count(list);
  }

  /** Shows what waited, at its place in the order, and lets go of what others settled. Returns the first new row. */
  showNews(order: (a: DeskLine, b: DeskLine) => number): string | null {
    const first = this.news[0]?.id ?? null;
    this.rows = this.rows.filter((row) => row.gone === null || row.line.id === this.at);
    this.rows.push(...this.news.map((line) => ({ line, gone: null })));
    this.rows.sort((a, b) => order(a.line, b.line));
    this.news = [];
    return first;
  }

  /** Puts a row at its place in the order, where it does not stand already. */
  take(line: DeskLine, order: Order): void {
    const row = this.row(line.id);
    if (row) {
      row.line = line;
      row.gone = null;
      return;
    }
    this.news = this.news.filter((it) => it.id !== line.id);
    const at = this.rows.findIndex((it) => order(it.line, line) > 0);
    this.rows.splice(at < 0 ? this.rows.length : at, 0, { line, gone: null });
  }

  /** Takes a row out; what stood after it has the focus, or what stood before. */
  remove(ids: Iterable<string>, version?: number): { row: Row; index: number }[] {
    const out = new Set(ids);
    const removed = this.rows.map((row, index) => ({ row, index })).filter(({ row }) => out.has(row.line.id));
    const here = this.rows.findIndex((row) => row.line.id === this.at);
    const after = this.rows.slice(here + 1).find((row) => !out.has(row.line.id) && row.gone === null);
    const before = this.rows
      .slice(0, Math.max(0, here))
      .reverse()
      .find((row) => !out.has(row.line.id) && row.gone === null);
    this.rows = this.rows.filter((row) => !out.has(row.line.id));
    for (const { row } of removed) this.decided.set(row.line.id, version ?? row.line.version);
    this.marked.clear();
    if (this.at !== null && out.has(this.at)) this.at = (after ?? before)?.line.id ?? this.rows[0]?.line.id ?? null;
    return removed;
  }

  /** Puts rows back where they stood, and the focus with them. */
  restore(removed: { row: Row; index: number }[]): void {
    for (const { row, index } of removed) {
      this.decided.delete(row.line.id);
      if (!this.row(row.line.id)) this.rows.splice(Math.min(index, this.rows.length), 0, row);
    }
    this.at = removed[0]?.row.line.id ?? this.at;
  }

  /** Moves the focus; extending also selects what it passes over. */
  move(by: 1 | -1, extend: boolean, shown: (row: Row) => boolean = () => true): void {
    const rows = this.rows.filter(shown);
    const here = rows.findIndex((row) => row.line.id === this.at);
    const to = rows[Math.min(rows.length - 1, Math.max(0, here + by))];
    if (!to) return;
    if (extend) {
      if (this.at !== null) this.marked.add(this.at);
      this.marked.add(to.line.id);
    } else {
      this.marked.clear();
    }
    this.at = to.line.id;
  }

  /** The next row that nobody holds, from the focus on and round. */
  nextFree(me: string): string | null {
    const here = this.rows.findIndex((row) => row.line.id === this.at);
    const round = [...this.rows.slice(Math.max(0, here)), ...this.rows.slice(0, Math.max(0, here))];
    const free = round.find((row) => row.gone === null && (row.line.hold === null || row.line.hold.by.id === me));
    return free?.line.id ?? null;
  }

  /** What an act is about: everything selected, or the row with the focus. */
  targets(): DeskLine[] {
    if (this.marked.size > 1) return this.rows.filter((row) => this.marked.has(row.line.id)).map((row) => row.line);
    const row = this.row(this.at);
    return row ? [row.line] : [];
  }

  row(id: string | null): Row | undefined {
    return this.rows.find((row) => row.line.id === id);
  }

  private count(list: DeskList): void {
    this.counts = { ...list.counts };
    this.alarms = list.alarms;
    this.backlog = list.backlog;
    this.contests = list.contests;
    this.gate = list.gate;
  }
}

type Order = (a: DeskLine, b: DeskLine) => number;

/** What a newer list is about. */
export interface Reach {
  /** Only these questions, where it is not a page of the queue. */
  asked?: ReadonlySet<string> | null;
  /** The order of the rows. */
  order?: Order;
  /** There is more behind the last row. */
  isCut?: boolean;
}

/** The orders of the list. */
export const ORDERS: Record<string, Order> & { oldest: Order } = {
  oldest: (a, b) => a.number - b.number,
  newest: (a, b) => b.number - a.number,
  seconds: (a, b) => b.seconds - a.seconds || b.number - a.number,
};
