// What was done a moment ago, by whom and when.

import { html, type TemplateResult } from "lit";
import { clock } from "../kit/clock";
import type { Say } from "../kit/words";
import type { DoneDeed } from "../wire/DoneDeed";
import { labelOf } from "./side";
import type { View } from "./view";

export function history(view: View, say: Say): TemplateResult {
  return html`<section class="hist" tabindex="0" aria-label=${say("history")}><h2>${say("history")}<small>${say("history-note")}</small></h2>
    <ol>${view.gallery.deeds.map((deed) => {
      const words = what(deed, view, say);
      const text = view.gallery.messages.find((message) => message.id === deed.about)?.text;
      return html`<li><span class="tc">${clock(deed.at)}</span><span>${deed.by || say("by-screen")}</span><span>${words}${text && deed.kind === "messaged" ? `：${text}` : ""}</span><span class="q2">${deed.why ? say(`reason-${deed.why}`) : ""}</span></li>`;
    })}</ol></section>`;
}

function what({ kind, about }: DoneDeed, view: View, say: Say): string {
  if (kind === "entered_late") return say("deed-entered_late", { n: view.name(about, say) ?? "" });
  if (kind === "taken") return say("deed-taken", { n: view.name(about, say) ?? "" });
  if (kind !== "screen_changed") return say(`deed-${kind}`);
  const screen = view.gallery.screens.find((it) => it.id === about);
  return screen ? say("deed-screen_changed", { label: labelOf(screen, say) }) : say("deed-screen_gone");
}
