// Every key of the gallery, read from the same table that hears them.

import { html, type TemplateResult } from "lit";
import { kbd, LightElement } from "../kit/light";
import type { Say } from "../kit/words";

/** Whether the hand directs or looks on, each with its keys: how they are written, and what they do. */
const GROUPS: [string, [string[], string][]][] = [
  [
    "help-air",
    [
      [["↵"], "key-take"],
      [["C"], "key-clear"],
      [["G"], "key-graphic"],
      [["N"], "key-strap"],
      [["P"], "key-promise"],
      [["1", "2", "3", "4"], "key-outcome"],
      [["D"], "key-dump"],
      [["Esc"], "key-panic"],
      [["X"], "key-pull"],
      [["S"], "key-signal"],
      [["L"], "key-late"],
    ],
  ],
  [
    "help-order",
    [
      [["↑", "↓"], "key-choose"],
      [["Alt+↑", "Alt+↓"], "key-move"],
      [["+"], "key-add"],
      [["I"], "key-insert"],
    ],
  ],
  [
    "help-words",
    [
      [["E"], "key-air"],
      [["R"], "key-correct"],
      [["Y"], "key-approve"],
      [["B"], "key-bridge"],
      [["Ctrl+Enter"], "key-save"],
      [["M"], "key-message"],
      [["M", "0–9"], "key-preset"],
      [["M", "M"], "key-write"],
    ],
  ],
  [
    "help-rest",
    [
      [["K"], "key-helm"],
      [["Esc"], "key-leave"],
      [["?"], "help"],
    ],
  ],
];

export class StageHelp extends LightElement {
  declare say: Say;

  override render(): TemplateResult {
    return html`<dialog class="help" aria-labelledby="help-heading">
      <h2 id="help-heading">${this.say("help")}<button class="b" @click=${() => this.hide()}>${this.say("help-close")} ${kbd("Esc")}</button></h2>
      <div class="help__groups">${GROUPS.map(
        ([heading, lines]) => html`<section><h3>${this.say(heading)}</h3><dl>
          ${lines.map(([keys, words]) => html`<dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${this.say(words)}</dd>`)}
        </dl></section>`,
      )}</div></dialog>`;
  }

  show(): void {
    this.querySelector("dialog")?.showModal();
  }

  hide(): void {
    this.querySelector("dialog")?.close();
  }
}

customElements.define("stage-help", StageHelp);
