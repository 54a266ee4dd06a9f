// The desk: one key a decision, a place in the list that is never lost, and no word of the loser of a collision gone.

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { clock } from "../kit/clock";
import { icon, kbd, LightElement } from "../kit/light";
import { dataOf, type Say, wordsOf } from "../kit/words";
import type { DeskPage } from "../wire/DeskPage";
import { Api, type Judgement, type Words } from "./api";
import { calledBack, judgePhoto, translate } from "./beside";
import { choice } from "./choices";
import { Decisions } from "./decisions";
import { Hearing } from "./hearing";
import type { DeskHelp } from "./help";
import { type Act, isInField, keyName, meaning } from "./keys";
import { type DeskList, written } from "./list";
import type { DeskPanel, Verdict } from "./panel";
import type { DeskQuestion as QuestionElement } from "./question";
import { DeskState } from "./state";
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
  "merge_same",
  "ask_more",
  "refer",
  "transfer",
  "reject",
  "later",
  "urgent",
  "ask_lead",
  "name",
];
const ASKING: Act[] = ["merge", "reject", "refer", "transfer", "ask_more", "ask_lead"];
const SORTS = ["oldest", "newest", "seconds"];

export class DeskDesk extends LightElement {
  static override properties = { beat: { state: true } };
  /** Rises with every change that is to be seen. */
  declare beat: number;

  private readonly say: Say;
  private readonly desk: DeskState;
  private readonly decisions: Decisions;
  private readonly hearing: Hearing;
  private ticking: ReturnType<typeof setInterval> | null = null;
  private wantsFocus = false;

  constructor() {
    super();
    this.beat = 0;
    this.say = wordsOf(document);
    const page = dataOf<DeskPage>(document, "page") as DeskPage;
    this.hearing = new Hearing(page.slug, page.resume, () => this.desk);
    this.desk = new DeskState(page, this.say, new Api(page.slug), {
      touch: () => this.touch(),
      focusList: () => this.focusList(),
      now: () => this.hearing.now(),
      askAgain: (questions) => this.hearing.refreshSoon(questions),
    });
    this.decisions = new Decisions(this.desk, (questions) => this.hearing.refreshSoon(questions));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.pressed);
    addEventListener("pagehide", this.leaving);
    this.ticking = setInterval(() => this.touch(), 1000);
    this.hearing.open();
    if (!this.desk.open) this.desk.look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.pressed);
    removeEventListener("pagehide", this.leaving);
    if (this.ticking) clearInterval(this.ticking);
    this.hearing.close();
  }

  // ---- keys

  private readonly pressed = (event: KeyboardEvent): void => {
    if (this.querySelector("dialog[open]")) return;
    if (isInField(event.target)) return this.pressedInField(event);
    const asked = meaning(event);
    if (asked === null || (typeof asked === "number" && !this.desk.choosing)) return;
    // Enter and space belong to a button or link that has the focus.
    const isControl = event.target instanceof Element && event.target.closest("button, a, summary") !== null;
    if (isControl && (asked === "enter" || asked === "take")) return;
    event.preventDefault();
    if (typeof asked === "number") this.querySelector<DeskPanel>("desk-panel")?.press(asked);
    else this.act(asked);
  };

  private pressedInField(event: KeyboardEvent): void {
    const isText = event.target instanceof Element && event.target.closest(".layers") !== null;
    const isDone = isText && event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (isDone) this.desk.isEditing = false;
    else if (event.key === "Escape" && this.desk.choosing) this.desk.choosing = null;
    else if (event.key === "Escape") this.desk.isEditing = false;
    else return;
    event.preventDefault();
    this.focusList();
  }

  /** What the key of an appeal means: publishing overturns the refusal, refusing upholds it. */
  private verdict(act: Act): Verdict | null {
    if (this.desk.open?.line.state !== "appealed") return null;
    return act === "approve" ? "overturn" : act === "reject" ? "uphold" : null;
  }

  private act(act: Act): void {
    const { desk, decisions } = this;
    const verdict = this.verdict(act);
    if (verdict) return this.ask(verdict);
    switch (act) {
      case "next":
      case "previous":
        return desk.move(act === "next" ? 1 : -1, false);
      case "extend_down":
      case "extend_up":
        return desk.move(act === "extend_down" ? 1 : -1, true);
      case "take":
        return void desk.takeNext();
      case "take_next":
        return void desk.takeWhatIsNext();
      case "steal":
        return void (desk.rows.at && desk.holds.take(desk.rows.at, true));
      case "new":
        return desk.showNews();
      case "only":
        desk.isOnly = !desk.isOnly;
        return this.touch();
      case "find":
        return this.focusOn(".list__head input");
      case "sort":
        return void desk.turnTo(desk.queue, after(desk.sort));
      case "help":
        return this.querySelector<DeskHelp>("desk-help")?.show();
      case "undo":
        return void decisions.takeBack().then((asks) => asks && this.enterPanel());
      case "escape":
        return desk.leave();
      case "enter":
        return desk.collision ? decisions.seeNow() : desk.choose(desk.rows.at);
      case "note":
        return decisions.keepNote();
      case "edit":
        desk.edit();
        return this.focusOn(".layers textarea");
      case "mask":
        return void this.mask();
      case "merge_same":
        return void decisions.mergeSame();
      case "merge":
      case "reject":
      case "refer":
      case "transfer":
      case "ask_more":
      case "ask_lead":
        return this.ask(act);
      default:
        return void decisions.decide(act, {});
    }
  }

  private ask(act: Parameters<typeof choice>[0]): void {
    if (this.desk.rows.targets().length === 0) return;
    const chosen = choice(act, this.desk);
    if ("nothing" in chosen) return this.desk.tell(chosen.nothing);
    this.desk.choosing = chosen;
    this.touch();
    this.enterPanel();
  }

  private async mask(): Promise<void> {
    if (!this.desk.open) return;
    if (!this.desk.isEditing) this.desk.edit();
    await this.updateComplete;
    const element = this.querySelector<QuestionElement>("desk-question");
    await element?.updateComplete;
    element?.mask();
  }

  private askWhy(): void {
    this.desk.isRevealing = true;
    this.touch();
    this.focusOn(".detail__head input");
  }

  // ---- focus

  private touch(): void {
    this.beat += 1;
  }

  /** The focus goes to the row under the eye once it is drawn. */
  private focusList(): void {
    this.wantsFocus = true;
    this.touch();
  }

  /** The focus goes to a field once it and what holds it are drawn. */
  private focusOn(selector: string): void {
    void this.updateComplete.then(async () => {
      await this.querySelector<QuestionElement>("desk-question")?.updateComplete;
      this.querySelector<HTMLElement>(selector)?.focus();
    });
  }

  private enterPanel(): void {
    void this.updateComplete.then(async () => {
      const panel = this.querySelector<DeskPanel>("desk-panel");
      await panel?.updateComplete;
      panel?.enter();
    });
  }

  private readonly leaving = (): void => {
    this.desk.holds.letGo();
    this.desk.api.here({ leaves: true }).catch(() => {
      // Whoever hears nothing of it sees it within a minute.
    });
  };

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { rows, queue, page } = this.desk;
    const n = rows.counts[queue] ?? rows.rows.length;
    document.title = this.say("title", { n, queue: this.say(`queue-${queue}`), theme: page.theme });
    if (!this.wantsFocus) return;
    this.wantsFocus = false;
    const list = this.querySelector<DeskList>("desk-list");
    void list?.updateComplete.then(() => list.focusRow());
  }

  // ---- what is seen

  override render(): TemplateResult {
    const { desk, say } = this;
    const { rows, page } = desk;
    this.classList.toggle("desk--only", desk.isOnly);
    return html`
      ${this.bar()}
      <desk-queues .say=${say} .slug=${page.slug} .queue=${desk.queue} .counts=${rows.counts} .leads=${page.leads} .contests=${rows.contests}
        @queue-chosen=${(event: CustomEvent<string>) => void desk.turnTo(event.detail, desk.sort)}></desk-queues>
      <desk-list .say=${say} .me=${page.me.id} .rows=${[...desk.shown()]} .at=${rows.at} .marked=${new Set(rows.marked)}
        .news=${rows.news.length} .now=${this.hearing.now()} .found=${desk.found} .heading=${say(`queue-${desk.queue}`)}
        .sort=${desk.sort} .total=${rows.counts[desk.queue] ?? 0} .more=${desk.next !== null} .empty=${this.emptyWords()} .foot=${this.undoStrip()}
        @row-chosen=${(event: CustomEvent<string>) => desk.choose(event.detail)}
        @news-wanted=${() => desk.showNews()} @more-wanted=${() => void desk.fetchMore()}
        @find-typed=${(event: CustomEvent<string>) => desk.find(event.detail)}
        @sort-turned=${() => void desk.turnTo(desk.queue, after(desk.sort))}></desk-list>
      <main class="detail" id="main">
        <desk-question .say=${say} .question=${desk.open} .text=${desk.text()} .isEditing=${desk.isEditing}
          .note=${desk.note()} .contact=${desk.contact} .isRevealing=${desk.isRevealing} .fetching=${desk.isFetching}
          @edit-wanted=${() => this.act("edit")} @edit-done=${() => this.act("escape")}
          @text-typed=${(event: CustomEvent<string>) => desk.typed(event.detail)}
          @same-wanted=${() => this.act("merge_same")}
          @reveal-wanted=${() => this.askWhy()}
          @reveal-confirmed=${(event: CustomEvent<string>) => void desk.reveal(event.detail)}
          @called-back=${() => void calledBack(desk)}
          @translated=${(event: CustomEvent<Words>) => void translate(desk, event.detail)}
          @photo-judged=${(event: CustomEvent<Judgement>) => void judgePhoto(desk, event.detail)}></desk-question>
        <div class="detail__foot">${this.strips()}${this.panel()}${this.buttons()}</div>
      </main>
      <footer class="keys">${this.keys()}</footer>
      <desk-help .say=${say}></desk-help>`;
  }

  private bar(): TemplateResult {
    const { desk, hearing, say } = this;
    const { page, rows } = desk;
    const { oldest, late, minutes } = rows.backlog;
    const others = hearing.present().filter((person) => person.id !== page.me.id);
    const seconds = ((hearing.lagMs ?? 0) / 1000).toFixed(2);
    return html`<header class="bar">
      <h1 class="bar__name">${icon("logo")}${say("desk")}</h1><span>${page.theme}</span>
      ${page.phase === "live" ? html`<span class="onair">${icon("m-air")}${say("phase-live")}</span>` : html`<span class="q2">${say(`phase-${page.phase}`)}</span>`}
      <div class="bar__end small">
        ${this.alarms()}
        ${desk.airs > 0 ? html`<a class="b" href="/stage/${page.slug}/rundown">${say("airs")} <b class="num is-warn">${desk.airs}</b></a>` : nothing}
        ${rows.gate === "open" ? nothing : html`<span class="is-late">${icon("i-warn")} ${say(`gate-${rows.gate}`)}</span>`}
        ${oldest === null ? nothing : html`<span class="q2">${say("oldest")} <b class="num">${written(Math.max(0, hearing.now() - oldest), say)}</b></span>`}
        ${late > 0 ? html`<span class="is-warn num">${minutes >= 120 ? say("late-h", { h: minutes / 60, n: late }) : say("late-min", { min: minutes, n: late })}</span>` : nothing}
        ${[page.me, ...others].map((person) => html`<span class="who"><i aria-hidden="true">${[...person.name].pop()}</i>${person.name}</span>`)}
        ${
          hearing.lostAt
            ? html`<span class="is-late">${icon("i-line-off")} ${say("offline", { time: clock(hearing.lostAt) })}</span>`
            : html`<span class="is-good">${icon("m-kept")} ${say("online", { s: seconds })}</span>`
        }
      </div></header>`;
  }

  /** How many urgent matters nobody has taken, how many are being seen to, and how long the oldest has rung. */
  private alarms(): TemplateResult | typeof nothing {
    const { waiting, taken, oldest } = this.desk.rows.alarms;
    if (waiting + taken === 0) return nothing;
    const s = oldest === null ? 0 : Math.max(0, Math.floor((this.hearing.now() - oldest) / 1000));
    const rings = oldest === null ? nothing : html` <b class="num is-late">${this.say("alarms-oldest", { s })}</b>`;
    return html`<span class=${waiting > 0 ? "is-late" : "q2"}>${this.say("alarms", { waiting, taken })}${rings}</span>`;
  }

  private strips(): TemplateResult {
    const { collision, strip, rows } = this.desk;
    const keepButton = collision?.written
      ? html`<button class="b" @click=${() => this.act("note")}>${this.say("keep-note")} ${kbd(keyName("note", this.say))}</button>`
      : nothing;
    const collided = collision
      ? html`<p class="strip"><span>${collision.words}</span>
          <button class="b" @click=${() => this.act("enter")}>${this.say("see-now")} ${kbd(keyName("enter", this.say))}</button>${keepButton}</p>`
      : nothing;
    const many = rows.marked.size;
    return html`<div role="alert">${collided}</div>
      <div role="status">${strip ? html`<p class="strip ${strip.tone}"><span>${strip.words}</span>${strip.act ? html`<button class="b" @click=${() => this.act(strip.act as Act)}>${this.say(strip.act)} ${kbd(keyName(strip.act, this.say))}</button>` : nothing}</p>` : nothing}
        ${many > 1 ? html`<p class="strip"><span>${this.say("marked", { n: many })}</span></p>` : nothing}</div>`;
  }

  /** Stands under the list, so that it covers nothing. */
  private undoStrip(): TemplateResult | typeof nothing {
    const { undo } = this.decisions;
    const last = undo.last();
    const left = undo.secondsLeft(Date.now());
    if (!last || left === 0) return nothing;
    return html`<p class="undo"><span role="status">${last.words}</span><span class="num quiet">${this.say("undo-left", { n: left })}</span>
      <button class="b" ?disabled=${last.settled === null} @click=${() => this.act("undo")}>${this.say("undo")} ${kbd(keyName("undo", this.say))}</button></p>`;
  }

  private panel(): TemplateResult | typeof nothing {
    if (!this.desk.choosing) return nothing;
    return html`<desk-panel .say=${this.say} .choosing=${this.desk.choosing}
      @panel-chosen=${(event: CustomEvent<string>) => this.decisions.chosen(event.detail)}
      @panel-left=${() => this.desk.leave()}></desk-panel>`;
  }

  private buttons(): TemplateResult | typeof nothing {
    if (this.desk.rows.targets().length === 0) return nothing;
    const { say, desk } = this;
    const isAppeal = desk.open?.line.state === "appealed";
    const buttons = isAppeal ? BUTTONS.filter((act) => this.verdict(act) !== null) : BUTTONS;
    return html`<div class="acts">${buttons.map((act) => {
      const isOpen = ASKING.includes(act) ? String(desk.choosing?.what === act) : nothing;
      const key = keyName(act, say);
      return html`<button class="b ${act === "approve" ? "b--act" : ""}" aria-keyshortcuts=${key} aria-expanded=${isOpen}
        @click=${() => this.act(act)}>${say(`act-${this.verdict(act) ?? act}`)} ${kbd(key)}</button>`;
    })}</div>`;
  }

  private keys(): TemplateResult {
    const { say } = this;
    const key = (act: Act) => html`<kbd>${keyName(act, say)}</kbd>`;
    return html`<span>${key("next")}${key("previous")} ${say("key-next")}</span><span>${key("take_next")} ${say("key-take_next")}</span><span>${key("take")} ${say("key-take")}</span>
      <span>${key("steal")} ${say("key-steal")}</span><span>${key("mask")} ${say("mask")}</span>
      <span>${key("only")} ${say("key-only")}</span><span>${key("extend_down")} ${say("key-extend")}</span>
      <span class="end"><button class="b" @click=${() => this.act("help")}>${key("help")} ${say("help")}</button></span>`;
  }

  private emptyWords(): string {
    const { last } = this.decisions;
    if (!last) return this.say("empty");
    const queue = this.say(`queue-${this.desk.queue}`);
    return this.say("emptied", { queue, who: last.who, time: clock(last.at), act: last.words });
  }
}

function after(sort: string): string {
  return SORTS[(SORTS.indexOf(sort) + 1) % SORTS.length] as string;
}

customElements.define("desk-desk", DeskDesk);
