// The confidence screen: what is asked, how long it has been, what the director says, what comes.

import { clock } from "../kit/clock";
import { dataOf, wordsOf } from "../kit/words";
import type { ScreenState } from "../wire/ScreenState";
import { laidOut } from "./apart";
import { CUT_MS, DOUBT_MS, remember, ScreenFeed, type Timed } from "./feed";
import { left, span } from "./span";

const say = wordsOf(document);
const at = (id: string) => document.getElementById(id) as HTMLElement;
const root = document.documentElement;

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
    at("text").replaceChildren(...(now ? laidOut(now.text, [now.department ?? ""]) : []));
  }
  at("live").hidden = state.phase !== "live";
  at("number").textContent = now?.number ? say("number-n", { n: now.number }) : state.theme;
  at("who").textContent = now
    ? [now.department ?? "", now.asker ?? ""].filter(Boolean).join("　")
    : say(state.phase === "live" ? "prompter-waits" : "prompter-not-live");
  at("message").hidden = state.message === null;
  at("message-text").textContent = state.message?.text ?? "";
  at("next").textContent = state.waiting[0]?.text ?? say("prompter-nothing");
  tick();
  feed.hasPainted(now?.id ?? null, state.version);
}

function tick(): void {
  const state = feed.state;
  if (!state) return;
  const silence = feed.silence();
  const isCut = silence >= CUT_MS;
  const now = state.on_air;
  const used = now?.taken_at ? feed.now() - now.taken_at : 0;
  const timer = now?.taken_at ? left(now.planned_s * 1000, used) : null;
  at("left").textContent = timer ? (timer.over ? say("over", { time: timer.text }) : timer.text) : "–:––";
  at("left").classList.toggle("over", timer?.over ?? false);
  at("used").textContent = timer ? say("used", { time: span(used), plan: span((now?.planned_s ?? 0) * 1000) }) : "";
  at("clock").textContent = clock(feed.now());
  const rest = state.ends_at - feed.now();
  at("end").textContent = rest < 0 ? say("over", { time: span(-rest) }) : span(rest);
  at("end-strip").hidden = state.phase !== "live";
  for (const id of ["left", "end", "clock"]) at(id).classList.toggle("hollow", isCut);
  at("top").classList.toggle("p-top--stale", isCut);
  at("cut").hidden = !isCut;
  at("cut").textContent = isCut ? say("cut", { time: span(silence) }) : "";
  at("number").hidden = isCut;
  const dot = at("dot");
  dot.hidden = silence < DOUBT_MS || isCut;
  dot.textContent = dot.hidden ? "" : String(Math.floor(silence / 1000));
}

addEventListener("keydown", (press) => {
  if (press.repeat || press.ctrlKey || press.metaKey || press.altKey) return;
  const isPedal = [" ", "enter", "pagedown"].includes(press.key.toLowerCase());
  if (isPedal && feed.state?.message) void feed.acknowledge(feed.state.message.id).catch(() => {});
});
addEventListener("contextmenu", (event) => event.preventDefault());

void remember();
feed.start(dataOf<Timed>(document, "page"));
