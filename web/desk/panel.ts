// A choice on digits, under the text and never over it: reasons, merges, departments; or a sentence to the asker.

import { html, nothing, type TemplateResult } from "lit";
import { kbd, LightElement } from "../kit/light";
import type { Say } from "../kit/words";
import { DIGITS } from "./keys";

/** What stands on one digit. */
export interface Option {
  value: string;
  words: string;
  quiet?: string;
}

/** What another person finds about a refusal. */
export type Verdict = "uphold" | "overturn";

/** What is being chosen. */
export interface Choosing {
  what: "reject" | "merge" | "refer" | "transfer" | "ask_more" | "ask_lead" | "undo" | Verdict;
  heading: string;
  note: string;
  options: Option[];
  /** Instead of options: a sentence that begins like this. */
  sentence?: string;
}

export class DeskPanel extends LightElement {
  static override properties = { choosing: { attribute: false } };
  declare choosing: Choosing;
  declare say: Say;

  override render(): TemplateResult {
    const { heading, note, options, sentence, what } = this.choosing;
    return html`<div class="panel ${what === "merge" ? "panel--long" : ""}" role="dialog" aria-label=${heading}>
      <h3>${heading}<small>${note}</small></h3>
      ${sentence === undefined ? html`<ul>${options.map((option, n) => this.option(option, n))}</ul>` : this.writing(sentence)}
    </div>`;
  }

  private option(option: Option, n: number): TemplateResult {
    return html`<li><button type="button" @click=${() => this.choose(option.value)}>${kbd(DIGITS[n] ?? "")}<span>${option.words}</span>${option.quiet ? html`<span class="quiet micro">${option.quiet}</span>` : nothing}</button></li>`;
  }

  private writing(sentence: string): TemplateResult {
    return html`<form @submit=${(event: Event) => this.written(event)}>
      <textarea name="words" rows="3" required maxlength="500" aria-label=${this.choosing.heading} .value=${sentence}
        @keydown=${(event: KeyboardEvent) => this.key(event)}></textarea>
      <p class="panel__tools"><button type="button" class="b" @click=${() => this.tell("panel-left")}>${this.say("cancel")} ${kbd("Esc")}</button>
        <button class="b b--act">${this.say("send")} ${kbd("Ctrl+Enter")}</button></p></form>`;
  }

  /** Moves the focus in; whoever opened it gets it back. */
  enter(): void {
    this.querySelector<HTMLElement>("textarea, li button")?.focus();
  }

  /** What lies on the digit, if anything does. */
  press(digit: number): void {
    const option = this.choosing.options[digit];
    if (option && this.choosing.sentence === undefined) this.choose(option.value);
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.send((event.target as HTMLTextAreaElement).value);
    }
  }

  private written(event: Event): void {
    event.preventDefault();
    this.send(String(new FormData(event.target as HTMLFormElement).get("words") ?? ""));
  }

  private send(words: string): void {
    if (words.trim() !== "") this.choose(words.trim());
  }

  private choose(value: string): void {
    this.tell("panel-chosen", value);
  }

  private tell(name: string, detail?: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

customElements.define("desk-panel", DeskPanel);
