// The desk: one key a decision, a place in the list that is never lost, and no word of the loser of a collision gone.

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { clock } from "../kit/clock";
import { icon, kbd, LightElement } from "../kit/light";
import { dataOf, type Say, wordsOf } from "../kit/words";
import { Socket, wake } from "../live/socket";
import type { DeskPage } from "../wire/DeskPage";
import type { DeskPerson } from "../wire/DeskPerson";
import type { DeskQuestion } from "../wire/DeskQuestion";
import type { Hold } from "../wire/Hold";
import { type Action, Api, Problem, type With } from "./api";
import type { DeskHelp } from "./help";
import { Holds } from "./holds";
import { keepWords, kept } from "./kept";
import { type Act, isInField, keyName, meaning } from "./keys";
import { type DeskList, matches, written } from "./list";
import type { Choosing, DeskPanel } from "./panel";
import type { DeskQuestion as QuestionElement } from "./question";
import { ORDERS, Rows } from "./rows";
import { type Decision, UNDO_MS, Undo } from "./undo";
import "./help";
import "./list";
import "./panel";
import "./question";
import "./queues";

const BUTTONS: Act[] = [
  "approve",
  "approve_private",
  "shortlist",
  "merge",
  "ask_more",
  "refer",
  "transfer",
  "reject",
  "later",
  "urgent",
  "ask_lead",
];
const SORTS = ["oldest", "newest", "seconds"];
const REFRESH_MS = 250;
const PRESENCE_MS = 60_000;

/** Somebody was quicker; what was written here is kept. */
interface Collision {
  question: string;
  words: string;
  written: string | null;
}

export class DeskDesk extends LightElement {
  static override properties = { beat: { state: true } };
  /** Rises with every change that is to be seen. */
  declare beat: number;

  private readonly page: DeskPage;
  private readonly say: Say;
  private readonly api: Api;
  private readonly rows = new Rows();
  private readonly undo = new Undo();
  private readonly holds: Holds;
  private readonly socket: Socket;
  private readonly seen = new Map<string, { person: DeskPerson; at: number }>();
  private readonly texts = new Map<string, DeskQuestion>();
  private queue: string;
  private sort: string;
  private next: string | null = null;
  private found = "";
  private open: DeskQuestion | null = null;
  private isEditing = false;
  private isRevealing = false;
  private contact: string | null = null;
  private choosing: Choosing | null = null;
  private collision: Collision | null = null;
  private strip: { words: string; tone: "" | "strip--late" | "strip--good" } | null = null;
  private isOnly = false;
  private lostAt = 0;
  private missed = 0;
  private lagMs: number | null = null;
  private lastAct: { words: string; at: number; who: string } | null = null;
  private refreshing: ReturnType<typeof setTimeout> | null = null;
  private fetching: ReturnType<typeof setTimeout> | null = null;
  private isFetching = false;
  private ticking: ReturnType<typeof setInterval> | null = null;
  private wantsFocus = false;

  constructor() {
    super();
    this.beat = 0;
    this.say = wordsOf(document);
    this.page = dataOf<DeskPage>(document, "page") as DeskPage;
    this.queue = this.page.queue;
    this.sort = this.page.sort;
    this.api = new Api(this.page.slug);
    this.holds = new Holds(this.api, {
      held: (id, hold) => this.held(id, hold),
      refused: (problem) => this.heldByAnother(problem),
      ranOut: () => this.tell(this.say("hold-out"), ""),
    });
    this.rows.begin(this.page.desk);
    this.next = this.page.desk.next;
    this.open = this.page.open;
    if (this.open) {
      this.texts.set(this.open.line.id, this.open);
      this.rows.at = this.open.line.id;
    }
    const resume = this.page.resume ? [`desk.${this.page.resume}`] : [];
    this.socket = new Socket(
      { inquiry: this.page.slug, streams: ["desk"], resume },
      {
        lines: (_, lines, missed) => this.heard(lines, missed),
        passing: (what) => this.heard([what], false),
        snapshot: () => this.refreshSoon(),
        line: (state) => this.line(state),
      },
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.pressed);
    addEventListener("pagehide", this.leaving);
    this.ticking = setInterval(() => this.touch(), 1000);
    this.socket.open();
    wake(this.socket);
    if (!this.open) this.look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.pressed);
    removeEventListener("pagehide", this.leaving);
    if (this.ticking) clearInterval(this.ticking);
    this.socket.close();
  }

  // ---- what is heard

  private heard(lines: unknown[], missed: boolean): void {
    if (missed && this.lostAt) this.missed += lines.length;
    for (const line of lines as { kind?: string; question?: string; by?: DeskPerson; until?: number; at?: number }[]) {
      if (line.by && typeof line.by === "object") this.seen.set(line.by.id, { person: line.by, at: Date.now() });
      if (line.at) this.lagMs = Math.max(0, this.socket.now() - line.at);
      if (line.kind === "hold" && line.question && line.by && line.until) {
        this.held(line.question, { by: line.by, until: line.until });
      } else if (line.kind === "let_go" && line.question) {
        this.held(line.question, null);
      } else {
        if (line.question) this.texts.delete(line.question);
        this.refreshSoon();
      }
    }
    this.touch();
  }

  private line(state: "up" | "down" | "over"): void {
    if (state !== "up") {
      this.lostAt ||= Date.now();
    } else if (this.lostAt) {
      this.lostAt = 0;
      this.refreshSoon();
      setTimeout(() => {
        if (this.missed > 0) this.tell(this.say("back", { n: this.missed }), "strip--good");
        this.missed = 0;
      }, REFRESH_MS);
    }
    this.touch();
  }

  /** Many lines make one fetch; the counts that come with it are SQL's. */
  private refreshSoon(): void {
    this.refreshing ??= setTimeout(async () => {
      this.refreshing = null;
      try {
        const list = await this.api.list(this.queue, this.sort);
        this.rows.refresh(list, this.say("gone", { who: this.say("somebody"), act: this.say("did-change") }));
        for (const { line } of this.rows.rows) this.know(line.hold);
        if (this.open && !this.texts.has(this.open.line.id)) this.look();
      } catch (problem) {
        this.failed(problem);
      }
      this.touch();
    }, REFRESH_MS);
  }

  private know(hold: Hold | null): void {
    if (hold) this.seen.set(hold.by.id, { person: hold.by, at: Date.now() });
  }

  private held(id: string, hold: Hold | null): void {
    const row = this.rows.row(id);
    if (row) row.line = { ...row.line, hold };
    this.know(hold);
    this.touch();
  }

  private heldByAnother(problem: Problem): void {
    if (problem.code !== "held") return this.failed(problem);
    const by = problem.body.by;
    const who = typeof by === "object" ? by.name : (by ?? this.say("somebody"));
    const left = Math.max(0, Math.ceil(((problem.body.until ?? 0) - this.socket.now()) / 1000));
    this.tell(this.say("held-other", { who, n: left }), "");
  }

  // ---- keys

  private readonly pressed = (event: KeyboardEvent): void => {
    if (this.querySelector("dialog[open]")) return;
    if (isInField(event.target)) return this.pressedInField(event);
    const asked = meaning(event);
    if (asked === null) return;
    // Enter and space belong to a button or link that has the focus.
    const isControl = event.target instanceof Element && event.target.closest("button, a, summary") !== null;
    if (isControl && (asked === "enter" || asked === "take") && !this.collision) return;
    if (typeof asked === "number" && !this.choosing) return;
    event.preventDefault();
    if (typeof asked === "number") return this.querySelector<DeskPanel>("desk-panel")?.press(asked);
    this.act(asked);
  };

  private pressedInField(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.preventDefault();
      if (this.choosing) this.choosing = null;
      else if (this.isEditing) this.isEditing = false;
      this.focusList();
    }
    const isText = event.target instanceof Element && event.target.closest(".layers") !== null;
    if (isText && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.isEditing = false;
      this.focusList();
    }
  }

  private act(act: Act): void {
    switch (act) {
      case "next":
      case "previous":
        return this.move(act === "next" ? 1 : -1, false);
      case "extend_down":
      case "extend_up":
        return this.move(act === "extend_down" ? 1 : -1, true);
      case "take":
        return void this.takeNext();
      case "steal":
        return void (this.rows.at && this.holds.take(this.rows.at, true));
      case "new":
        return this.showNews();
      case "only":
        this.isOnly = !this.isOnly;
        return this.touch();
      case "find":
        return this.querySelector<HTMLInputElement>(".list__head input")?.focus();
      case "help":
        return this.querySelector<DeskHelp>("desk-help")?.show();
      case "undo":
        return void this.takeBack();
      case "escape":
        return this.leave();
      case "enter":
        return this.collision ? this.seeNow() : this.choose(this.rows.at);
      case "note":
        return this.keepNote();
      case "edit":
        return this.edit();
      case "mask":
        return void this.mask();
      case "merge":
        return this.chooseMerge();
      case "reject":
        return this.chooseReason();
      case "refer":
      case "transfer":
        return this.chooseDepartment(act);
      case "ask_more":
        return this.chooseSentence();
      default:
        return void this.decide(act, {});
    }
  }

  // ---- moving about

  private move(by: 1 | -1, extend: boolean): void {
    this.rows.move(by, extend, (row) => matches(row, this.found));
    this.look();
    this.focusList();
  }

  private choose(id: string | null): void {
    if (id === null) return;
    this.rows.marked.clear();
    this.rows.at = id;
    this.look();
    this.focusList();
  }

  /** Opens what has the focus; a hold on another question is let go. */
  private look(): void {
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
      return this.touch();
    }
    if (this.open?.line.id !== id) this.open = null;
    // Someone who runs down the list is not asking for each of its questions.
    this.fetching = setTimeout(() => void this.fetch(id), 80);
    this.touch();
  }

  private async fetch(id: string): Promise<void> {
    const slow = setTimeout(() => {
      this.isFetching = true;
      this.touch();
    }, 400);
    try {
      const question = await this.api.question(id);
      this.texts.set(id, question);
      if (this.rows.at === id) this.open = question;
    } catch (problem) {
      this.failed(problem);
    }
    clearTimeout(slow);
    this.isFetching = false;
    this.touch();
  }

  private async takeNext(): Promise<void> {
    const id = this.rows.nextFree(this.page.me.id);
    if (id === null) return this.tell(this.say("none-free"), "");
    this.choose(id);
    await this.holds.take(id);
  }

  private showNews(): void {
    const order = ORDERS[this.sort] ?? (ORDERS.oldest as NonNullable<(typeof ORDERS)[string]>);
    const first = this.rows.showNews(order);
    if (this.rows.at === null && first) this.choose(first);
    this.focusList();
  }

  private async turnTo(queue: string, sort: string): Promise<void> {
    this.queue = queue;
    this.sort = sort;
    this.found = "";
    this.leave();
    try {
      const list = await this.api.list(queue, sort);
      this.rows.begin(list);
      this.next = list.next;
      history.replaceState(null, "", `/desk/${this.page.slug}?queue=${queue}&sort=${sort}`);
    } catch (problem) {
      this.failed(problem);
    }
    this.look();
    this.focusList();
  }

  private async fetchMore(): Promise<void> {
    if (this.next === null) return;
    try {
      const list = await this.api.list(this.queue, this.sort, this.next);
      this.rows.append(list);
      this.next = list.next;
    } catch (problem) {
      this.failed(problem);
    }
    this.touch();
  }

  /** Escape: gives up the innermost thing that is open. */
  private leave(): void {
    if (this.choosing) this.choosing = null;
    else if (this.isEditing) this.isEditing = false;
    else if (this.isRevealing) this.isRevealing = false;
    else if (this.strip) this.strip = null;
    else if (this.rows.marked.size > 0) this.rows.marked.clear();
    else if (this.isOnly) this.isOnly = false;
    else if (this.holds.mine) this.holds.letGo();
    this.focusList();
  }

  // ---- text

  private text(): string {
    const question = this.open;
    return question ? (kept("text", question.line.id) ?? question.public_text) : "";
  }

  private edit(): void {
    if (!this.open) return;
    this.isEditing = true;
    this.touch();
    void this.updateComplete.then(() => this.querySelector<HTMLTextAreaElement>(".layers textarea")?.focus());
    if (this.holds.mine !== this.open.line.id) void this.holds.take(this.open.line.id);
  }

  private async mask(): Promise<void> {
    if (!this.open) return;
    if (!this.isEditing) this.edit();
    await this.updateComplete;
    const element = this.querySelector<QuestionElement>("desk-question");
    await element?.updateComplete;
    element?.mask();
  }

  private typed(text: string): void {
    if (!this.open) return;
    keepWords("text", this.open.line.id, text === this.open.public_text ? null : text);
    this.touch();
  }

  // ---- choosing

  private chooseReason(): void {
    const options = this.page.reasons.map(({ code, hidden }) => ({
      value: code,
      words: this.say(`reason-${code}`),
      ...(hidden ? { quiet: this.say("hidden") } : {}),
    }));
    this.openPanel({ what: "reject", heading: this.say("reasons"), note: this.say("reasons-note"), options });
  }

  private chooseMerge(): void {
    const marked = this.rows.targets();
    const options =
      marked.length === 2
        ? marked.map((line) => ({ value: line.id, words: line.excerpt }))
        : (this.open?.alike ?? []).slice(0, 9).map((it) => ({ value: it.id, words: it.text, quiet: `${it.percent}%` }));
    if (options.length === 0) return this.tell(this.say("merge-none"), "");
    this.openPanel({ what: "merge", heading: this.say("merge"), note: this.say("merge-note"), options });
  }

  private chooseDepartment(what: "refer" | "transfer"): void {
    const options = this.page.departments.map(({ id, name }) => ({ value: id, words: name }));
    if (options.length === 0) return this.tell(this.say("no-departments"), "");
    this.openPanel({ what, heading: this.say(`to-${what}`), note: "", options });
  }

  private chooseSentence(): void {
    this.openPanel({
      what: "ask_more",
      heading: this.say("ask_more"),
      note: "",
      options: [],
      sentence: this.note() ?? this.say("ask_more-default"),
    });
  }

  private openPanel(choosing: Choosing): void {
    if (this.rows.targets().length === 0) return;
    this.choosing = choosing;
    this.touch();
    void this.updateComplete.then(async () => {
      const panel = this.querySelector<DeskPanel>("desk-panel");
      await panel?.updateComplete;
      panel?.enter();
    });
  }

  private chosen(value: string): void {
    const choosing = this.choosing;
    this.choosing = null;
    if (!choosing) return;
    if (choosing.what === "merge") return void this.merge(value);
    if (choosing.what === "undo") return void this.takeBack(value);
    if (choosing.what === "reject") return void this.decide("reject", { reason: value });
    if (choosing.what === "ask_more") return void this.decide("ask_more", { note: value });
    return void this.decide(choosing.what, { department: value });
  }

  // ---- deciding

  private note(): string | null {
    return this.open ? kept("note", this.open.line.id) : null;
  }

  private async decide(action: Action, rest: With): Promise<void> {
    const targets = this.rows.targets();
    const one = targets[0];
    if (!one) return;
    const withNote =
      targets.length === 1 && !rest.note && this.note() ? { ...rest, note: this.note() as string } : rest;
    if (action !== "approve" || targets.length > 1) {
      return this.settle(action, targets, () =>
        targets.length > 1
          ? this.api.bulk(
              action,
              targets.map(({ id, version }) => ({ id, version })),
              withNote,
            )
          : this.api.decide(one.id, action, one.version, withNote),
      );
    }
    if (this.open?.line.id !== one.id) return;
    const public_text = this.text().trim();
    if (public_text === "") return this.tell(this.say("needs-public"), "");
    return this.settle(
      action,
      [one],
      () => this.api.decide(one.id, action, one.version, { ...withNote, public_text }),
      public_text,
    );
  }

  private async merge(into: string): Promise<void> {
    const targets = this.rows.targets();
    const one = targets.find((line) => line.id !== into);
    if (!one) return;
    await this.settle("merge", [one], () => this.api.merge(one.id, into, one.version), null, one.id);
  }

  /** Shows the decision at once, settles it when the answer comes, and puts everything back when it does not hold. */
  private async settle(
    action: Action | "merge",
    targets: { id: string; excerpt: string; version: number }[],
    send: () => Promise<{ decision?: string; version?: number }>,
    written: string | null = null,
    merged?: string,
  ): Promise<void> {
    const staysHere = action === "urgent" || action === "ask_lead";
    const ids = targets.map(({ id }) => id);
    const before = this.open;
    const removed = staysHere ? [] : this.rows.remove(ids, (targets[0]?.version ?? 0) + 1);
    const act = this.say(`did-${action}`);
    const words =
      targets.length > 1
        ? this.say("undo-many", { act, n: targets.length })
        : this.say("undo-line", { act, what: `${[...(targets[0]?.excerpt ?? "")].slice(0, 14).join("")}…` });
    const decision: Decision = { words, at: Date.now(), removed, settled: null };
    this.undo.push(decision);
    this.collision = null;
    this.strip = null;
    if (this.holds.mine && ids.includes(this.holds.mine)) this.holds.forget();
    this.isEditing = false;
    this.look();
    this.focusList();
    try {
      const answer = await send();
      const version = answer.version ?? (targets[0]?.version ?? 0) + 1;
      decision.settled = { decision: answer.decision ?? "", version, ...(merged ? { merged } : {}) };
      for (const id of ids) {
        keepWords("text", id, null);
        keepWords("note", id, null);
        this.texts.delete(id);
      }
      this.lastAct = { words: act, at: this.socket.now(), who: this.page.me.name };
      this.refreshSoon();
    } catch (problem) {
      this.undo.drop(decision);
      this.rows.restore(removed);
      this.open = before;
      if (problem instanceof Problem && problem.code === "stale_version")
        this.collide(targets[0]?.id ?? "", problem, written);
      else this.failed(problem);
      this.look();
    }
    this.touch();
  }

  /** Somebody was quicker. Nothing that was written here is lost. */
  private collide(question: string, problem: Problem, written: string | null): void {
    const state = problem.body.current?.state;
    const by = problem.body.by;
    const who = typeof by === "object" ? by.name : (by ?? this.say("somebody"));
    const act = state ? this.say(`state-${state}`) : this.say("did-change");
    this.collision = {
      question,
      words: this.say("collision", { who, act }),
      written: written ?? kept("text", question),
    };
    if (this.collision.written) keepWords("text", question, this.collision.written);
  }

  private seeNow(): void {
    const collision = this.collision;
    this.collision = null;
    if (!collision) return;
    this.texts.delete(collision.question);
    this.rows.at = collision.question;
    this.refreshSoon();
    this.look();
    this.focusList();
  }

  private keepNote(): void {
    const collision = this.collision;
    if (!collision) return;
    if (collision.written) keepWords("note", collision.question, collision.written);
    keepWords("text", collision.question, null);
    this.seeNow();
  }

  private async takeBack(reason?: string): Promise<void> {
    const decision = this.undo.last();
    if (!decision?.settled) return;
    const isLate = Date.now() - decision.at > UNDO_MS;
    if (isLate && reason === undefined) {
      const heading = this.say("undo-late");
      this.choosing = { what: "undo", heading, note: decision.words, options: [], sentence: "" };
      this.touch();
      return void this.updateComplete.then(() => this.querySelector<DeskPanel>("desk-panel")?.enter());
    }
    this.undo.drop(decision);
    const { decision: id, version, merged } = decision.settled;
    try {
      if (merged && id === "") await this.api.unmerge(merged, version);
      else await this.api.undo(id, version, reason);
      this.rows.restore(decision.removed);
      for (const { row } of decision.removed) this.texts.delete(row.line.id);
      this.tell(this.say("undone"), "strip--good");
      this.refreshSoon();
    } catch (problem) {
      if (!(problem instanceof Problem)) this.undo.push(decision);
      this.failed(problem);
    }
    this.look();
    this.focusList();
  }

  private async reveal(reason: string): Promise<void> {
    const id = this.open?.line.id;
    if (!id) return;
    try {
      this.contact = (await this.api.reveal(id, reason)).contact;
    } catch (problem) {
      this.failed(problem);
    }
    this.isRevealing = false;
    this.touch();
  }

  // ---- telling

  private failed(problem: unknown): void {
    if (problem instanceof Problem) this.tell(this.say("failed", { why: problem.message }), "strip--late");
    else this.tell(this.say("retry"), "strip--late");
  }

  private tell(words: string, tone: "" | "strip--late" | "strip--good"): void {
    this.strip = { words, tone };
    this.touch();
  }

  private touch(): void {
    this.beat += 1;
  }

  /** The focus goes to the row under the eye once it is drawn. */
  private focusList(): void {
    this.wantsFocus = true;
    this.touch();
  }

  private readonly leaving = (): void => this.holds.letGo();

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const count = this.rows.counts[this.queue] ?? this.rows.rows.length;
    document.title = this.say("title", { n: count, queue: this.say(`queue-${this.queue}`), theme: this.page.theme });
    if (!this.wantsFocus) return;
    this.wantsFocus = false;
    const list = this.querySelector<DeskList>("desk-list");
    void list?.updateComplete.then(() => list.focusRow());
  }

  override render(): TemplateResult {
    const now = this.socket.now();
    this.classList.toggle("desk--only", this.isOnly);
    return html`
      ${this.bar(now)}
      <desk-queues .say=${this.say} .slug=${this.page.slug} .queue=${this.queue} .counts=${this.rows.counts}
        @queue-chosen=${(event: CustomEvent<string>) => void this.turnTo(event.detail, this.sort)}></desk-queues>
      <desk-list .say=${this.say} .me=${this.page.me.id} .rows=${[...this.rows.rows]} .at=${this.rows.at} .marked=${new Set(this.rows.marked)}
        .news=${this.rows.news.length} .now=${now} .found=${this.found} .heading=${this.say(`queue-${this.queue}`)} .sort=${this.sort}
        .more=${this.next !== null} .empty=${this.emptyWords()}
        @row-chosen=${(event: CustomEvent<string>) => this.choose(event.detail)}
        @news-wanted=${() => this.showNews()}
        @more-wanted=${() => void this.fetchMore()}
        @find-typed=${(event: CustomEvent<string>) => this.look_(event.detail)}
        @sort-turned=${() => void this.turnTo(this.queue, SORTS[(SORTS.indexOf(this.sort) + 1) % SORTS.length] as string)}></desk-list>
      <main class="detail" id="main">
        <desk-question .say=${this.say} .question=${this.open} .text=${this.text()} .isEditing=${this.isEditing} .note=${this.note()}
          .contact=${this.contact} .isRevealing=${this.isRevealing} .fetching=${this.isFetching}
          @edit-wanted=${() => this.edit()} @edit-done=${() => this.act("escape")}
          @text-typed=${(event: CustomEvent<string>) => this.typed(event.detail)}
          @reveal-wanted=${() => this.askWhy()} @reveal-confirmed=${(event: CustomEvent<string>) => void this.reveal(event.detail)}></desk-question>
        <div class="detail__foot">${this.strips(now)}${this.panel()}${this.buttons()}</div>
      </main>
      <footer class="keys">${this.keys()}</footer>
      <desk-help .say=${this.say}></desk-help>`;
  }

  private look_(found: string): void {
    this.found = found;
    this.touch();
  }

  private askWhy(): void {
    this.isRevealing = true;
    this.touch();
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>(".detail__head input")?.focus());
  }

  private bar(now: number): TemplateResult {
    const oldest = this.rows.rows.filter((row) => row.line.state === "submitted").map((row) => row.line.submitted_at);
    const here = [...this.seen.values()].filter(({ at }) => Date.now() - at < PRESENCE_MS).map(({ person }) => person);
    const others = here.filter((person) => person.id !== this.page.me.id);
    return html`<header class="bar">
      <h1 class="bar__name">${icon("logo")}${this.say("desk")}</h1><span>${this.page.theme}</span>
      ${this.page.phase === "live" ? html`<span class="onair">${icon("m-air")}${this.say("phase-live")}</span>` : html`<span class="q2">${this.say(`phase-${this.page.phase}`)}</span>`}
      <div class="bar__end small">
        ${oldest.length > 0 ? html`<span class="q2">${this.say("oldest")} <b class="num">${written(now - Math.min(...oldest), this.say)}</b></span>` : nothing}
        ${[this.page.me, ...others].map((person) => html`<span class="who"><i aria-hidden="true">${[...person.name].pop()}</i>${person.name}</span>`)}
        ${this.lostAt ? html`<span class="is-late">${icon("i-line-off")} ${this.say("offline", { time: clock(this.lostAt) })}</span>` : html`<span class="is-good">${icon("m-kept")} ${this.say("online", { s: ((this.lagMs ?? 0) / 1000).toFixed(2) })}</span>`}
      </div></header>`;
  }

  private strips(now: number): TemplateResult {
    const left = this.undo.secondsLeft(Date.now());
    const last = this.undo.last();
    return html`
      <div role="alert">${
        this.collision
          ? html`<p class="strip"><span>${this.collision.words}</span>
              <button class="b" @click=${() => this.seeNow()}>${this.say("see-now")} ${kbd("Enter")}</button>
              ${this.collision.written ? html`<button class="b" @click=${() => this.keepNote()}>${this.say("keep-note")} ${kbd("B")}</button>` : nothing}</p>`
          : nothing
      }</div>
      <div role="status">${this.strip ? html`<p class="strip ${this.strip.tone}"><span>${this.strip.words}</span></p>` : nothing}
        ${this.rows.marked.size > 1 ? html`<p class="strip"><span>${this.say("marked", { n: this.rows.marked.size })}</span></p>` : nothing}</div>
      ${
        last && left > 0
          ? html`<p class="undo"><span role="status">${last.words}</span><span class="num quiet" data-now=${now}>${this.say("undo-left", { n: left })}</span>
          <button class="b" ?disabled=${last.settled === null} @click=${() => void this.takeBack()}>${this.say("undo")} ${kbd("Ctrl+Z")}</button></p>`
          : nothing
      }`;
  }

  private panel(): TemplateResult | typeof nothing {
    if (!this.choosing) return nothing;
    return html`<desk-panel .say=${this.say} .choosing=${this.choosing}
      @panel-chosen=${(event: CustomEvent<string>) => this.chosen(event.detail)}
      @panel-left=${() => this.leave()}></desk-panel>`;
  }

  private buttons(): TemplateResult | typeof nothing {
    if (this.rows.targets().length === 0) return nothing;
    return html`<div class="acts">${BUTTONS.map(
      (act) => html`<button class="b ${act === "approve" ? "b--act" : ""}" aria-keyshortcuts=${keyName(act, this.say)}
        aria-expanded=${["merge", "reject", "refer", "transfer", "ask_more"].includes(act) ? String(this.choosing?.what === act) : nothing}
        @click=${() => this.act(act)}>${this.say(`act-${act}`)} ${kbd(keyName(act, this.say))}</button>`,
    )}</div>`;
  }

  private keys(): TemplateResult {
    const key = (act: Act) => html`<kbd>${keyName(act, this.say)}</kbd>`;
    return html`<span>${key("next")}${key("previous")} ${this.say("key-next")}</span>
      <span>${key("take")} ${this.say("key-take")}</span><span>${key("steal")} ${this.say("key-steal")}</span>
      <span>${key("mask")} ${this.say("mask")}</span><span>${key("only")} ${this.say("key-only")}</span>
      <span>${key("extend_down")} ${this.say("key-extend")}</span>
      <span class="end"><button class="b" @click=${() => this.act("help")}>${key("help")} ${this.say("help")}</button></span>`;
  }

  private emptyWords(): string {
    if (!this.lastAct) return this.say("empty");
    const time = clock(this.lastAct.at);
    return this.say("emptied", {
      queue: this.say(`queue-${this.queue}`),
      who: this.lastAct.who,
      time,
      act: this.lastAct.words,
    });
  }
}

customElements.define("desk-desk", DeskDesk);
