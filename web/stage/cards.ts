// What a key lays over the picture beside a question: the name of whoever answers, or a promise that two persons confirmed.

import { html, nothing, type TemplateResult } from "lit";
import { kbd } from "../kit/light";
import type { Say } from "../kit/words";
import type { Card } from "../wire/Card";
import type { Gallery } from "../wire/Gallery";
import type { View } from "./view";

/** What N lays next: of those who answer for the department on air one after the other, and behind the last one nothing. */
export function nextStrap(gallery: Gallery, department: string | null): Card | null {
  const theirs = gallery.speakers.filter((it) => it.department === department);
  const all = theirs.length > 0 ? theirs : gallery.speakers;
  const now = gallery.rundown.card?.kind === "respondent" ? gallery.rundown.card.id : null;
  const next = all[all.findIndex((it) => it.id === now) + 1];
  return next ? { kind: "respondent", id: next.id } : null;
}

/** What P lays next: the latest promise that is confirmed, and once it lies there nothing. */
export function nextPromise(gallery: Gallery): Card | null {
  const it = gallery.caught.find((one) => one.state !== "captured" && one.state !== "void");
  const isThere = it && gallery.rundown.card?.id === it.id;
  return it && !isThere ? { kind: "promise", id: it.id } : null;
}

/** The two keys. */
export interface Cards {
  strap(): void;
  promise(): void;
}

export function cardsOf(view: () => View, say: Say, lay: (what: string, card: Card | null) => void): Cards {
  const asked = () => (view().onAir ?? view().preview)?.question?.department ?? null;
  return {
    strap: () => lay(say("card-respondent"), nextStrap(view().gallery, asked())),
    promise: () => lay(say("card-promise"), nextPromise(view().gallery)),
  };
}

/** What lies over the picture, in the words of the gallery. */
export function nameOf(gallery: Gallery, say: Say): string {
  const { card } = gallery.rundown;
  if (!card) return "";
  if (card.kind === "promise") return say("card-promise");
  const one = gallery.speakers.find((it) => it.id === card.id);
  return one ? `${one.post} ${one.name}` : say("card-respondent");
}

/** The row below the large targets: what a key lays, and what lies there. */
export function cardsRow(gallery: Gallery, say: Say, cards: Cards): TemplateResult {
  const name = nameOf(gallery, say);
  return html`<p class="cards-row"><button class="b micro" aria-pressed=${gallery.rundown.card?.kind === "respondent"} aria-keyshortcuts="n" @click=${() => cards.strap()}>${say("card-respondent")} ${kbd("N")}</button> <button class="b micro" aria-pressed=${gallery.rundown.card?.kind === "promise"} aria-keyshortcuts="p" @click=${() => cards.promise()}>${say("card-promise")} ${kbd("P")}</button> ${name ? html`<span class="is-act">${say("card-on", { name })}</span>` : nothing}</p>`;
}
