// What an evening does to a gallery: the signal is cut, takes are made by voice, and another page has the show.

import { html, nothing, type TemplateResult } from "lit";
import { clock } from "../kit/clock";
import { kbd } from "../kit/light";
import type { Say } from "../kit/words";
import type { Api } from "./api";
import type { Ear } from "./ear";
import type { Helm } from "./helm";
import { OUTCOMES } from "./keys";
import { span } from "./span";
import type { View } from "./view";

const DAY_S = 86_400;

export interface EveningActs {
  takeHelm(): void;
  signal(): void;
  interrupt(sentence: string): void;
  late(item: string, at: number, off: number | null, outcome: string | null): void;
  close(): void;
}

/** The gallery, as far as these need it. */
export interface Gallery {
  does(what: string, deed: () => Promise<unknown>): Promise<void>;
  phase(word: string, sentence?: string): void;
  opens(): void;
  close(): void;
}

export function eveningActs(ear: Ear, api: Api, say: Say, helm: Helm | null, gallery: Gallery): EveningActs {
  return {
    takeHelm: () => helm && void gallery.does(say("helm-take"), () => helm.take()),
    signal: () => {
      const { interruption, phase } = ear.gallery.inquiry;
      if (interruption) gallery.phase(phase);
      else gallery.opens();
    },
    interrupt: (sentence) => {
      gallery.close();
      gallery.phase("interrupted", sentence);
    },
    late: (item, at, off, outcome) =>
      void gallery.does(say("late"), () => api.late(item, at, off, outcome)).then(() => gallery.close()),
    close: () => gallery.close(),
  };
}

/** Who has the show, where it is not this page; and that the signal is cut. */
export function strips(view: View, say: Say, helm: Helm | null, acts: EveningActs): TemplateResult {
  const { interruption, sentence } = view.gallery.inquiry;
  const halted = view.haltedMs;
  const at = helm?.standing ?? "free";
  const words =
    at === "silent"
      ? say("helm-silent", { who: helm?.who ?? "", time: span(helm?.silentMs ?? 0) })
      : say("helm-other", { who: helm?.who ?? "" });
  return html`${
    helm && (at === "other" || at === "silent")
      ? html`<p class="strip ${at === "silent" ? "strip--late" : ""} strip--helm" role="alert">${words} <button class="b b--act" aria-keyshortcuts="k" @click=${() => acts.takeHelm()}>${say("helm-take")} ${kbd("K")}</button></p>`
      : nothing
  }${
    interruption
      ? html`<p class="strip strip--late strip--helm" role="alert">${say(`phase-${interruption}`)}${halted === null ? "" : `　${span(halted)}　${say("signal-halted")}`}　${say("signal-public", { sentence: sentence ?? "" })} ${helm ? html`<button class="b b--act" aria-keyshortcuts="s" @click=${() => acts.signal()}>${say("resume")} ${kbd("S")}</button>` : nothing}</p>`
      : nothing
  }`;
}

/** The signal is cut: one sentence for the public, ready to be sent. */
export function signalPane(say: Say, acts: EveningActs): TemplateResult {
  const go = (event: Event) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget as HTMLFormElement).get("sentence") ?? "").trim();
    if (text) acts.interrupt(text);
  };
  return html`<section class="airtext airtext--pull" aria-label=${say("interrupt")}><h2 class="is-late">${say("interrupt")}<small>${say("signal-note")}</small></h2>
    <form @submit=${go}><input class="field" id="signal" name="sentence" type="text" required maxlength="120" aria-label=${say("sentence")} .value=${say("signal-sentence")}><button class="b b--late">${say("signal-go")} ${kbd("↵")}</button></form>
    <div class="airtext__foot"><span></span><button class="b" @click=${() => acts.close()}>${say("cancel")} ${kbd("Esc")}</button></div></section>`;
}

/** A take that was made by voice is entered with its true time. */
export function latePane(view: View, say: Say, acts: EveningActs): TemplateResult {
  const items = view.items.filter((item) => item.state === "waiting" || item.state === "aired");
  const go = (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "");
    const at = momentOf(text("at"), view.now);
    const off = text("off") ? momentOf(text("off"), view.now) : null;
    if (at !== null) acts.late(text("item"), at, off, text("outcome") || null);
  };
  const chosen = view.preview?.id;
  return html`<section class="airtext" aria-label=${say("late")}><h2>${say("late")}<small>${say("late-note")}</small></h2>
    <form class="pulling" @submit=${go}>
      <label>${say("late-item")}<select class="field" id="late" name="item">${items.map((item) => html`<option value=${item.id} .selected=${item.id === chosen}>${view.name(item.id, say)}　${view.text(item)}</option>`)}</select></label>
      <label>${say("late-at")}<input class="field" name="at" type="time" step="1" required .value=${clock(view.now)}></label>
      <label>${say("late-off")}<input class="field" name="off" type="time" step="1"></label>
      <label>${say("outcome")}<select class="field" name="outcome"><option value="">–</option>${OUTCOMES.map((word) => html`<option value=${word}>${say(`outcome-${word}`)}</option>`)}</select></label>
      <button class="b b--act">${say("late-go")}</button>
    </form>
    <div class="airtext__foot"><span></span><button class="b" @click=${() => acts.close()}>${say("cancel")} ${kbd("Esc")}</button></div></section>`;
}

/** The latest moment at which the studio's clock showed this time of day; null for what is none. */
export function momentOf(time: string, now: number, shown: (at: number) => string = clock): number | null {
  const seconds = secondsOf(time);
  const present = secondsOf(shown(now));
  if (seconds === null || present === null) return null;
  const ago = (present - seconds + DAY_S) % DAY_S;
  return Math.floor(now / 1000) * 1000 - ago * 1000;
}

function secondsOf(time: string): number | null {
  const parts = time.split(":").map(Number);
  if (parts.length < 2 || parts.some(Number.isNaN)) return null;
  const [hours = 0, minutes = 0, seconds = 0] = parts;
  return hours * 3600 + minutes * 60 + seconds;
}
