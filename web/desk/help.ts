// Every key of the desk, read from the same table that hears them.

import { html, type TemplateResult } from "lit";
import { kbd, LightElement } from "../kit/light";
import type { Say } from "../kit/words";
import { type Act, keyName } from "./keys";

const GROUPS: [string, Act[][]][] = [
  [
    "keys-move",
    [
      ["next", "previous"],
      ["take_next"],
      ["take"],
      ["steal"],
      ["extend_down", "extend_up"],
      ["new"],
      ["only"],
      ["find"],
      ["sort"],
    ],
  ],
  [
    "keys-decide",
    [
      ["approve"],
      ["approve_private"],
      ["shortlist"],
      ["merge"],
      ["merge_same"],
      ["ask_more"],
      ["refer"],
      ["transfer"],
      ["reject"],
      ["later"],
      ["urgent"],
      ["ask_lead"],
      ["name"],
      ["undo"],
    ],
  ],
  ["keys-text", [["edit"], ["mask"]]],
  ["keys-rest", [["escape"], ["enter"], ["note"], ["help"]]],
];

/** What a key does, in words. */
export function wordsOf(acts: Act[], say: Say): string {
  const act = acts[0] as Act;
  const named: Partial<Record<Act, string>> = {
    next: "key-next",
    take: "key-take",
    take_next: "key-take_next",
    steal: "key-steal",
    extend_down: "key-extend",
    new: "key-new",
    only: "key-only",
    find: "key-find",
    sort: "key-sort",
    escape: "key-escape",
    enter: "key-enter",
    note: "key-note",
    help: "help",
    undo: "undo",
    edit: "edit",
    mask: "mask",
  };
  return say(named[act] ?? `act-${act}`);
}

export class DeskHelp extends LightElement {
  declare say: Say;

  override render(): TemplateResult {
    return html`<dialog class="help" aria-labelledby="help-heading">
      <h2 id="help-heading">${this.say("help")}<button class="b" @click=${() => this.hide()}>${this.say("close")} ${kbd("Esc")}</button></h2>
      <div class="help__groups">${GROUPS.map(
        ([heading, lines]) => html`<section><h3>${this.say(heading)}</h3><dl>
          ${lines.map((acts) => html`<dt>${acts.map((act) => html`<kbd>${keyName(act, this.say)}</kbd>`)}</dt><dd>${wordsOf(acts, this.say)}</dd>`)}
          ${heading === "keys-decide" ? html`<dt><kbd>1</kbd><kbd>9</kbd></dt><dd>${this.say("key-digits")}</dd>` : html``}
          ${heading === "keys-text" ? html`<dt><kbd>Ctrl+Enter</kbd></dt><dd>${this.say("key-save")}</dd>` : html``}
        </dl></section>`,
      )}</div></dialog>`;
  }

  show(): void {
    const dialog = this.querySelector("dialog");
    // Before 15.4, Safari has no dialogues: the help then stands open at the end of the page.
    if (dialog?.showModal) dialog.showModal();
    else dialog?.setAttribute("open", "");
  }

  hide(): void {
    const dialog = this.querySelector("dialog");
    if (dialog?.close) dialog.close();
    else dialog?.removeAttribute("open");
  }
}

customElements.define("desk-help", DeskHelp);
