// What stands on this desk: the list, the open question, what is being written, and where the eye is.

import type { Say } from "../kit/words";
import type { DeskPage } from "../wire/DeskPage";
import type { DeskQuestion } from "../wire/DeskQuestion";
import type { Hold } from "../wire/Hold";
import type { StageItem } from "../wire/StageItem";
import { type Api, Problem } from "./api";
import { Holds } from "./holds";
import { keepWords, kept } from "./kept";
import { matches } from "./list";
import type { Choosing } from "./panel";
import { ORDERS, type Row, Rows } from "./rows";
import type { Collision, Strip } from "./told";

/** What a change of state wants of the screen. */
export interface Screen {
  /** Something is to be drawn again. */
  touch(): void;
  /** The focus belongs on the row under the eye. */
  focusList(): void;
  /** The server's present. */
  now(): number;
  /** These are to be fetched again. */
  askAgain(questions: Iterable<string>): void;
}

// Someone who runs down the list is not asking for each of its questions.
const GLANCE_MS = 80;
const SLOW_MS = 400;
const MOST_TRIES = 8;
const MOST_PASSED = 200;

export class DeskState {
  readonly rows = new Rows();
  readonly holds: Holds;
  queue: string;
  sort: string;
  next: string | null;
  found = "";
  open: DeskQuestion | null;
  isEditing = false;
  isRevealing = false;
  isFetching = false;
  isOnly = false;
  contact: string | null = null;
  choosing: Choosing | null = null;
  collision: Collision | null = null;
  strip: Strip | null = null;
  /** Air texts that wait for somebody like me. */
  airs = 0;
  /** What was taken as the next one and passed over: it is not offered again before everything else. */
  private passed: string[] = [];
  private readonly texts = new Map<string, DeskQuestion>();
  private fetching: ReturnType<typeof setTimeout> | null = null;
  /** The server is looking; what is typed meanwhile is asked for when it has answered. */
  private isAsking = false;
  private isPaging = false;
  /** Among the rows at hand, what to show until the server has found all. */
  private filter = "";
  /** The list as it stood before something was looked for. */
  private before: { rows: Row[]; at: string | null; next: string | null; changed: Set<string> } | null = null;

  constructor(
    readonly page: DeskPage,
    readonly say: Say,
    readonly api: Api,
    readonly screen: Screen,
  ) {
    this.queue = page.queue;
    this.sort = page.sort;
    this.next = page.desk.next;
    this.open = page.open;
    this.rows.begin(page.desk);
    if (page.open) {
      this.texts.set(page.open.line.id, page.open);
      this.rows.at = page.open.line.id;
    }
    this.holds = new Holds(api, {
      held: (id, hold) => this.held(id, hold),
      refused: (problem) => this.heldByAnother(problem),
      ranOut: () => this.tell(this.say("hold-out")),
    });
  }

  // ---- moving about

  move(by: 1 | -1, extend: boolean): void {
    this.rows.move(by, extend, this.isShown);
    if (this.rows.at === this.rows.rows[this.rows.rows.length - 1]?.line.id) void this.fetchMore();
    this.look();
    this.screen.focusList();
  }

  choose(id: string | null): void {
    if (id === null) return;
    this.rows.marked.clear();
    this.rows.at = id;
    this.look();
    this.screen.focusList();
  }

  /** Opens what has the focus; a hold on another question is let go. */
  look(): void {
    const id = this.rows.at;
    if (this.holds.mine !== null && this.holds.mine !== id) this.holds.letGo();
    if (id !== this.open?.line.id) {
      this.isEditing = this.isRevealing = false;
      this.contact = null;
      this.choosing = null;
    }
    if (this.fetching) clearTimeout(this.fetching);
    const known = id === null ? null : this.texts.get(id);
    if (id === null || known) {
      this.open = known ?? null;
    } else {
      if (this.open?.line.id !== id) this.open = null;
      this.fetching = setTimeout(() => void this.fetch(id), GLANCE_MS);
    }
    this.screen.touch();
  }

  async fetch(id: string): Promise<void> {
    const slow = setTimeout(() => {
      this.isFetching = true;
      this.screen.touch();
    }, SLOW_MS);
    try {
      const question = await this.api.question(id);
      this.texts.set(id, question);
      if (this.rows.at === id) this.open = question;
    } catch (problem) {
      this.unread(problem);
    }
    clearTimeout(slow);
    this.isFetching = false;
    this.screen.touch();
  }

  /** What is known of a question is old. */
  forget(id: string): void {
    this.texts.delete(id);
  }

  knows(id: string): boolean {
    return this.texts.has(id);
  }

  /** Takes what nobody holds, from the focus on; whoever was a moment quicker has it, and the next one is tried. */
  async takeNext(): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const id = this.rows.nextFree(this.page.me.id);
      if (id === null) return this.tell(this.say("none-free"));
      this.choose(id);
      if (await this.holds.take(id)) {
        if (tries > 0) this.strip = null;
        return this.screen.touch();
      }
      if (this.rows.row(id)?.line.hold == null) return;
    }
  }

  /** Takes what should be read next, as the server says: urgent, then for the department on stage, then the oldest. */
  async takeWhatIsNext(): Promise<void> {
    try {
      const { line, round } = await this.api.next(this.passed);
      if (line === null) return this.tell(this.say("none-free"));
      this.passed = round ? [line.id] : [...this.passed, line.id].slice(-MOST_PASSED);
      this.rows.take(line, ORDERS[this.sort] ?? ORDERS.oldest);
      this.choose(line.id);
      if (line.hold) this.holds.begin(line.id, line.hold);
    } catch (problem) {
      this.failed(problem);
    }
    this.screen.touch();
  }

  showNews(): void {
    const first = this.rows.showNews(ORDERS[this.sort] ?? ORDERS.oldest);
    if (this.rows.at === null && first) this.choose(first);
    this.screen.focusList();
  }

  // ---- finding

  /** The rows are what the server found, not a queue. */
  get isFinding(): boolean {
    return this.before !== null && this.filter === "";
  }

  /** What is listed: the queue, or of its rows those that hold what is looked for until the server has found all. */
  shown(): Row[] {
    return this.filter === "" ? this.rows.rows : this.rows.rows.filter(this.isShown);
  }

  private readonly isShown = (row: Row): boolean => this.filter === "" || matches(row, this.filter);

  /** Looks through the whole queue, by words or a receipt; nothing typed brings back the list as it stood. */
  find(words: string): void {
    this.found = words;
    if (words.trim() === "") return this.stopFinding();
    const { rows, at } = this.rows;
    this.before ??= { rows, at, next: this.next, changed: new Set() };
    this.filter = words;
    if (!this.isAsking) void this.findAll();
    this.screen.touch();
  }

  /** Asks at once and never twice at a time, so that the answer to the last word is not queued behind older ones. */
  private async findAll(): Promise<void> {
    const { found: words, queue, sort } = this;
    this.isAsking = true;
    try {
      const list = await this.api.list(queue, sort, { find: words.trim() });
      if (this.found === words && this.before !== null) {
        this.rows.swap(
          list.items.map((line) => ({ line, gone: null })),
          this.rows.at,
        );
        this.next = list.next;
        this.filter = "";
        this.look();
      }
    } catch (problem) {
      this.unread(problem);
    }
    this.isAsking = false;
    if (this.before !== null && this.found !== words) return this.findAll();
    this.screen.touch();
  }

  private stopFinding(): void {
    const before = this.before;
    this.before = null;
    this.filter = "";
    if (before) {
      this.rows.swap(before.rows, before.rows.some(({ line }) => line.id === this.rows.at) ? this.rows.at : before.at);
      this.next = before.next;
      if (before.changed.size > 0) this.screen.askAgain(before.changed);
      this.look();
    }
    this.screen.touch();
  }

  /** Something happened to it; a list that is put aside must know when it comes back. */
  changed(id: string): void {
    this.before?.changed.add(id);
  }

  async turnTo(queue: string, sort: string): Promise<void> {
    this.queue = queue;
    this.sort = sort;
    this.found = this.filter = "";
    this.before = null;
    this.choosing = null;
    try {
      const list = await this.api.list(queue, sort);
      this.rows.begin(list);
      this.next = list.next;
      history.replaceState(null, "", `/desk/${this.page.slug}?queue=${queue}&sort=${sort}`);
    } catch (problem) {
      this.unread(problem);
    }
    this.look();
    this.screen.focusList();
  }

  async fetchMore(): Promise<void> {
    // What is being looked for brings its own next page.
    if (this.next === null || this.isPaging || this.filter !== "") return;
    this.isPaging = true;
    const { queue, sort, found, next } = this;
    try {
      const find = this.isFinding ? { find: found } : {};
      const list = await this.api.list(queue, sort, { after: next, ...find });
      if (queue === this.queue && sort === this.sort && found === this.found) {
        this.rows.append(list);
        this.next = list.next;
      }
    } catch (problem) {
      this.unread(problem);
    }
    this.isPaging = false;
    this.screen.touch();
  }

  /** Escape: gives up the innermost thing that is open. */
  leave(): void {
    if (this.choosing) this.choosing = null;
    else if (this.isEditing) this.isEditing = false;
    else if (this.isRevealing) this.isRevealing = false;
    else if (this.strip) this.strip = null;
    else if (this.rows.marked.size > 0) this.rows.marked.clear();
    else if (this.isOnly) this.isOnly = false;
    else if (this.holds.mine) this.holds.letGo();
    this.screen.focusList();
  }

  // ---- text

  /** The public text as it stands on this desk. */
  text(): string {
    const question = this.open;
    return question ? (kept("text", question.line.id) ?? question.public_text) : "";
  }

  typed(text: string): void {
    if (!this.open) return;
    keepWords("text", this.open.line.id, text === this.open.public_text ? null : text);
    this.screen.touch();
  }

  /** What lost a collision and was kept. */
  note(): string | null {
    return this.open ? kept("note", this.open.line.id) : null;
  }

  edit(): void {
    if (!this.open) return;
    this.isEditing = true;
    if (this.holds.mine !== this.open.line.id) void this.holds.take(this.open.line.id);
    this.screen.touch();
  }

  async reveal(reason: string): Promise<void> {
    const id = this.open?.line.id;
    if (!id) return;
    try {
      const { contact, flat } = await this.api.reveal(id, reason);
      this.contact = [contact, flat].filter(Boolean).join("　");
    } catch (problem) {
      this.failed(problem);
    }
    this.isRevealing = false;
    this.screen.touch();
  }

  // ---- holds

  held(id: string, hold: Hold | null): void {
    const row = this.rows.row(id);
    if (row) row.line = { ...row.line, hold };
    this.screen.touch();
  }

  private heldByAnother(problem: Problem): void {
    if (problem.code !== "held") return this.failed(problem);
    const { by, until } = problem.body;
    if (this.rows.at && typeof by === "object" && until) this.held(this.rows.at, { by, until });
    const left = Math.max(0, Math.round(((until ?? 0) - this.screen.now()) / 1000));
    this.tell(this.say("held-other", { who: this.who(problem), n: left }), "", "steal");
  }

  /** Whoever a refusal names. */
  who(problem: Problem): string {
    const by = problem.body.by;
    return (typeof by === "object" ? by.name : by) ?? this.say("somebody");
  }

  /** Counts the air texts of the running order that another person wrote and nobody stands behind yet. */
  async countAirs(): Promise<void> {
    try {
      const { items } = await this.api.rundown();
      const waits = ({ state, air }: StageItem) =>
        state === "waiting" && air !== null && !air.approved && air.writer !== this.page.me.id;
      this.airs = items.filter(waits).length;
      this.screen.touch();
    } catch {
      // It is told with the next change; nothing here depends on it.
    }
  }

  // ---- telling

  tell(words: string, tone: Strip["tone"] = "", act: Strip["act"] = null): void {
    this.strip = { words, tone, act };
    this.screen.touch();
  }

  /** An act that failed is undone on the screen, and says why. */
  failed(problem: unknown): void {
    if (problem instanceof Problem) this.tell(this.say("failed", { why: problem.message }), "strip--late");
    else this.tell(this.say("retry"), "strip--late");
  }

  /** A read that failed changes nothing; a lost line is told by the bar already. */
  unread(problem: unknown): void {
    if (problem instanceof Problem) this.tell(this.say("unread", { why: problem.message }), "strip--late");
  }
}
