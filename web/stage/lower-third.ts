// The lower third: one graphic over the picture. It comes in, goes out, and never shows that anything is wrong.

import { wordsOf } from "../kit/words";
import type { ScreenItem } from "../wire/ScreenItem";
import type { ScreenState } from "../wire/ScreenState";
import { remember, ScreenFeed } from "./feed";

const say = wordsOf(document);
const stage = document.getElementById("stage") as HTMLElement;

/** A graphic without its server holds so long, then leaves. */
const HOLD_MS = 30_000;
/** Longer than the way out takes, in case its end is not told. */
const OUT_MS = 600;

let wanted: ScreenItem | null = null;
let version = 0;
let shown: string | null = null;
let isLeaving = false;

const feed = new ScreenFeed(
  location.pathname.replace(/\/$/, ""),
  {
    state(state: ScreenState) {
      wanted = state.on_air;
      version = state.version;
      change();
    },
    tick() {
      if (feed.silence() > HOLD_MS && shown !== null) {
        wanted = null;
        change();
      }
    },
    gone() {
      wanted = null;
      change();
    },
  },
  // Nothing that was kept ever comes on air by itself.
  false,
);

/** One graphic changes to the next by out, then in. */
function change(): void {
  if (isLeaving) return;
  if (shown === key(wanted)) {
    feed.hasPainted(wanted?.id ?? null, version);
    return;
  }
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

function enter(): void {
  shown = key(wanted);
  if (wanted) stage.replaceChildren(wanted.fits ? lowerThird(wanted) : fullScreen(wanted));
  feed.hasPainted(wanted?.id ?? null, version);
}

function key(item: ScreenItem | null): string | null {
  return item ? `${item.id}\n${item.text}` : null;
}

function lowerThird(item: ScreenItem): HTMLElement {
  const plate = element("div", "l3");
  plate.dataset.state = "in";
  const label = element("p", "l3__label", say("air-asks"));
  if (item.asker) label.append(element("span", "", item.asker));
  const text = element("p", "l3__text");
  text.append(...item.rows.map((row) => element("span", "row-air", row)));
  plate.append(label, text);
  return plate;
}

function fullScreen(item: ScreenItem): HTMLElement {
  const plate = element("div", "full");
  plate.dataset.state = "in";
  const top = element("p", "full__top");
  top.append(element("b", "", say("air-asks")));
  if (item.number) top.append(element("span", "end", say("number-n", { n: item.number })));
  const foot = element("p", "full__foot");
  foot.append(element("span", "", say("air-asked")), element("b", "", item.department ?? say("air-present")));
  plate.append(top, element("h1", "", item.text), foot);
  return plate;
}

function element(tag: string, name: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

remember();
feed.start(null);
