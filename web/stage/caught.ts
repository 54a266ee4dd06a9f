// The promise that the scribe caught last: what was said, what nobody said yet, and one press to have the host ask.

import { html, nothing, type TemplateResult } from "lit";
import { clock } from "../kit/clock";
import { icon } from "../kit/light";
import type { Say } from "../kit/words";
import type { StageCaught } from "../wire/StageCaught";
import type { View } from "./view";

/** The five boxes, each with the preset that asks for it, if one does. */
const BOXES: [keyof StageCaught, string | null][] = [
  ["what", null],
  ["lead", "2"],
  ["person", "2"],
  ["due", "1"],
  ["test", "3"],
];

/** What can be done with it from here; null where this person may not. */
export interface CaughtActs {
  ask: ((preset: string) => void) | null;
  sign: ((it: StageCaught) => void) | null;
}

export function caughtPane(view: View, say: Say, me: string, acts: CaughtActs): TemplateResult | typeof nothing {
  const it = view.gallery.caught[0];
  if (!it) return nothing;
  const isOpen = it.state === "captured";
  const { ask, sign } = acts;
  const standing = isOpen ? "caught-open" : it.alone ? "caught-alone" : "caught-kept";
  const asked = new Set<string>();
  return html`<section class="catching" aria-label=${say("caught")}><h2><span>${say("caught")}　<span class=${isOpen || it.alone ? "is-warn" : "is-good"}>${say(standing)}</span>${second(it, say, me, sign)}</span><small class="is-act num">${say("caught-at", { time: clock(it.mark_at), who: it.by })}</small></h2>
    <p dir="auto">“${it.quote}”</p>
    <dl class="fives">${BOXES.map(([name, preset]) => {
      const said = name === "due" ? due(it, say) : it[name];
      if (said) return html`<div><dt>${say(`box-${name}`)}</dt><dd>${icon("i-tick")} ${said}</dd></div>`;
      return html`<div class="no"><dt>${say(`box-${name}`)}</dt><dd>${icon("m-open")} ${say("caught-unsaid")}${
        ask && preset && isOpen && !asked.has(preset) && asked.add(preset)
          ? html` <button class="b micro" @click=${() => ask(preset)}>${say(`preset-${preset}`)}</button>`
          : nothing
      }</dd></div>`;
    })}</dl></section>`;
}

function due({ due }: StageCaught, say: Say): string | null {
  if (!due) return null;
  return due.basis === "on" ? due.value : say(`due-${due.basis}`, { n: due.value });
}

/** The second signature under it, by whoever has not signed it yet. */
function second(it: StageCaught, say: Say, me: string, sign: CaughtActs["sign"]): TemplateResult | typeof nothing {
  if (!sign || it.signed.includes(me) || (it.state !== "captured" && !it.alone)) return nothing;
  return html`　<button class="b micro" @click=${() => sign(it)}>${say(it.alone ? "countersign" : "confirm")}</button>`;
}
