// The prompter: what the host reads, in four strips that never change their place.

import { dataOf, wordsOf } from "../kit/words";
import type { ScreenState } from "../wire/ScreenState";
import { laidOut } from "./apart";
import { CUT_MS, DOUBT_MS, remember, ScreenFeed, type Timed } from "./feed";
import { left, span } from "./span";

const say = wordsOf(document);
const at = (id: string) => document.getElementById(id) as HTMLElement;
const question = new URLSearchParams(location.search);
const root = document.documentElement;

/** Up to so many characters stand at 14 % of the height, up to so many at 10 %; beyond that at 8 %. */
const LARGE = 33;
const LONG = 60;

let painted = "";

const feed = new ScreenFeed(
  location.pathname.replace(/\/$/, ""),
  {
    state: paint,
    tick,
    gone() {
      root.dataset.gone = "";
      at("who").textContent = say("screen-gone");
    },
  },
  true,
);

function paint(state: ScreenState): void {
  delete root.dataset.gone;
  const now = state.on_air;
  const key = `${now?.id ?? ""}\n${now?.text ?? ""}`;
  if (key !== painted || at("text").childNodes.length === 0) {
    painted = key;
    const names = [now?.department ?? ""];
    at("text").replaceChildren(...(now ? laidOut(now.text, names) : []));
    const length = [...(now?.text ?? "")].length;
    root.dataset.len = length > LONG ? "longest" : length > LARGE ? "long" : "";
  }
  const about = [
    now?.asker ?? (now?.is_question ? say("prompter-public") : ""),
    now && now.seconds > 0 ? say("seconds-n", { n: now.seconds }) : "",
  ];
  at("who").textContent = now ? about.filter(Boolean).join("　") : say(waits(state));
  at("number").textContent = now
    ? [now.number ? say("number-n", { n: now.number }) : "", now.department ?? ""].filter(Boolean).join("　")
    : state.theme;
  at("message").hidden = state.message === null;
  at("message-text").textContent = state.message?.text ?? "";
  const next = state.waiting[0];
  at("next").textContent = next?.text ?? say("prompter-nothing");
  tick();
  feed.hasPainted(now?.id ?? null, state.version);
}

function waits(state: ScreenState): string {
  if (state.interruption) return say("prompter-interrupted");
  return state.phase === "live" ? "prompter-waits" : "prompter-not-live";
}

function tick(): void {
  const state = feed.state;
  if (!state) return;
  const silence = feed.silence();
  const isCut = silence >= CUT_MS;
  const now = state.on_air;
  const timer = now?.taken_at ? left(now.planned_s * 1000, feed.now() - now.taken_at) : null;
  const time = at("left");
  time.textContent = timer ? (timer.over ? say("over", { time: timer.text }) : timer.text) : "";
  time.classList.toggle("over", timer?.over ?? false);
  time.classList.toggle("hollow", isCut);
  const isOver = feed.now() > state.ends_at;
  at("end").textContent = isOver
    ? say("over", { time: span(feed.now() - state.ends_at) })
    : span(state.ends_at - feed.now());
  at("end-strip").hidden = state.phase !== "live";
  at("end").classList.toggle("hollow", isCut);
  at("top").classList.toggle("p-top--stale", isCut);
  at("number").hidden = isCut;
  at("cut").hidden = !isCut;
  at("cut").textContent = isCut ? say("cut", { time: span(silence) }) : "";
  at("stored").textContent = isCut ? say("stored", { n: state.waiting.length }) : "";
  const dot = at("dot");
  dot.hidden = silence < DOUBT_MS || isCut;
  dot.textContent = dot.hidden ? "" : String(Math.floor(silence / 1000));
}

/** A pedal, a clicker or a hand says that the message was read. */
addEventListener("keydown", (press) => {
  if (press.repeat || press.ctrlKey || press.metaKey || press.altKey) return;
  const key = press.key.toLowerCase();
  if (key === "m") root.toggleAttribute("data-mirror");
  if (key === "+" || key === "=" || key === "-") resize(key === "-" ? -1 : 1);
  const isPedal = [" ", "enter", "pagedown", "b", "."].includes(key);
  if (isPedal && feed.state?.message) void feed.acknowledge(feed.state.message.id).catch(() => {});
});
addEventListener("contextmenu", (event) => event.preventDefault());

function resize(step: number): void {
  const size = Number.parseFloat(getComputedStyle(root).getPropertyValue("--p-scale")) || 1;
  root.style.setProperty("--p-scale", String(Math.min(1.5, Math.max(0.6, size + step * 0.05))));
}

if (question.get("mirror") === "1") root.dataset.mirror = "";
if (question.get("mirrorv") === "1") root.dataset.mirror = "v";
const size = Number.parseFloat(question.get("fontsize") ?? "");
if (size >= 8 && size <= 20) root.style.setProperty("--p-scale", String(size / 14));
const margin = Number.parseFloat(question.get("margin") ?? "");
if (margin >= 0 && margin <= 20) root.style.setProperty("--p-margin", `${margin}vw`);

void remember();
feed.start(dataOf<Timed>(document, "page"));
