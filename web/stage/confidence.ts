// The confidence screen: what is asked, how long it has been, what the director says, what comes.

import { clock } from "../kit/clock";
import type { ScreenState } from "../wire/ScreenState";
import { laidOut } from "./apart";
import { nthOf } from "./between";
import { at, leftOf, openGlass, say, startGlass, tickGlass, timeOf, usedOf } from "./glass";
import { span } from "./span";

let painted = "";
const feed = openGlass(paint, tick);

function paint(state: ScreenState): void {
  const now = state.on_air;
  const key = `${now?.id ?? ""}\n${now?.text ?? ""}`;
  if (key !== painted || at("text").childNodes.length === 0) {
    painted = key;
    at("text").replaceChildren(...(now ? laidOut(now.text, [now.department ?? ""]) : []));
  }
  at("live").hidden = state.phase !== "live";
  at("number").textContent = [now?.number ? say("number-n", { n: now.number }) : state.theme, nthOf(state)]
    .filter(Boolean)
    .join("　");
  at("who").textContent = now
    ? [
        now.is_question && now.asked_by !== "host"
          ? [say(`asks-${now.asked_by}`), now.deputy ?? ""].join(" ").trim()
          : "",
        now.is_question ? say(`provenance-${now.provenance ?? "web"}`) : "",
        now.department ?? "",
        now.asker ?? "",
      ]
        .filter(Boolean)
        .join("　")
    : say(state.phase === "live" ? "prompter-waits" : "prompter-not-live");
}

function tick(): void {
  const state = feed.state;
  if (!state) return;
  const now = state.on_air;
  const timer = leftOf(feed, state);
  at("left").textContent = timer ? timeOf(timer) : "–:––";
  at("left").classList.toggle("over", timer?.over ?? false);
  const used = usedOf(feed, state);
  const times = now && used !== null && { time: span(used), plan: span(now.planned_s * 1000) };
  at("used").textContent = times ? say("used", times) : "";
  at("clock").textContent = clock(feed.now());
  tickGlass(feed, state, ["left", "end", "clock"]);
}

startGlass(feed);
