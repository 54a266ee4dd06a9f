// What every screen with words has: the message, what comes next, the end of the show, and an honest line.

import { dataOf, wordsOf } from "../kit/words";
import type { ScreenState } from "../wire/ScreenState";
import { CUT_MS, DOUBT_MS, remember, ScreenFeed, type Timed } from "./feed";
import { type Left, left, span } from "./span";

export const say = wordsOf(document);
export const at = (id: string) => document.getElementById(id) as HTMLElement;
const root = document.documentElement;

/** The screen's feed: each state is painted, and four times a second its times go on. */
export function openGlass(paint: (state: ScreenState) => void, tick: () => void): ScreenFeed {
  const gone = () => {
    root.dataset.gone = "";
    at("who").textContent = say("screen-gone");
  };
  const state = (read: ScreenState) => {
    delete root.dataset.gone;
    paint(read);
    at("signal").hidden = read.interruption === null;
    at("signal").textContent = read.interruption ? signalOf(read) : "";
    at("message").hidden = read.message === null;
    at("message-text").textContent = read.message?.text ?? "";
    at("next").textContent = read.waiting[0]?.text ?? say("prompter-nothing");
    tick();
    feed.hasPainted(read.on_air?.id ?? null, read.version);
  };
  const feed = new ScreenFeed(location.pathname.replace(/\/$/, ""), { state, tick, gone }, true);
  return feed;
}

/** The signal is cut: the clocks stand still, and this is what the public reads. */
const signalOf = (state: ScreenState) =>
  [say(state.halted_at === null ? "prompter-interrupted" : "signal"), state.sentence ?? ""].filter(Boolean).join("　");

/** How long what is on air has been there; a cut signal halts it. */
export function usedOf(feed: ScreenFeed, state: ScreenState): number | null {
  const { on_air, halted_at } = state;
  return on_air?.taken_at ? Math.max(0, (halted_at ?? feed.now()) - on_air.taken_at - on_air.halted_ms) : null;
}

/** How long is left of what was planned for what is on air. */
export function leftOf(feed: ScreenFeed, state: ScreenState): Left | null {
  const used = usedOf(feed, state);
  return state.on_air && used !== null ? left(state.on_air.planned_s * 1000, used) : null;
}

/** What is left is said as that, and so is time over the plan: a bare figure could be either. */
export const timeOf = (it: Left) => say(it.over ? "over" : "left", { time: it.text });

/** The end of the show, and what is known of the line; answers whether it is cut. */
export function tickGlass(feed: ScreenFeed, state: ScreenState, hollow: string[]): boolean {
  const silence = feed.silence();
  const isCut = silence >= CUT_MS;
  const rest = state.ends_at - feed.now();
  at("end").textContent = rest < 0 ? say("over", { time: span(-rest) }) : span(rest);
  at("end-strip").hidden = state.phase !== "live";
  for (const id of hollow) at(id).classList.toggle("hollow", isCut);
  at("top").classList.toggle("p-top--stale", isCut);
  at("number").hidden = isCut;
  at("cut").hidden = !isCut;
  at("cut").textContent = isCut ? say("cut", { time: span(silence) }) : "";
  const dot = at("dot");
  dot.hidden = silence < DOUBT_MS || isCut;
  dot.textContent = dot.hidden ? "" : String(Math.floor(silence / 1000));
  return isCut;
}

/** What pedals and clickers send, whichever of their two keys is pressed: they say that the message was read. */
const PEDALS = [" ", "enter", "pagedown", "pageup", "arrowright", "arrowleft", "b", ".", "f5"];

/** A pedal, a clicker or a hand says that the message was read; other keys are the screen's own. */
export function startGlass(feed: ScreenFeed, other: (key: string) => void = () => {}): void {
  addEventListener("keydown", (press) => {
    if (press.repeat || press.ctrlKey || press.metaKey || press.altKey) return;
    const key = press.key.toLowerCase();
    other(key);
    if (PEDALS.includes(key)) press.preventDefault();
    if (PEDALS.includes(key) && feed.state?.message) void feed.acknowledge(feed.state.message.id).catch(() => {});
  });
  addEventListener("contextmenu", (event) => event.preventDefault());
  void remember();
  feed.start(dataOf<Timed>(document, "page"));
}
