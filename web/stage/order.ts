// The running order at the left, and the chosen questions that could come into it.

import { html, nothing, type TemplateResult } from "lit";
import { clock } from "../kit/clock";
import { icon, kbd } from "../kit/light";
import type { Say } from "../kit/words";
import type { StageItem } from "../wire/StageItem";
import { asker } from "./monitors";
import { span } from "./span";
import type { View } from "./view";

/** So long before the show the list is looked through. */
const CHECKS_MS = 30 * 60_000;

export interface OrderActs {
  choose(id: string): void;
  add(question: string, next: boolean): void;
  toggle(): void;
}

export function order(view: View, say: Say, isAdding: boolean, acts: OrderActs): TemplateResult {
  const { chosen } = view.gallery;
  return html`<section class="run" aria-label=${say("rundown")}>
    <div class="run__head"><span>${say("rundown")}</span><span class="num">${say("count", { n: view.questions, asked: view.asked })}</span></div>
    <div class="run__list" tabindex="0" role="group" aria-label=${say("rundown")}>${
      view.items.length === 0
        ? html`<p class="empty">${say("empty")}</p>`
        : view.items.map((item) => cue(item, view, say, acts))
    }</div>
    ${isAdding ? waiting(view, say, acts) : nothing}
    <div class="run__head run__foot"><button class="b" aria-expanded=${isAdding} aria-keyshortcuts="+" @click=${() => acts.toggle()}>${
      isAdding ? say("close") : say("chosen", { n: chosen.length })
    } ${kbd("+")}</button><span>${kbd("Alt")} ${kbd("↑")}${kbd("↓")} ${say("move")}</span></div>
    <p class="run__head run__foot">${paper(view, say, "sheet")}${paper(view, say, "cards")}${
      view.items.some((item) => item.asked_by === "deputy") ? paper(view, say, "deputy-cards") : nothing
    }${pairs(view, say)}${checks(view, say)}<a href="/stage/${view.gallery.inquiry.slug}/sign-off" target="_blank">${say("sign-off")}</a></p>
  </section>`;
}

/** The way to a page made for paper; it opens beside, the gallery stays. */
function paper(view: View, say: Say, name: "sheet" | "cards" | "deputy-cards"): TemplateResult {
  return html`<a href="/stage/${view.gallery.inquiry.slug}/${name}" target="_blank">${say(name)}</a>`;
}

/** The way to what waits for a second person; it says how much does. */
function pairs(view: View, say: Say): TemplateResult {
  const { waiting, alone } = view.gallery.to_sign;
  const words = alone > 0 ? say("pairs-alone", { n: waiting, alone }) : say("pairs", { n: waiting });
  return html`<a class=${waiting + alone > 0 ? "is-warn" : ""} href="/stage/${view.gallery.inquiry.slug}/pairs" target="_blank">${words}</a>`;
}

/** The way to the list that is looked through at T-30. */
function checks(view: View, say: Say): TemplateResult {
  const { phase, starts_at } = view.gallery.inquiry;
  const isTime = phase === "ready" && starts_at - view.now < CHECKS_MS;
  return html`<a class=${isTime ? "is-warn" : ""} href="/stage/${view.gallery.inquiry.slug}/checks" target="_blank">${say("checks")}</a>`;
}

function cue(item: StageItem, view: View, say: Say, acts: OrderActs): TemplateResult {
  const isNext = item.id === view.preview?.id;
  const name =
    item.state === "on_air"
      ? "cue cue--live"
      : isNext
        ? "cue cue--next"
        : item.state === "waiting"
          ? "cue"
          : "cue cue--done";
  const used = item.taken_at && item.off_at ? item.off_at - item.taken_at - item.halted_ms : null;
  const time = item.state === "on_air" ? span(view.usedMs) : used !== null ? span(used) : span(item.planned_s * 1000);
  const inside = html`<span class="n">${item.number ?? say("film")}</span><p>${view.text(item)}</p><span class="d">${time}</span><span class="m">${tags(item, isNext, used, say)}</span>`;
  if (item.state !== "waiting") return html`<div class=${name}>${inside}</div>`;
  return html`<button class=${name} aria-pressed=${isNext} @click=${() => acts.choose(item.id)}>${inside}</button>`;
}

function tags(item: StageItem, isNext: boolean, used: number | null, say: Say): TemplateResult {
  const { question, air } = item;
  const warning = !question
    ? null
    : item.state !== "waiting"
      ? air?.correction && item.state === "on_air"
        ? say("correction-waits", { who: air.correction.by })
        : null
      : !air
        ? say("air-missing")
        : !air.approved
          ? say("air-waits")
          : air.lacks_countersign
            ? say("air-alone")
            : air.correction
              ? say("correction-waits", { who: air.correction.by })
              : air.signed && air.signed.since !== "same"
                ? say(`signed-${air.signed.since}`)
                : air.is_overtaken
                  ? say("air-overtaken")
                  : null;
  const over = used === null ? 0 : used - item.planned_s * 1000;
  return html`${item.state === "on_air" ? html`<span class="tag">${icon("m-air")} ${say("air-tag")}</span>` : nothing}${
    isNext ? html`<span class="tag">${icon("m-next")} ${say("next-tag")}</span>` : nothing
  }${item.state === "aired" ? html`<span>${icon("i-tick")} ${question?.outcome ? say(`outcome-${question.outcome}`) : say("done-tag")}</span>` : nothing}${
    item.state === "dumped" ? html`<span class="is-late">${say("dumped-tag")}</span>` : nothing
  }${item.state === "pulled" ? html`<span class="is-late">${say("pulled-tag")}　${item.pulled ? [say(`reason-${item.pulled.code}`), say("pulled-by", { who: item.pulled.asked_by, how: item.pulled.how })].join("　") : ""}</span>` : nothing}${
    item.entered_at && item.taken_at
      ? html`<span class="is-warn">${say("late-tag", { time: clock(item.taken_at) })}</span>`
      : nothing
  }${
    over > 5000 ? html`<span class="is-warn">+${span(over)}</span>` : nothing
  }${warning ? html`<span class="is-warn">${icon("i-warn")} ${warning}</span>` : nothing}${
    question && question.seconds > 0 && item.state !== "aired"
      ? html`<span class="num">${say("seconds", { n: question.seconds })}</span>`
      : nothing
  }${question ? html`<span class=${question.provenance === "web" ? "" : "is-act"}>${say(`provenance-${question.provenance}`)}</span>` : nothing}${
    question && item.asked_by !== "host" ? html`<span class="is-act">${asker(item, say)}</span>` : nothing
  }${item.deputy?.verdict ? html`<span>${say("deputy-said", { verdict: say(`spot-${item.deputy.verdict}`) })}</span>` : nothing}${question?.department ? html`<span>${question.department}</span>` : nothing}`;
}

function waiting(view: View, say: Say, acts: OrderActs): TemplateResult {
  const { chosen } = view.gallery;
  if (chosen.length === 0) return html`<p class="empty">${say("chosen-empty")}</p>`;
  return html`<ul class="chosen">${chosen.map(
    (it) =>
      html`<li><p>${it.text}</p><span class="m"><span>${say(`provenance-${it.provenance}`)}</span>${it.seconds > 0 ? html`<span class="num">${say("seconds", { n: it.seconds })}</span>` : nothing}${
        it.department ? html`<span>${it.department}</span>` : nothing
      }</span><span class="chosen__do"><button class="b" @click=${() => acts.add(it.id, true)}>${say("insert")}</button> <button class="b" @click=${() => acts.add(it.id, false)}>${say("add")}</button></span></li>`,
  )}</ul>`;
}
