// The list: age leads the row because age is the order; nothing jumps when news arrives. All rows are of one height, so
// that of thousands only those in sight are drawn.

import { html, nothing, type PropertyValues, svg, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon, kbd, LightElement } from "../kit/light";
import { grouped, type Say } from "../kit/words";
import type { Hold } from "../wire/Hold";
import type { Row } from "./rows";

const LATE_MS = 5 * 60_000;
const LEASE_S = 20;
/** Rows drawn above and below what is in sight. */
const SPARE = 12;
/** Rows drawn before the height of one is known. */
const FIRST = 60;
/** So many rows before the end, the next page is asked for. */
const SOON = 40;

export class DeskList extends LightElement {
  static override properties = {
    rows: { attribute: false },
    at: {},
    marked: { attribute: false },
    news: { type: Number },
    now: { type: Number },
    found: {},
    heading: {},
    sort: {},
    total: { type: Number },
    more: { type: Boolean },
    empty: {},
    foot: { attribute: false },
  };
  /** What is listed, in order. */
  declare rows: Row[];
  declare at: string | null;
  declare marked: ReadonlySet<string>;
  declare news: number;
  declare now: number;
  declare found: string;
  declare heading: string;
  declare sort: string;
  /** How many there are, listed or not. */
  declare total: number;
  declare more: boolean;
  declare empty: string;
  /** What stands under the rows: the last decision, while it can be taken back. */
  declare foot: unknown;
  declare me: string;
  declare say: Say;

  /** The height of a row; 0 until one was drawn. */
  private height = 0;
  private drawn: [number, number] = [0, FIRST];
  private seen: { at: string | null; index: number } = { at: null, index: -1 };
  private resized: ResizeObserver | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized?.disconnect();
    this.resized = null;
  }

  override render(): TemplateResult {
    const { rows } = this;
    this.drawn = this.inSight();
    const [from, to] = this.drawn;
    const here = this.index();
    const indices = rows.slice(from, to).map((_, n) => from + n);
    // The row with the focus is always there: a row that goes takes the focus with it.
    if (here >= 0 && here < from) indices.unshift(here);
    else if (here >= to) indices.push(here);
    return html`<section class="list" aria-label=${this.heading}>
      <div class="list__head">
        <input type="search" .value=${this.found} placeholder="${this.say("find")}　/" aria-label=${this.say("find")}
          @input=${(event: Event) => this.tell("find-typed", (event.target as HTMLInputElement).value)}>
        <button class="b" @click=${() => this.tell("sort-turned")}>${this.say(`sort-${this.sort}`)} ${kbd("V")}</button>
      </div>
      ${
        this.news > 0
          ? html`<button class="news" @click=${() => this.tell("news-wanted")}>${this.say("new", { n: this.news })} ${kbd("N")}</button>`
          : html`<p class="news news--none num">${this.found ? this.say("found", { n: `${grouped(rows.length)}${this.more ? "+" : ""}` }) : this.say("listed", { n: grouped(rows.length), total: grouped(Math.max(this.total, rows.length)) })}</p>`
      }
      <div class="items" role=${rows.length ? "listbox" : nothing} aria-multiselectable=${rows.length ? "true" : nothing} aria-label=${rows.length ? this.say("questions") : nothing} tabindex=${rows.length ? nothing : "0"} @scroll=${() => this.scrolled()}>
        <div class="items__all" role="presentation">
        ${repeat(
          indices,
          (index) => rows[index]?.line.id,
          (index) => this.row(rows[index] as Row, index),
        )}</div>
        ${rows.length === 0 ? html`<p class="empty" role="status">${this.empty}</p>` : nothing}
        ${this.more ? html`<button class="b list__foot" @click=${() => this.tell("more-wanted")}>${this.say("more")}</button>` : nothing}
      </div>
      ${this.foot}
    </section>`;
  }

  private row({ line, gone }: Row, index: number): TemplateResult {
    const isHere = line.id === this.at;
    const age = Math.max(0, this.now - line.submitted_at);
    const hold = line.hold && line.hold.until > this.now ? line.hold : null;
    const isOthers = hold !== null && hold.by.id !== this.me;
    return html`<div class="item ${isOthers ? "item--held" : ""} ${gone ? "item--gone" : ""} ${this.marked.has(line.id) ? "item--marked" : ""}"
      role="option" id="row-${line.id}" data-index=${index} aria-posinset=${index + 1} aria-setsize=${this.more ? -1 : this.rows.length}
      aria-selected=${String(isHere || this.marked.has(line.id))} tabindex=${isHere ? "0" : "-1"}
      @click=${() => this.tell("row-chosen", line.id)}>
      <span class="age tc ${age > LATE_MS && line.state === "submitted" ? "age--late" : ""}">${written(age, this.say)}</span>
      <p dir="auto">${line.excerpt}</p>
      <span class="meta">
        ${gone ? html`<span class="is-warn">${gone}</span>` : nothing}
        ${line.provenance !== "web" ? html`<span class="is-act">${this.say(`provenance-${line.provenance}`)}</span>` : nothing}
        ${line.urgent ? html`<span class="is-late">${icon("i-warn")} ${this.say("urgent")}</span>` : nothing}
        ${line.for_lead ? html`<span class="is-act">${line.left ? this.say("left", { who: line.left.by, note: line.left.note }) : this.say("for_lead")}</span>` : nothing}
        ${line.flags.map((flag) => html`<span class="is-warn">${icon("i-warn")} ${this.say(`flag-${flag}`)}</span>`)}
        ${line.seconds > 0 ? html`<span class="num">${this.say("seconds", { n: line.seconds })}</span>` : nothing}
        ${line.signed ? html`<b class="is-warn">${this.say("signed")}</b>` : nothing}
        ${line.uncalled ? html`<b class="is-warn">${this.say("uncalled")}</b>` : nothing}
        ${line.same ? html`<b class="num is-act">${this.say("same-n", { n: line.same.n, m: line.same.devices })}</b>` : line.alike > 0 ? html`<span>${this.say("like-n", { n: line.alike })}</span>` : nothing}
        ${line.place ? html`<span class="item__place" dir="auto">${line.place}</span>` : nothing}
        ${hold ? this.lease(hold) : nothing}
      </span></div>`;
  }

  private lease(hold: Hold): TemplateResult {
    const left = Math.max(0, Math.ceil((hold.until - this.now) / 1000));
    const who = hold.by.id === this.me ? this.say("held-me") : this.say("held-by", { who: hold.by.name });
    return html`<span class="who--hold">${who}
      <svg class="lease" viewBox="0 0 ${LEASE_S} 1" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${Math.min(LEASE_S, left)} height="1"></rect>`}</svg>
      <span class="num">${this.say("left-s", { n: left })}</span></span>`;
  }

  // ---- what is in sight

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const box = this.box();
    const all = this.querySelector<HTMLElement>(".items__all");
    if (!box || !all) return;
    this.watch(box);
    if (this.height === 0) {
      this.height = all.firstElementChild?.getBoundingClientRect().height ?? 0;
      if (this.height === 0) return;
      this.requestUpdate();
    }
    all.classList.add("items__all--placed");
    all.style.blockSize = `${this.rows.length * this.height}px`;
    for (const row of all.children as HTMLCollectionOf<HTMLElement>) {
      row.style.insetBlockStart = `${Number(row.dataset.index) * this.height}px`;
    }
    // The list moves around the row under the eye, not the row.
    const index = this.index();
    if (this.at === this.seen.at && index >= 0 && this.seen.index >= 0 && index !== this.seen.index) {
      box.scrollTop += (index - this.seen.index) * this.height;
    }
    this.seen = { at: this.at, index };
  }

  /** A wider pane or larger letters change the height of a row. */
  private watch(box: HTMLElement): void {
    if (this.resized || typeof ResizeObserver === "undefined") return;
    this.resized = new ResizeObserver(() => {
      const row = this.querySelector(".item");
      const height = row?.getBoundingClientRect().height ?? 0;
      if (height > 0) this.height = height;
      this.requestUpdate();
    });
    this.resized.observe(box);
  }

  private inSight(): [number, number] {
    const box = this.box();
    if (!box || this.height === 0) return [0, FIRST];
    const from = Math.floor(box.scrollTop / this.height) - SPARE;
    const to = Math.ceil((box.scrollTop + box.clientHeight) / this.height) + SPARE;
    return [Math.max(0, Math.min(from, this.rows.length - SPARE)), to];
  }

  private scrolled(): void {
    const [from, to] = this.inSight();
    const margin = SPARE / 2;
    if (Math.abs(from - this.drawn[0]) >= margin || Math.abs(to - this.drawn[1]) >= margin) this.requestUpdate();
    if (this.more && to >= this.rows.length - SOON) this.tell("more-wanted");
  }

  /** The row under the eye has the focus and is in sight; nothing else scrolls. */
  async focusRow(): Promise<void> {
    const box = this.box();
    const index = this.index();
    if (box && index >= 0 && this.height > 0) {
      const [top, end] = [index * this.height, (index + 1) * this.height];
      if (top < box.scrollTop) box.scrollTop = top;
      else if (end > box.scrollTop + box.clientHeight) box.scrollTop = end - box.clientHeight;
      this.requestUpdate();
      await this.updateComplete;
    }
    const row = this.at === null ? null : this.querySelector<HTMLElement>(`#row-${CSS.escape(this.at)}`);
    (row ?? box)?.focus({ preventScroll: true });
    if (this.height === 0) row?.scrollIntoView({ block: "nearest" });
  }

  private index(): number {
    return this.at === null ? -1 : this.rows.findIndex((row) => row.line.id === this.at);
  }

  private box(): HTMLElement | null {
    return this.querySelector<HTMLElement>(".items");
  }

  private tell(name: string, detail?: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

/** Whether a row holds what is looked for. */
export function matches({ line }: Row, found: string): boolean {
  const words = found.trim().toLowerCase();
  return `${line.original} ${line.place ?? ""}`.toLowerCase().includes(words);
}

/** 1:12, 59:01, then whole hours, then whole days. */
export function written(ms: number, say: Say): string {
  const s = Math.floor(ms / 1000);
  if (s < 3600) return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
  if (s < 48 * 3600) return say("age-h", { n: Math.floor(s / 3600) });
  return say("age-d", { n: Math.floor(s / 86_400) });
}

customElements.define("desk-list", DeskList);
