// The prompter: what the host reads, in four strips that never change their place.

import type { ScreenState } from "../wire/ScreenState";
import { laidOut } from "./apart";
import { bridgeOf, coming, nthOf, readBack, tickBetween } from "./between";
import { at, leftOf, openGlass, say, startGlass, tickGlass, timeOf } from "./glass";

const question = new URLSearchParams(location.search);
const root = document.documentElement;

/** Up to so many characters stand at 14 % of the height, up to so many at 10 %; beyond that at 8 %. */
const LARGE = 33;
const LONG = 60;
/** The sizes, from the largest. */
const SIZES = ["", "long", "longest"];

let painted = "";
const feed = openGlass(paint, tick);

function paint(state: ScreenState): void {
  const now = state.on_air;
  const text = now?.text ?? bridgeOf(state);
  const key = `${now?.id ?? ""}\n${text}`;
  if (key !== painted || at("text").childNodes.length === 0) {
    painted = key;
    const names = [now?.department ?? ""];
    at("text").replaceChildren(...laidOut(text, names));
    fits();
  }
  const about = [
    isCorrected(state) ? say("corrected") : "",
    now?.is_question && now.asked_by !== "host" ? [say(`asks-${now.asked_by}`), now.deputy ?? ""].join(" ").trim() : "",
    now?.is_question ? say(`provenance-${now.provenance ?? "web"}`) : "",
    now?.asker ?? "",
    now && now.seconds > 0 ? say("seconds-n", { n: now.seconds }) : "",
  ];
  at("who").textContent = now ? about.filter(Boolean).join("　") : text ? "" : say(waits(state));
  at("text").classList.toggle("p-corrected", isCorrected(state));
  at("who").classList.toggle("p-who--other", now?.is_question === true && now.asked_by !== "host");
  at("coming").textContent = coming(state);
  at("back").replaceChildren(...readBack(state));
  at("number").textContent = now
    ? [now.number ? say("number-n", { n: now.number }) : "", nthOf(state), now.department ?? ""]
        .filter(Boolean)
        .join("　")
    : [nthOf(state), state.theme].filter(Boolean).join("　");
}

/** As large as these words may be. On glass nearer to a square they take more rows: what would run out of it is set smaller,
 *  and not one word is missing. */
function fits(): void {
  const [text, room] = [at("text"), at("main")];
  const length = [...(text.textContent ?? "")].length;
  const isOut = () => text.offsetTop + text.offsetHeight > room.clientHeight;
  let n = length > LONG ? 2 : length > LARGE ? 1 : 0;
  root.dataset.len = SIZES[n];
  while (n + 1 < SIZES.length && isOut()) {
    n += 1;
    root.dataset.len = SIZES[n];
  }
}

/** The words were put right while they stood on the glass. */
function isCorrected({ on_air }: ScreenState): boolean {
  return on_air?.corrected_at != null && on_air.taken_at !== null && on_air.corrected_at >= on_air.taken_at;
}

function waits(state: ScreenState): string {
  if (state.interruption) return "prompter-interrupted";
  return state.phase === "live" ? "prompter-waits" : "prompter-not-live";
}

function tick(): void {
  const state = feed.state;
  if (!state) return;
  const timer = leftOf(feed, state);
  at("left").textContent = timer ? timeOf(timer) : "";
  at("left").classList.toggle("over", timer?.over ?? false);
  tickBetween(state, feed.now());
  const isCut = tickGlass(feed, state, ["left", "end"]);
  at("stored").textContent = isCut ? say("stored", { n: state.waiting.length }) : "";
}

function resize(step: number): void {
  const size = Number.parseFloat(getComputedStyle(root).getPropertyValue("--p-scale")) || 1;
  root.style.setProperty("--p-scale", String(Math.min(1.5, Math.max(0.6, size + step * 0.05))));
  fits();
}

if (question.get("mirror") === "1") root.dataset.mirror = "";
if (question.get("mirrorv") === "1") root.dataset.mirror = "v";
const size = Number.parseFloat(question.get("fontsize") ?? "");
if (size >= 8 && size <= 20) root.style.setProperty("--p-scale", String(size / 14));
const margin = Number.parseFloat(question.get("margin") ?? "");
if (margin >= 0 && margin <= 20) root.style.setProperty("--p-margin", `${margin}vw`);

addEventListener("resize", fits);
startGlass(feed, (key) => {
  if (key === "m") root.toggleAttribute("data-mirror");
  if (key === "+" || key === "=" || key === "-") resize(key === "-" ? -1 : 1);
});
