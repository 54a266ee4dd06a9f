// Graphics over the picture: the lower third, or what stands in the corner. It comes in, goes out, and never shows that anything is wrong.

import { wordsOf } from "../kit/words";
import type { ScreenCard } from "../wire/ScreenCard";
import type { ScreenItem } from "../wire/ScreenItem";
import { cornerOf } from "./corner";
import { remember, ScreenFeed } from "./feed";
import { cardOf, element } from "./plate";

const say = wordsOf(document);
const stage = document.getElementById("stage") as HTMLElement;

/** A graphic without its server holds so long, then leaves. */
const HOLD_MS = 30_000;
/** Longer than the way out takes, in case its end is not told. */
const OUT_MS = 600;

let isGone = false;
let shown: string | null = null;
let isLeaving = false;

const feed = new ScreenFeed(
  location.pathname.replace(/\/$/, ""),
  {
    state() {
      isGone = false;
      change();
    },
    tick: change,
    gone() {
      isGone = true;
      change();
    },
  },
  // Nothing that was kept ever comes on air by itself.
  false,
);

/** What the lower third can show: a question, or a card. */
type Plate = { key: string } & ({ item: ScreenItem; card?: undefined } | { card: ScreenCard; item?: undefined });

/** The corner shows one thing, and needs no way in or out between questions. */
function corner(): void {
  const state = isGone || feed.silence() > HOLD_MS ? null : feed.state;
  const wanted = state?.corner && cornerOf(state);
  const is = `corner ${wanted?.textContent ?? ""}`;
  if (shown !== is) stage.replaceChildren(...(wanted ? [wanted] : []));
  shown = is;
  if (feed.state) feed.hasPainted(null, feed.state.version);
}

/** What should be seen now: what the server said, for as long as it has been heard of lately. A card lies over a question. */
function wanted(): Plate | null {
  const state = isGone || feed.silence() > HOLD_MS ? null : feed.state;
  if (state?.card) return { card: state.card, key: JSON.stringify(state.card) };
  return state?.on_air ? { item: state.on_air, key: `${state.on_air.id}\n${state.on_air.text}` } : null;
}

/** One graphic changes to the next by out, then in. */
function change(): void {
  if (feed.state?.corner) return corner();
  if (isLeaving) return;
  const plate = wanted();
  if (shown === (plate?.key ?? null)) return report(plate);
  const present = stage.firstElementChild as HTMLElement | null;
  if (!present) return enter();
  isLeaving = true;
  present.dataset.state = "out";
  let isOver = false;
  const over = () => {
    if (isOver) return;
    isOver = true;
    isLeaving = false;
    present.remove();
    enter();
  };
  present.addEventListener("animationend", over, { once: true });
  setTimeout(over, OUT_MS);
}

/** Whatever is wanted by now, which may be another than when the last one began to leave. */
function enter(): void {
  const plate = wanted();
  shown = plate?.key ?? null;
  if (plate?.card) stage.replaceChildren(cardOf(plate.card, say));
  if (plate?.item) stage.replaceChildren(plate.item.fits ? lowerThird(plate.item) : fullScreen(plate.item));
  report(plate);
}

function report(plate: Plate | null): void {
  if (feed.state) feed.hasPainted(plate?.item?.id ?? null, feed.state.version);
}

function lowerThird(item: ScreenItem): HTMLElement {
  const plate = element("div", "l3");
  plate.dataset.state = "in";
  const label = element("p", "l3__label", whoAsks(item));
  const name = item.deputy ?? item.asker;
  if (name) label.append(element("span", "", name));
  const text = element("p", "l3__text");
  text.append(...item.rows.map((row) => element("span", "row-air", row)));
  plate.append(label, text);
  return plate;
}

function fullScreen(item: ScreenItem): HTMLElement {
  const plate = element("div", "full");
  plate.dataset.state = "in";
  const top = element("p", "full__top");
  top.append(element("b", "", whoAsks(item)));
  if (item.number) top.append(element("span", "end", say("number-n", { n: item.number })));
  const foot = element("p", "full__foot");
  foot.append(element("span", "", say("air-asked")), element("b", "", item.department ?? say("air-present")));
  plate.append(top, element("h1", "", item.text), foot);
  return plate;
}

/** 群众提问, 热线来电, 人大代表提问: viewers see of every question where it came from, or who asks it in the studio. */
function whoAsks(item: ScreenItem): string {
  if (["deputy", "caller", "hall"].includes(item.asked_by)) return say(`asks-air-${item.asked_by}`);
  return say(`provenance-${item.provenance ?? "web"}`);
}

void remember();
feed.start(null);
