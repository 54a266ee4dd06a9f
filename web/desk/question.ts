// One question: the original, locked, beside what everybody will see, with the changes marked in both.

import { html, nothing, type TemplateResult } from "lit";
import { clock } from "../kit/clock";
import { changes, difference, type Part } from "../kit/diff";
import { icon, kbd, LightElement } from "../kit/light";
import { masked } from "../kit/mask";
import type { Say } from "../kit/words";
import type { Alike } from "../wire/Alike";
import type { DeskPhoto } from "../wire/DeskPhoto";
import type { DeskQuestion as Question } from "../wire/DeskQuestion";
import type { SameTexts } from "../wire/SameTexts";

/** How many of the same words are shown. */
const SHOWN_SAME = 4;

export class DeskQuestion extends LightElement {
  static override properties = {
    question: { attribute: false },
    text: {},
    isEditing: { attribute: false },
    note: {},
    contact: {},
    isRevealing: { attribute: false },
    fetching: { type: Boolean },
  };
  declare question: Question | null;
  /** The public text as it stands on this desk. */
  declare text: string;
  declare isEditing: boolean;
  /** What lost a collision and was kept. */
  declare note: string | null;
  declare contact: string | null;
  declare isRevealing: boolean;
  declare fetching: boolean;
  declare say: Say;

  override render(): TemplateResult {
    const q = this.question;
    if (!q) return html`<p class="empty" role="status">${this.say(this.fetching ? "fetching" : "choose")}</p>`;
    // An original in another language is compared by what a colleague made of it in Chinese.
    const parts = difference(q.translation?.text ?? q.line.original, this.text);
    return html`<header class="detail__head">
        <h2>${spaced(q.receipt)}</h2>
        ${q.line.place ? html`<span>${q.line.place}</span>` : nothing}
        ${q.department ? html`<span>${this.say("asked-of", { department: q.department })}</span>` : nothing}
        <span>${this.say(`provenance-${q.line.provenance}`)}</span>
        <span>${q.name ? this.say("by", { name: q.name }) : this.say("by-nobody")}</span>
        <span>${this.say(`visibility-${q.visibility}`)}</span>
        <span class="q2">${this.say(`state-${q.line.state}`)}</span>
        ${q.has_contact ? this.contactPart() : nothing}
      </header>
      <div class="detail__body">
        <div class="layers diff">
          <div><h3><span>${icon("i-lock")} ${this.say("original")}</span><small>${this.say("locked")}</small></h3>
            <p dir="auto">${!q.line.original ? this.say("words-erased") : q.translation ? q.line.original : parts.map((part) => (part.kind === "cut" ? html`<del>${part.text}</del>` : part.kind === "same" ? part.text : nothing))}</p></div>
          <div>${this.publicPart(parts)}</div>
        </div>
        ${(["title", "completion", "appeal"] as const).map((part) => (q[part] ? html`<p><b>${this.say(`asker-${part}`)}</b> ${q[part]}</p>` : nothing))}
        ${q.tongue ? this.tonguePart(q, q.tongue) : nothing}
        ${q.photos.length > 0 ? this.photoPart(q.photos) : nothing}
        ${q.line.left ? html`<p class="kept"><b>${this.say("left-by", { who: q.line.left.by, time: clock(q.line.left.at) })}</b>${q.line.left.note}</p>` : nothing}
        ${q.signed ? html`<p class="kept"><b>${this.say("signed-by", { who: q.signed.name })}</b>${this.say("signed-what")}</p>` : nothing}
        ${q.line.uncalled ? html`<p class="kept"><b>${this.say("uncalled")}</b>${this.say("uncalled-what")} <button class="b micro" @click=${() => this.tell("called-back")}>${this.say("called-back")}</button></p>` : nothing}
        ${q.same ? this.samePart(q.same) : nothing}
        ${this.note ? html`<p class="kept"><b>${this.say("kept")}</b>${this.note}</p>` : nothing}
        ${q.alike.length > 0 ? this.alikePart(q.alike) : nothing}
        <section class="sect"><h3>${this.say("log")}</h3>
          <ol class="log">${q.log.map((step) => html`<li><span class="tc">${clock(step.at)}</span><span>${step.by ?? this.say("machine")}</span><span>${or(this.say, `step-${step.kind}`, "step-other")}${step.note ? `: ${step.note}` : ""}</span></li>`)}</ol>
        </section>
      </div>`;
  }

  private publicPart(parts: Part[]): TemplateResult {
    const { cut, add } = changes(parts);
    const head = html`<h3><span>${this.say("public")}</span><small>${cut + add > 0 ? this.say("cuts", { cut, add }) : nothing}
      ${this.isEditing ? nothing : html`<button class="b micro" @click=${() => this.tell("edit-wanted")}>${this.say("edit")} ${kbd("E")}</button>`}</small></h3>`;
    if (!this.isEditing) {
      return html`${head}<p>${parts.map((part) => (part.kind === "add" ? html`<ins>${part.text}</ins>` : part.kind === "same" ? part.text : html`<i class="cutmark"></i>`))}</p>`;
    }
    return html`${head}<textarea aria-label=${this.say("edit-label")} .value=${this.text} maxlength="2000"
        @input=${(event: Event) => this.tell("text-typed", (event.target as HTMLTextAreaElement).value)}></textarea>
      <p class="layers__tools"><button class="b" @click=${() => this.mask()}>${this.say("mask")}</button>
        <button class="b" @click=${() => this.tell("edit-done")}>${this.say("edit-done")} ${kbd("Ctrl+Enter")}</button><span>${this.say("mask-hint")}</span></p>`;
  }

  private contactPart(): TemplateResult {
    if (this.contact !== null)
      return html`<span class="is-warn">${this.say("contact-is", { contact: this.contact })}</span>`;
    if (!this.isRevealing) {
      return html`<button class="b micro" @click=${() => this.tell("reveal-wanted")}>${icon("i-lock")}${this.say("contact")}</button>`;
    }
    return html`<form class="layers__tools" @submit=${(event: Event) => this.reveal(event)}>
      <label>${this.say("contact-reason")} <input name="reason" required minlength="4" maxlength="200"></label>
      <button class="b">${this.say("contact-show")}</button></form>`;
  }

  /** An original in another language, and what a colleague wrote beside it, under their name. */
  private tonguePart(q: Question, tongue: string): TemplateResult {
    const it = q.translation;
    const by = it ? this.say("translation-by", { who: it.by }) : this.say("translation-none");
    return html`<section class="sect"><h3>${this.say("translation")}<small>${this.say("tongue-guess", { tongue: this.say(`tongue-${tongue}`) })}</small></h3>
      <form class="layers__tools" @submit=${(event: Event) => this.keepTranslation(event, it?.version ?? 0)}>
        <textarea name="text" rows="3" required minlength="5" maxlength="2000" aria-label=${this.say("translation")} .value=${it?.text ?? ""}></textarea>
        <button class="b">${this.say("translation-keep")}</button><span>${by}</span></form></section>`;
  }

  private keepTranslation(event: Event, version: number): void {
    event.preventDefault();
    const text = String(new FormData(event.target as HTMLFormElement).get("text") ?? "");
    this.tell("translated", { text, version });
  }

  /** What came with it: nobody else sees a photo until it is passed. */
  private photoPart(photos: DeskPhoto[]): TemplateResult {
    return html`<section class="sect"><h3>${this.say("photos")}<small>${this.say("photos-what")}</small></h3>
      <ul class="photos">${photos.map((photo, n) => {
        const judge = (passes: boolean) => this.tell("photo-judged", { ...photo, passes });
        const address = `/api/v1/photos/${photo.id}`;
        return html`<li><a href=${address} target="_blank" rel="noopener"><img src=${address} alt=${this.say("photo-nth", { n: n + 1 })}></a>
          <span class="q2">${this.say(`photo-${photo.state}`)}</span>
          ${photo.state === "passed" ? nothing : html`<button class="b micro" @click=${() => judge(true)}>${this.say("photo-pass")}<span class="vh"> ${n + 1}</span></button>`}
          ${photo.state === "refused" ? nothing : html`<button class="b micro" @click=${() => judge(false)}>${this.say("photo-refuse")}<span class="vh"> ${n + 1}</span></button>`}</li>`;
      })}</ul></section>`;
  }

  /** What waits with the same words, and the key that puts all of it under one question. */
  private samePart(same: SameTexts): TemplateResult {
    const into = same.into_state
      ? this.say("same-into", { n: same.rows.length, state: this.say(`state-${same.into_state}`) })
      : this.say("same-here", { n: same.rows.length });
    const shown = same.rows.slice(0, SHOWN_SAME);
    return html`<section class="sect"><h3>${this.say("same-n", { n: same.n, m: same.devices })}<small>${into}</small></h3>
      <p class="layers__tools"><button class="b" @click=${() => this.tell("same-wanted")}>${this.say("act-merge_same")} ${kbd("Y")}</button></p>
      <ul class="same">${shown.map((it) => html`<li dir="auto">${it.text}</li>`)}${same.rows.length > shown.length ? html`<li class="q2">${this.say("same-more", { n: same.rows.length - shown.length })}</li>` : nothing}</ul></section>`;
  }

  private alikePart(alike: Alike[]): TemplateResult {
    return html`<section class="sect"><h3>${this.say("alike")}<small>${this.say("alike-n", { n: alike.length })}</small></h3>
      <ol class="alike">${alike.slice(0, 9).map(
        (
          it,
          n,
        ) => html`<li><kbd>${n + 1}</kbd><span class="num ${it.percent >= 80 ? "is-warn" : ""}">${it.percent}%</span><span>${it.text}</span>
          <span class="small q2">${it.state === "on_air" ? html`<b class="is-live">${icon("m-air")} ${this.say("state-on_air")}</b>` : this.say(`state-${it.state}`)}　${this.say("seconds", { n: it.seconds })}</span></li>`,
      )}</ol></section>`;
  }

  /** Covers what is selected in the public text, or every number of a known shape. */
  mask(): void {
    const field = this.querySelector("textarea");
    const { text, caret } = masked(this.text, field?.selectionStart ?? 0, field?.selectionEnd ?? 0);
    this.tell("text-typed", text);
    void this.updateComplete.then(() => {
      const again = this.querySelector("textarea");
      again?.focus();
      again?.setSelectionRange(caret, caret);
    });
  }

  private reveal(event: Event): void {
    event.preventDefault();
    const reason = new FormData(event.target as HTMLFormElement).get("reason");
    this.tell("reveal-confirmed", String(reason ?? ""));
  }

  private tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

/** A kind may be newer than the sentences. */
function or(say: Say, key: string, otherwise: string): string {
  const words = say(key);
  return words === key ? say(otherwise) : words;
}

function spaced(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, "$1 ");
}

customElements.define("desk-question", DeskQuestion);
