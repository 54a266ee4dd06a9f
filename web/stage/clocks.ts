// The clocks above everything: studio, on air, this question, the pace of the show, its end.

import { html, nothing, svg, type TemplateResult } from "lit";
import { clock } from "../kit/clock";
import { icon } from "../kit/light";
import type { Say } from "../kit/words";
import { left, span } from "./span";
import type { View } from "./view";

const WIDTH = 750;

export function clocks(view: View, say: Say): TemplateResult {
  const { inquiry } = view.gallery;
  const isLive = inquiry.phase === "live";
  const onAir = view.onAir;
  const timer = onAir ? left(onAir.planned_s * 1000, view.usedMs) : null;
  const toEnd = (isLive ? inquiry.ends_at : inquiry.starts_at) - view.now;
  const endName = isLive ? (toEnd < 0 ? say("after-end") : say("to-end")) : say("to-begin");
  return html`<header class="clocks${view.lostMs > 0 ? " clocks--lost" : ""}">
    <div class="clock"><span>${say("studio")}${
      inquiry.interruption
        ? html`<span class="is-late">${icon("i-line-off")}${say(`phase-${inquiry.interruption}`)}</span>`
        : isLive
          ? html`<span class="onair">${icon("m-air")}${say("live")}</span>`
          : html`<span class="q2">${say(`phase-${inquiry.phase}`)}</span>`
    }</span><b>${clock(view.now)}</b></div>
    <div class="clock clock--air"><span>${say("on-air-clock", { n: inquiry.delay_ms / 1000 })}</span><b class="q2">${clock(view.now - inquiry.delay_ms)}</b></div>
    <div class="clock clock--used"><span>${
      onAir ? say("used", { plan: span(onAir.planned_s * 1000) }) : say("used-none")
    }</span><b class=${timer?.over ? "is-late" : ""}>${timer ? (timer.over ? `+${timer.text}` : span(view.usedMs)) : "–:––"}</b></div>
    ${isLive ? paceLine(view, say) : html`<div class="pace"><p><b>${inquiry.theme}</b></p></div>`}
    <div class="clock clock--end"><span>${endName}</span><b class=${isLive && toEnd < 0 ? "is-late" : ""}>${span(Math.abs(toEnd))}</b></div>
  </header>`;
}

function paceLine(view: View, say: Say): TemplateResult {
  const { starts_at: from, ends_at: to } = view.gallery.inquiry;
  const { lateMs, missed } = view.pace;
  const at = (moment: number) => Math.round((Math.min(Math.max(moment, from), to) - from) * (WIDTH / (to - from)));
  const waiting = view.items.some((item) => item.state === "waiting");
  const words =
    lateMs > 5000
      ? html`${pieces(say("slow", { time: "\u0000" }), span(lateMs), "is-warn")}`
      : lateMs < -5000
        ? html`${pieces(say("unfilled", { time: "\u0000" }), span(-lateMs), "is-good")}`
        : say("on-time");
  const rest = missed > 0 ? say("missed", { n: missed }) : waiting ? say("none-missed") : "";
  const ticks = view.items.filter((item) => item.taken_at && item.state !== "on_air");
  return html`<div class="pace"><p><span>${clock(from).slice(0, 5)}</span><span>${words}${rest ? html`${say("then")}${rest}` : nothing}</span><span>${clock(to).slice(0, 5)}</span></p>
    <div class="pace__line" role="img" aria-label=${say("pace")}><svg viewBox="0 0 ${WIDTH} 24" preserveAspectRatio="none">
      ${svg`<path class="pace__plan" d="M0 14h${WIDTH}"></path>
      <path class="pace__done" d="M0 14h${at(view.now)}"></path>
      ${ticks.map((item) => svg`<path class="pace__tick" d="M${at(item.taken_at as number)} 9v10"></path>`)}
      <path class="pace__now" d="M${Math.max(0, at(view.now) - 5)} 2h10v22h-10z"></path>`}
    </svg></div></div>`;
}

function pieces(sentence: string, time: string, tone: string): TemplateResult {
  const [before = "", behind = ""] = sentence.split("\u0000");
  return html`${before}<b class="${tone} num">${time}</b>${behind}`;
}
