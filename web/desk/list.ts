// The list: age leads the row because age is the order; nothing jumps when news arrives.

import { html, nothing, svg, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon, kbd, LightElement } from "../kit/light";
import type { Say } from "../kit/words";
import type { Hold } from "../wire/Hold";
import type { Row } from "./rows";

const LATE_MS = 5 * 60_000;
const LEASE_S = 20;

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
    more: { type: Boolean },
    empty: {},
    foot: { attribute: false },
  };
  declare rows: Row[];
  declare at: string | null;
  declare marked: ReadonlySet<string>;
  declare news: number;
  declare now: number;
  declare found: string;
  declare heading: string;
  declare sort: string;
  declare more: boolean;
  declare empty: string;
  /** What stands under the rows: the last decision, while it can be taken back. */
  declare foot: unknown;
  declare me: string;
  declare say: Say;

  override render(): TemplateResult {
    const shown = this.rows.filter((row) => matches(row, this.found));
    return html`<section class="list" aria-label=${this.heading}>
      <div class="list__head">
        <input type="search" .value=${this.found} placeholder="${this.say("find")}　/" aria-label=${this.say("find")}
          @input=${(event: Event) => this.tell("find-typed", (event.target as HTMLInputElement).value)}>
        <button class="b" @click=${() => this.tell("sort-turned")}>${this.say(`sort-${this.sort}`)}</button>
      </div>
      ${this.news > 0 ? html`<button class="news" @click=${() => this.tell("news-wanted")}>${this.say("new", { n: this.news })} ${kbd("N")}</button>` : nothing}
      <div class="items" role=${shown.length ? "listbox" : nothing} aria-multiselectable=${shown.length ? "true" : nothing} aria-label=${shown.length ? this.say("questions") : nothing} tabindex=${shown.length ? nothing : "0"}>
        ${repeat(
          shown,
          (row) => row.line.id,
          (row) => this.row(row),
        )}
        ${shown.length === 0 ? html`<p class="empty" role="status">${this.empty}</p>` : nothing}
        ${this.more ? html`<button class="b list__foot" @click=${() => this.tell("more-wanted")}>${this.say("more")}</button>` : nothing}
      </div>
      ${this.foot}
    </section>`;
  }

  private row({ line, gone }: Row): TemplateResult {
    const isHere = line.id === this.at;
    const age = Math.max(0, this.now - line.submitted_at);
    const hold = line.hold && line.hold.until > this.now ? line.hold : null;
    const isOthers = hold !== null && hold.by.id !== this.me;
    return html`<div class="item ${isOthers ? "item--held" : ""} ${gone ? "item--gone" : ""} ${this.marked.has(line.id) ? "item--marked" : ""}"
      role="option" id="row-${line.id}" aria-selected=${String(isHere || this.marked.has(line.id))} tabindex=${isHere ? "0" : "-1"}
      @click=${() => this.tell("row-chosen", line.id)}>
      <span class="age tc ${age > LATE_MS && line.state === "submitted" ? "age--late" : ""}">${written(age, this.say)}</span>
      <p>${line.excerpt}</p>
      <span class="meta">
        ${gone ? html`<span class="is-warn">${gone}</span>` : nothing}
        ${line.urgent ? html`<span class="is-late">${icon("i-warn")} ${this.say("urgent")}</span>` : nothing}
        ${line.for_lead ? html`<span class="is-act">${this.say("for_lead")}</span>` : nothing}
        ${line.place ? html`<span>${line.place}</span>` : nothing}
        ${line.flags.map((flag) => html`<span class="is-warn">${icon("i-warn")} ${this.say(`flag-${flag}`)}</span>`)}
        ${line.seconds > 0 ? html`<span class="num">${this.say("seconds", { n: line.seconds })}</span>` : nothing}
        ${line.alike > 0 ? html`<span>${this.say("like-n", { n: line.alike })}</span>` : nothing}
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

  /** The row under the eye has the focus and is in sight; nothing else scrolls. */
  focusRow(): void {
    const row = this.at === null ? null : this.querySelector<HTMLElement>(`#row-${CSS.escape(this.at)}`);
    (row ?? this.querySelector<HTMLElement>(".items"))?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }

  private tell(name: string, detail?: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

/** Whether a row holds what is looked for. */
export function matches({ line }: Row, found: string): boolean {
  const words = found.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${line.excerpt} ${line.place ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** 1:12, 59:01, then whole hours, then whole days. */
export function written(ms: number, say: Say): string {
  const s = Math.floor(ms / 1000);
  if (s < 3600) return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
  if (s < 48 * 3600) return say("age-h", { n: Math.floor(s / 3600) });
  return say("age-d", { n: Math.floor(s / 86_400) });
}

customElements.define("desk-list", DeskList);
