// Preview and program, and the large targets below them: take, clear, dump.

import { html, nothing, type TemplateResult } from "lit";
import { clock } from "../kit/clock";
import { kbd } from "../kit/light";
import type { Say } from "../kit/words";
import type { StageItem } from "../wire/StageItem";
import { OUTCOMES } from "./keys";
import { phones } from "./side";
import { span } from "./span";
import type { View } from "./view";

export interface MonitorActs {
  take(): void;
  clear(): void;
  graphic(): void;
  /** Takes off what is on air, and says how it ended. */
  ends(outcome: string): void;
  asks(asked_by: string, deputy: string | null): void;
  holdDump(button: HTMLElement): void;
  letGo(): void;
}

export function monitors(view: View, say: Say, mayDirect: boolean, acts: MonitorActs): TemplateResult {
  const { preview, onAir } = view;
  return html`<div class="two">
    <section class="mon mon--next"><h2>${say("preview")}　${preview ? (view.name(preview.id, say) ?? "") : ""}<small>${preview ? standing(preview, view, say) : nothing}</small></h2>
      ${picture(preview, say, preview !== null)}
      <dl>${preview ? facts(preview, view, say, mayDirect ? acts : null) : html`<dt>${say("nothing-next")}</dt><dd></dd>`}</dl></section>
    <section class="mon mon--live"><h2>${say("program")}　${onAir ? (view.name(onAir.id, say) ?? "") : ""}<small>${onAir ? say("on-since", { time: span(view.usedMs) }) : nothing}</small></h2>
      ${picture(onAir, say, view.gallery.rundown.graphic && !view.gallery.rundown.card)}
      <dl>${
        onAir
          ? html`<dt>${say("graphic")}</dt><dd>${graphic(view, say)} ${mayDirect ? html`<button class="b micro" aria-keyshortcuts="g" @click=${() => acts.graphic()}>${say(view.gallery.rundown.graphic ? "graphic-out" : "graphic-in")} ${kbd("G")}</button>` : nothing}</dd>
            <dt>${say("phones")}</dt><dd class="num ${view.lostMs > 0 ? "is-late" : ""}">${phones(view, say)}</dd>
            ${
              mayDirect
                ? html`<dt>${say("outcome")}</dt><dd class="outcomes">${OUTCOMES.map(
                    (word, at) =>
                      html`<button class="b micro" title=${say("outcome-clears")} @click=${() => acts.ends(word)}>${say(`outcome-${word}`)} ${kbd(String(at + 1))}</button>`,
                  )}</dd>`
                : nothing
            }`
          : html`<dt>${say("nothing-on-air")}</dt><dd></dd>`
      }</dl></section>
  </div>`;
}

/** Whether viewers see the graphic; nothing is claimed of it while the line is lost. */
function graphic(view: View, say: Say): TemplateResult | string {
  if (view.lostMs > 0) return html`<span class="is-late num">${say("cut", { time: span(view.lostMs) })}</span>`;
  return view.gallery.rundown.graphic ? say("graphic-on") : html`<span class="is-warn">${say("graphic-off")}</span>`;
}

export function takes(view: View, say: Say, isBusy: boolean, acts: MonitorActs): TemplateResult {
  const { preview, onAir } = view;
  const isLive = view.gallery.inquiry.phase === "live";
  const isWaiting = preview !== null && !view.isCleared(preview);
  const isLost = view.lostMs > 0;
  const isHalted = view.haltedMs !== null;
  const cut = say("cut", { time: span(view.lostMs) });
  // Over a cut line they may still reach the server, so they can be pressed; nothing about them looks as if they would.
  const hollow = isLost ? "big--cut" : "";
  const below = isLost
    ? cut
    : isHalted
      ? say("phase-interrupted")
      : isWaiting
        ? say(preview.air ? "air-waits" : "air-missing")
        : onAir
          ? say("take-now", { n: view.name(onAir.id, say) ?? "" })
          : say("take-none");
  return html`<div class="take">
    <button class="big big--take ${hollow || (isWaiting || isHalted ? "big--waits" : "")}" aria-keyshortcuts="Enter" ?disabled=${!preview || isBusy || !isLive} @click=${() => acts.take()}>${
      preview ? say("take", { n: view.name(preview.id, say) ?? "" }) : say("take-nothing")
    }<small>${say("enter")}　${below}</small></button>
    <button class="big ${hollow}" aria-keyshortcuts="c" ?disabled=${isBusy} @click=${() => acts.clear()}>${say("clear")}<small>C${isLost ? html`　${cut}` : nothing}</small></button>
    <button class="big big--hold ${hollow}" id="dump" @pointerdown=${(press: Event) => acts.holdDump(press.currentTarget as HTMLElement)} @pointerup=${acts.letGo} @pointerleave=${acts.letGo} @pointercancel=${acts.letGo}>${say(
      "dump",
    )}<small>${isLost ? cut : say("hold", { key: "D" })}</small></button>
  </div>`;
}

function standing(item: StageItem, view: View, say: Say): string {
  if (!item.question) return "";
  if (!item.air) return say("air-missing");
  if (!view.isCleared(item)) return say("air-waits");
  if (item.air.corrected_at) return say("corrected-tag", { time: clock(item.air.corrected_at) });
  if (item.air.lacks_countersign) return say("air-alone");
  return say("approved-by", { who: item.air.approved_by ?? "" });
}

/** The graphic as viewers see it, drawn small; no picture of the studio is made up around it. */
function picture(item: StageItem | null, say: Say, isShown: boolean): TemplateResult {
  const air = item?.air;
  if (!item || !air || !isShown) return html`<div class="mon__pic"></div>`;
  if (!air.measured.fits) {
    return html`<div class="mon__pic"><div class="mini mini--full"><small>${say("full")}</small><p>${air.text}</p></div></div>`;
  }
  return html`<div class="mon__pic"><div class="mini"><small>${label(item, say)}</small>${air.measured.rows.map(
    (row) => html`<p>${row}</p>`,
  )}</div></div>`;
}

/** What stands above the words on air: where the question came from, or who asks it in the studio. */
function label(item: StageItem, say: Say): string {
  const inStudio = ["deputy", "caller", "hall"].includes(item.asked_by);
  const who = inStudio ? `asks-air-${item.asked_by}` : `provenance-${item.question?.provenance ?? "web"}`;
  return [say(who), item.deputy?.name ?? item.question?.asker ?? ""].filter(Boolean).join("　");
}

function facts(item: StageItem, view: View, say: Say, acts: MonitorActs | null): TemplateResult {
  const reads = item.air ? Math.round(item.air.measured.reading_seconds) : null;
  return html`<dt>${say("graphic")}</dt><dd>${item.air ? (item.air.measured.fits ? say("third") : say("full")) : "–"}</dd>
    <dt>${say("reading")}</dt><dd class="num">${reads === null ? "–" : say("seconds-long", { n: reads })}</dd>
    <dt>${say("department")}</dt><dd>${item.question?.department ?? "–"}</dd>
    ${item.question ? html`<dt>${say("asks")}</dt><dd>${acts ? chooser(item, view, say, acts) : asker(item, say)}</dd>` : nothing}`;
}

/** Who asks: the host, a film, the hall, a caller, or one of the deputies. */
function chooser(item: StageItem, view: View, say: Say, acts: MonitorActs): TemplateResult {
  const now = item.deputy ? `deputy ${item.deputy.id}` : item.asked_by;
  const chosen = (event: Event) => {
    const [asked_by, deputy] = (event.currentTarget as HTMLSelectElement).value.split(" ");
    acts.asks(asked_by ?? "host", deputy ?? null);
  };
  const option = (value: string, words: string) =>
    html`<option value=${value} .selected=${value === now}>${words}</option>`;
  return html`<select class="field field--bare" aria-label=${say("asks")} @change=${chosen}>${["host", "caller", "clip", "hall"].map((word) => option(word, say(`asks-${word}`)))}${view.gallery.deputies.map(
    (it) => option(`deputy ${it.id}`, `${say("asks-deputy")} ${it.name}`),
  )}${option("deputy", say("deputy-unnamed"))}</select>`;
}

/** 代表现场问 罗秋. */
export function asker(item: StageItem, say: Say): string {
  return [say(`asks-${item.asked_by}`), item.deputy?.name ?? ""].filter(Boolean).join(" ");
}
