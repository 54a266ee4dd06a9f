// The air text of the item in preview: how it sits, who stands behind it, and the two hands that it needs.

import { html, nothing, type TemplateResult } from "lit";
import { difference } from "../kit/diff";
import { icon, kbd } from "../kit/light";
import type { Say } from "../kit/words";
import type { StageItem } from "../wire/StageItem";
import type { View } from "./view";

export const AIR_CHARS = 80;
const REASONS = ["privacy", "named", "secret", "unlawful", "fake", "off_topic"];

/** What is open below the large targets. */
export type Open = "" | "write" | "alone" | "pull" | "bridge" | "signal" | "late" | "correct";

export interface AirActs {
  open(what: Open): void;
  bridge(item: StageItem, words: string): void;
  /** Begins to hold the button of whoever goes alone. */
  holdAlone(button: HTMLElement): void;
  letGo(): void;
  save(item: StageItem, text: string): void;
  approve(item: StageItem): void;
  remove(item: StageItem): void;
  pull(item: StageItem, why: { code: string; asked_by: string; how: string }): void;
}

/** Who looks: which person, and whether they direct or only stand behind what another person wrote. */
export interface Eye {
  me: string;
  mayDirect: boolean;
}

/** Whether this person's approval, or countersign, is what an air text waits for. */
export function mayApprove(item: StageItem | null, me: string): boolean {
  const air = item?.air;
  if (!air) return false;
  if (air.correction) return air.correction.writer !== me;
  return air.approved ? air.lacks_countersign && air.approver !== me : air.writer !== me;
}

export function airPane(view: View, say: Say, eye: Eye, open: Open, draft: string, acts: AirActs): TemplateResult {
  const { me, mayDirect } = eye;
  const first = open === "pull" || open === "correct" || view.onAir?.air?.correction;
  const item = first ? (view.onAir ?? view.preview) : (view.preview ?? view.onAir);
  if (!item) return html`<section class="airtext"><h2>${say("air-text")}</h2></section>`;
  const name = view.name(item.id, say) ?? "";
  if (open === "pull") return pulling(item, name, say, acts);
  if (open === "bridge" && view.preview)
    return bridging(view.preview, view.name(view.preview.id, say) ?? "", say, acts);
  const { air, question } = item;
  const isMine = air?.writer === me;
  const mayWrite = mayDirect && question !== null && item.state !== "on_air";
  return html`<section class="airtext" aria-label=${say("air-of", { n: name })}><h2>${say("air-of", { n: name })}<small>${measured(item, say)}</small></h2>
    ${open === "write" || open === "correct" ? writing(item, view, draft, say, acts) : html`<p class="airtext__rows">${(air?.measured.rows ?? []).map((row) => html`<span>${row}</span>`)}${air ? nothing : html`<span class="quiet">${question ? question.text : item.title}</span>`}</p>`}
    ${air?.correction ? html`<p class="is-warn">${say("correction-waits", { who: air.correction.by })}　${changed(air.text, air.correction.text)}</p>` : nothing}
    ${air?.signed && air.signed.since !== "same" ? html`<p class="is-warn">${say(`signed-${air.signed.since}`)}　${air.signed.text ? changed(air.signed.text, air.text) : nothing}</p>` : nothing}
    ${open === "alone" ? alone(say, acts) : nothing}
    <div class="airtext__foot"><span class="q2">${air ? who(item, say) : nothing}</span>
      ${
        open === ""
          ? html`${mayWrite ? html`<button class="b" aria-keyshortcuts="e" @click=${() => acts.open("write")}>${say("write")} ${kbd("E")}</button>` : nothing}
        ${mayDirect && view.onAir?.air ? html`<button class="b" aria-keyshortcuts="r" @click=${() => acts.open("correct")}>${say("correct")} ${kbd("R")}</button>` : nothing}
        ${air && (air.correction ? air.correction.writer === me : !air.approved && isMine) ? html`<span class="is-warn">${say("approve-other")}</span><button class="b" @click=${() => acts.open("alone")}>${say("alone")}</button>` : nothing}
        ${mayApprove(item, me) ? html`<button class="b b--act" aria-keyshortcuts="y" @click=${() => acts.approve(item)}>${say(air?.approved && !air.correction ? "countersign" : "approve")} ${kbd("Y")}</button>` : nothing}
        ${mayDirect && view.preview ? html`<button class="b" aria-keyshortcuts="b" @click=${() => acts.open("bridge")}>${view.preview.bridge ? icon("i-tick") : nothing}${say("bridge")} ${kbd("B")}</button>` : nothing}
        ${mayDirect && item.state === "waiting" ? html`<button class="b" @click=${() => acts.remove(item)}>${say("remove")}</button>` : nothing}
        ${mayDirect ? html`<button class="b" aria-keyshortcuts="x" @click=${() => acts.open("pull")}>${say("pull")} ${kbd("X")}</button>` : nothing}`
          : html`<button class="b" @click=${() => acts.open("")}>${say("cancel")} ${kbd("Esc")}</button>`
      }</div></section>`;
}

function measured(item: StageItem, say: Say): string {
  const air = item.air;
  if (!air) return item.question ? say("air-missing") : "";
  const { fits, rows, reading_seconds } = air.measured;
  const sits = fits ? say("rows-fit", { rows: rows.length }) : say("rows-full");
  return `${sits}　${say("read-in", { n: Math.round(reading_seconds) })}　${say("chars", { n: air.chars, most: AIR_CHARS })}`;
}

function who(item: StageItem, say: Say): string {
  const air = item.air;
  if (!air) return "";
  const parts = [say(air.as_published ? "published-by" : "written-by", { who: air.written_by })];
  if (air.alone) parts.push(say("alone-because", { why: air.alone }));
  else if (air.approved_by) parts.push(say("approved-by", { who: air.approved_by }));
  if (air.countersigned_by) parts.push(say("countersigned-by", { who: air.countersigned_by }));
  return parts.join("　");
}

/** What was cut and added, so that whoever signs sees it at a glance. */
function changed(before: string, now: string): TemplateResult {
  return html`${difference(before, now).map((part) =>
    part.kind === "cut"
      ? html`<del>${part.text}</del>`
      : part.kind === "add"
        ? html`<ins>${part.text}</ins>`
        : part.text,
  )}`;
}

/** Whether the host may be reading these words: then they change only by a correction that another person signs. */
export function isUnderEyes(item: StageItem, view: View): boolean {
  const comes = view.gallery.inquiry.phase === "live" && item.id === view.gallery.rundown.next;
  return item.air?.approved === true && (item.state === "on_air" || comes);
}

function writing(item: StageItem, view: View, draft: string, say: Say, acts: AirActs): TemplateResult {
  const isCorrection = isUnderEyes(item, view);
  const save = (event: Event) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLElement).querySelector("textarea");
    acts.save(item, field?.value ?? "");
  };
  const pressed = (press: KeyboardEvent) => {
    if (press.key === "Enter" && (press.ctrlKey || press.metaKey))
      (press.target as HTMLTextAreaElement).form?.requestSubmit();
  };
  return html`<form @submit=${save}><textarea class="field" rows="2" maxlength=${AIR_CHARS} aria-label=${say("air-text")} .value=${draft} @keydown=${pressed}></textarea>
    <button class="b b--act">${say(isCorrection ? "correct-save" : "save")} ${kbd("Ctrl+Enter")}</button></form>${isCorrection ? html`<p class="q2 small">${say("correct-note")}</p>` : nothing}`;
}

/** Nobody else is there: a reason, by one press or typed, and a button that is held for a second. */
function alone(say: Say, acts: AirActs): TemplateResult {
  const take = (event: Event) => {
    const field = (event.currentTarget as HTMLElement).closest("form")?.querySelector("input");
    if (field) field.value = (event.currentTarget as HTMLElement).textContent ?? "";
  };
  return html`<form class="alone" @submit=${(event: Event) => event.preventDefault()}><div class="chips">${["1", "2", "3"].map((n) => html`<button class="b micro" type="button" @click=${take}>${say(`alone-${n}`)}</button>`)}</div>
    <input class="field" id="alone-why" type="text" required maxlength="200" aria-label=${say("alone-why")} placeholder=${say("alone-why")}><button class="b b--late" type="button" @pointerdown=${(press: Event) => acts.holdAlone(press.currentTarget as HTMLElement)} @pointerup=${acts.letGo} @pointerleave=${acts.letGo} @pointercancel=${acts.letGo} @keydown=${(press: KeyboardEvent) => held(press, acts)} @keyup=${acts.letGo}>${say("alone-go")}<small>　${say("alone-hold")}</small></button></form>`;
}

function held(press: KeyboardEvent, acts: AirActs): void {
  if (press.key !== " " && press.key !== "Enter") return;
  press.preventDefault();
  press.stopPropagation();
  if (!press.repeat) acts.holdAlone(press.currentTarget as HTMLElement);
}

/** What the host says between the last question and this one. */
function bridging(item: StageItem, name: string, say: Say, acts: AirActs): TemplateResult {
  const save = (event: Event) => {
    event.preventDefault();
    acts.bridge(item, (event.currentTarget as HTMLElement).querySelector("textarea")?.value ?? "");
  };
  const pressed = (press: KeyboardEvent) => {
    if (press.key === "Enter" && (press.ctrlKey || press.metaKey))
      (press.target as HTMLTextAreaElement).form?.requestSubmit();
  };
  return html`<section class="airtext" aria-label=${say("bridge-of", { n: name })}><h2>${say("bridge-of", { n: name })}<small>${say("bridge-hint", { n: AIR_CHARS })}</small></h2>
    <form @submit=${save}><textarea class="field" id="bridge" rows="2" maxlength=${AIR_CHARS} aria-label=${say("bridge")} .value=${item.bridge ?? ""} @keydown=${pressed}></textarea>
    <button class="b b--act">${say("bridge-save")} ${kbd("Ctrl+Enter")}</button></form>
    <div class="airtext__foot"><span></span><button class="b" @click=${() => acts.open("")}>${say("cancel")} ${kbd("Esc")}</button></div></section>`;
}

function pulling(item: StageItem, name: string, say: Say, acts: AirActs): TemplateResult {
  const go = (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (field: string) => String(form.get(field) ?? "").trim();
    acts.pull(item, { code: text("code"), asked_by: text("asked_by"), how: text("how") });
  };
  return html`<section class="airtext airtext--pull" aria-label=${say("pull-of", { n: name })}><h2 class="is-late">${say("pull-of", { n: name })}<small>${item.question?.text ?? item.title}</small></h2>
    <form class="pulling" @submit=${go}>
      <label>${say("pull-code")}<select class="field" name="code">${REASONS.map((code) => html`<option value=${code}>${say(`reason-${code}`)}</option>`)}</select></label>
      <label>${say("pull-asked-by")}<input class="field" name="asked_by" type="text" required maxlength="120"></label>
      <label>${say("pull-how")}<input class="field" name="how" type="text" required maxlength="120" .value=${say("pull-how-phone")}></label>
      <button class="b b--late">${say("pull-go")}</button>
      <button class="b" type="button" @click=${() => acts.open("")}>${say("cancel")} ${kbd("Esc")}</button>
    </form></section>`;
}
