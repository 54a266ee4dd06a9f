// At the right: what every screen really shows, the director's word to the studio, the phases of the show.

import { html, nothing, type TemplateResult } from "lit";
import { clock } from "../kit/clock";
import { icon, kbd } from "../kit/light";
import type { Say } from "../kit/words";
import type { StageScreen } from "../wire/StageScreen";
import type { Opened } from "./api";
import { PRESETS } from "./keys";
import { span } from "./span";
import type { View } from "./view";

const KINDS = ["prompter", "confidence", "lower_third", "corner"];
const MESSAGE_CHARS = 40;
/** A screen that was silent so long counts as lost, in milliseconds. */
const LOST_MS = 6000;
const PHASES = [
  "planning",
  "collecting",
  "curating",
  "ready",
  "live",
  "handing_over",
  "supervising",
  "reinspecting",
  "archived",
];

export interface SideActs {
  say(text: string): void;
  acknowledge(message: string): void;
  to(who: string): void;
  openScreen(kind: string, label: string): void;
  revoke(screen: StageScreen): void;
  toggleScreens(): void;
  copied(): void;
  forgetLink(): void;
  phase(word: string): void;
  /** The signal is cut, or holds again. */
  signal(): void;
  togglePhase(): void;
  holdPanic(button: HTMLElement): void;
  letGo(): void;
}

export interface SideState {
  isSaying: boolean;
  to: string;
  isOpening: boolean;
  opened: Opened | null;
  isCopied: boolean;
  isPhasing: boolean;
}

export function side(view: View, say: Say, state: SideState, mayDirect: boolean, acts: SideActs): TemplateResult {
  return html`<aside class="side"><div class="side__rest">${screens(view, say, state, mayDirect, acts)}${messages(view, say, state, mayDirect, acts)}${
    mayDirect ? phases(view, say, state, acts) : nothing
  }</div>${
    mayDirect
      ? html`<section class="side__end"><button class="big big--hold big--panic" id="panic" @pointerdown=${(press: Event) => acts.holdPanic(press.currentTarget as HTMLElement)} @pointerup=${acts.letGo} @pointerleave=${acts.letGo} @pointercancel=${acts.letGo}>${say("panic")}<small>${say("hold", { key: "Esc" })}</small></button></section>`
      : nothing
  }</aside>`;
}

function screens(view: View, say: Say, state: SideState, mayDirect: boolean, acts: SideActs): TemplateResult {
  const all = view.gallery.screens;
  const open = (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const kind = String(form.get("kind"));
    acts.openScreen(kind, String(form.get("label") || say(`kind-${kind}`)));
  };
  return html`<section><h2>${say("screens")}<small>${say("screens-note")}</small></h2>
    ${all.length === 0 ? html`<p class="small q2">${say("screens-empty")}</p>` : nothing}
    <table class="ack"><tbody>${all.map((screen) => row(screen, view, say, state.isOpening && mayDirect, acts))}
      <tr><th><span class="q2">${icon("m-time")}</span>${say("phones")}</th><td class="num ${view.lostMs > 0 ? "is-late" : "q2"}">${view.onAir ? phones(view, say) : "–"}</td></tr></tbody></table>
    ${
      state.opened
        ? html`<div class="newlink"><p class="small is-warn">${say("screen-link")}</p><p class="newlink__address">${state.opened.link}</p><p><button class="b" @click=${() => copy(state.opened?.link ?? "", acts)}>${state.isCopied ? say("screen-copied") : say("screen-copy")}</button> <button class="b" @click=${() => acts.forgetLink()}>${say("screen-done")}</button></p></div>`
        : nothing
    }
    ${
      state.isOpening && mayDirect
        ? html`<form class="newscreen" @submit=${open}><select class="field" name="kind" aria-label=${say("screens")}>${KINDS.map((kind) => html`<option value=${kind}>${say(`kind-${kind}`)}</option>`)}</select><input class="field" name="label" maxlength="20" placeholder=${say("screen-label")} aria-label=${say("screen-label")}><button class="b">${say("screen-open")}</button></form>`
        : nothing
    }
    ${mayDirect ? html`<button class="b micro" aria-expanded=${state.isOpening} @click=${() => acts.toggleScreens()}>${state.isOpening ? say("close") : say("screen-open")}</button>` : nothing}
  </section>`;
}

function row(screen: StageScreen, view: View, say: Say, mayRevoke: boolean, acts: SideActs): TemplateResult {
  const silent = screen.seen_at === null ? null : view.now - screen.seen_at;
  const shows = view.name(screen.painted_item, say) ?? say("screen-blank");
  const since = view.gallery.rundown.last_take_at ?? view.now;
  const [tone, mark, words] =
    silent === null
      ? ["q2", "m-open", say("screen-never")]
      : silent > LOST_MS
        ? ["is-late", "i-line-off", say("screen-lost", { time: span(silent) })]
        : screen.is_behind
          ? [
              "is-warn",
              "i-warn",
              say("screen-behind", { n: shows, s: Math.max(0, Math.round((view.now - since) / 1000)) }),
            ]
          : [
              "",
              "m-kept",
              screen.lag_ms === null
                ? say("screen-shows-bare", { n: shows })
                : say("screen-shows", { n: shows, s: (screen.lag_ms / 1000).toFixed(2) }),
            ];
  const label = labelOf(screen, say);
  return html`<tr><th><span class=${tone || "is-good"}>${icon(mark as string)}</span>${label}</th><td class="num ${tone}">${words}${
    mayRevoke
      ? html` <button class="b micro" aria-label=${say("screen-revoke", { label })} title=${say("screen-revoke", { label })} @click=${() => acts.revoke(screen)}>${icon("i-x")}</button>`
      : nothing
  }</td></tr>`;
}

/** What the public has of the item on air; nothing is claimed of it while the line is lost. */
export function phones(view: View, say: Say): string {
  if (view.lostMs > 0) return say("cut", { time: span(view.lostMs) });
  return view.unseenS > 0 ? say("phones-wait", { n: view.unseenS }) : say("phones-show");
}

/** How the gallery calls a screen. */
export const labelOf = (screen: StageScreen, say: Say): string => screen.label || say(`kind-${screen.kind}`);

/** The way to the next phase; the one that ends the show says so. */
const goes = (next: string, say: Say): string =>
  say(next === "handing_over" ? "phase-end" : "phase-go", { phase: say(`phase-${next}`) });

function copy(link: string, acts: SideActs): void {
  void navigator.clipboard?.writeText(link).then(() => acts.copied());
}

function messages(view: View, say: Say, state: SideState, mayDirect: boolean, acts: SideActs): TemplateResult {
  const send = (event: Event) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLElement).querySelector("input");
    const text = field?.value.trim() ?? "";
    if (!field || !text) return;
    acts.say(text);
    field.value = "";
  };
  return html`<section><h2>${say("messages")}<small>${say("messages-note")}</small></h2>
    ${view.gallery.messages
      .slice(0, 3)
      .map(
        (message) =>
          html`<div class="msg${message.acked_at ? "" : " msg--open"}"><p>${message.to === "studio" ? html`<span class="q2">${say("to-studio")}　</span>` : nothing}${message.text}</p><small class=${message.acked_at ? "q2" : "is-warn"}>${
            message.acked_at
              ? say("confirmed", { time: clock(message.acked_at), who: message.acked_by ?? "" })
              : say("unconfirmed", { time: span(view.now - message.at) })
          }</small>${message.acked_at ? nothing : html`<button class="b micro" @click=${() => acts.acknowledge(message.id)}>${say(mayDirect ? "ack-for-host" : "ack")}</button>`}</div>`,
      )}
    ${
      mayDirect
        ? html`<form class="say" @submit=${send}><input class="field" id="say" type="text" maxlength=${MESSAGE_CHARS} aria-label=${say("say")} placeholder=${say("say-hint", { n: MESSAGE_CHARS })}><button class="b">${say("send")} ${kbd("↵")}</button></form>
    <div class="tos" role="radiogroup" aria-label=${say("to")}>${["host", "studio"].map((who) => html`<button class="b micro" role="radio" aria-checked=${state.to === who} @click=${() => acts.to(who)}>${say(`to-${who}`)}</button>`)}</div>
    <div class="chips${state.isSaying ? " chips--keys" : ""}">${PRESETS.map((digit) => html`<button class="b micro" @click=${() => acts.say(say(`preset-${digit}`))}>${say(`preset-${digit}`)}${state.isSaying ? html` ${kbd(digit)}` : nothing}</button>`)}</div>`
        : nothing
    }</section>`;
}

function phases(view: View, say: Say, state: SideState, acts: SideActs): TemplateResult {
  const { inquiry } = view.gallery;
  const at = PHASES.indexOf(inquiry.phase);
  const next = PHASES[at + 1];
  const back = PHASES[at - 1];
  return html`<section><h2>${say("phase")}<small>${say(`phase-${inquiry.phase}`)}${inquiry.interruption ? html`　<span class="is-late">${say("interrupt")}</span>` : nothing}</small></h2>
    <p class="phases"><button class="b micro" aria-keyshortcuts="s" @click=${() => acts.signal()}>${say(inquiry.interruption ? "resume" : "interrupt")} ${kbd("S")}</button><button class="b micro" aria-expanded=${state.isPhasing} @click=${() => acts.togglePhase()}>${state.isPhasing ? say("close") : next ? goes(next, say) : ""}</button></p>
    ${
      state.isPhasing
        ? html`<p class="phases">${next ? html`<button class="b b--act" @click=${() => acts.phase(next)}>${goes(next, say)}</button>` : nothing}
        ${back ? html`<button class="b" @click=${() => acts.phase(back)}>${say("phase-back", { phase: say(`phase-${back}`) })}</button>` : nothing}
        </p>`
        : nothing
    }</section>`;
}
