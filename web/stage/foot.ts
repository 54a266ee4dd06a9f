// What became of the last deed, and below it every key of the gallery.

import { html, nothing, type TemplateResult } from "lit";
import { clock } from "../kit/clock";
import { kbd } from "../kit/light";
import type { Say } from "../kit/words";
import type { View } from "./view";

/** What became of the last deed. */
export interface Strip {
  words: string;
  tone: "" | "strip--late" | "strip--good";
}

/** The last deed, or since when the line is lost. It stands above the large targets, where it is read before they are pressed. */
export function status(view: View, say: Say, strip: Strip | null): TemplateResult {
  if (view.lostMs > 0) {
    return html`<p class="strip strip--late" role="status">${say("line-lost", { time: clock(view.now - view.lostMs) })}${strip?.tone === "strip--late" ? `　${strip.words}` : ""}</p>`;
  }
  return html`<p class="strip ${strip?.tone ?? ""}" role="status">${strip?.words ?? ""}</p>`;
}

export function keys(say: Say, mayDirect: boolean, mayApprove: boolean, help: () => void): TemplateResult {
  const sheet = html`<button class="b" @click=${help}>${kbd("?")} ${say("help")}</button>`;
  if (!mayDirect) {
    const approves = mayApprove ? html`<span>${kbd("Y")} ${say("key-approve")}</span>` : nothing;
    return html`<footer class="keys"><span>${kbd("↑")}${kbd("↓")} ${say("key-choose")}</span>${approves}<span class="end">${sheet}</span></footer>`;
  }
  const key = (name: string, what: string) => html`<span>${kbd(name)} ${say(`key-${what}`)}</span>`;
  return html`<footer class="keys">${key("↵", "take")}<span>${kbd("↑")}${kbd("↓")} ${say("key-choose")}</span>${key("C", "clear")}${key("G", "graphic")}${key("E", "air")}${key("Y", "approve")}${key("M", "message")}${key("1–4", "outcome")}${key("I", "insert")}${key("X", "pull")}<span class="end">${kbd("D")} ${say("key-dump")}</span>${key("Esc", "panic")}<span>${sheet}</span></footer>`;
}
