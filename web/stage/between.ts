// What the host reads between two questions: the words on the way, whom it goes to and how they are called, how late the
// show is, and in the last minutes what was promised, to be read back.

import type { ScreenState } from "../wire/ScreenState";
import { laidOut } from "./apart";
import { at, say } from "./glass";
import { pace, span } from "./span";

/** So long before the end the promises are read back, in milliseconds. */
export const READ_BACK_MS = 5 * 60_000;
/** Nobody is late or early by less. */
const EXACT_MS = 30_000;

/** What stands where a question would, while none is on air. */
export function bridgeOf(state: ScreenState): string {
  return state.on_air ? "" : (state.host?.next?.bridge ?? "");
}

/** 接下来：市场监督管理局　局长 郝建 hǎo jiàn. */
export function coming(state: ScreenState): string {
  const next = state.host?.next;
  if (state.on_air || !next?.department) return "";
  const speakers = next.speakers.map((it) => [it.post, it.name, it.reading ?? ""].filter(Boolean).join(" "));
  return [say("next-of", { department: next.department }), ...speakers].join("　");
}

/** 12 / 24. */
export function nthOf(state: ScreenState): string {
  const host = state.host;
  return host && host.of > 0 ? say("nth-of", { n: host.asked, of: host.of }) : "";
}

/** 慢2:10, 早0:45, 正点: how a show ends that goes on as planned. */
export function lateness(state: ScreenState, now: number): string {
  if (state.phase !== "live") return "";
  const { on_air, waiting, ends_at } = state;
  const rest = on_air?.taken_at ? on_air.planned_s * 1000 - (now - on_air.taken_at) : 0;
  const { lateMs } = pace(
    now,
    ends_at,
    rest,
    waiting.map((it) => it.planned_s),
  );
  if (Math.abs(lateMs) < EXACT_MS) return say("on-time");
  return say(lateMs > 0 ? "late" : "early", { time: span(Math.abs(lateMs)) });
}

/** Whether it is time to read back what was promised. */
export function readsBack(state: ScreenState, now: number): boolean {
  const isNearEnd = state.phase === "live" && state.ends_at - now <= READ_BACK_MS;
  return isNearEnd && (state.host?.promises.length ?? 0) > 0;
}

/** The promises as lines to be read aloud: who, by when, in their own words. */
export function readBack(state: ScreenState): HTMLElement[] {
  return (state.host?.promises ?? []).map((it) => {
    const line = document.createElement("li");
    const who = document.createElement("b");
    const [, m, d] = (it.due ?? "").split("-").map(Number);
    const by = m && d ? say("read-back-due", { m, d }) : "";
    who.textContent = [it.department ?? "", by].filter(Boolean).join("　");
    line.append(who, "“", ...laidOut(it.quote), "”");
    return line;
  });
}

/** Shows the promises in place of the bridge once it is time, while nothing is on air. */
export function tickBetween(state: ScreenState, now: number): void {
  const is = readsBack(state, now);
  const shows = is && !state.on_air;
  at("back").hidden = !shows;
  at("text").hidden = shows;
  at("coming").hidden = shows || at("coming").textContent === "";
  const late = lateness(state, now);
  at("pace").textContent = is ? `${late}　${say("read-back-n", { n: state.host?.promises.length ?? 0 })}` : late;
}
