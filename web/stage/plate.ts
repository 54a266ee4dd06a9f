// A card over the picture: the post and name of whoever answers, or what was promised, by whom and by when.

import type { Say } from "../kit/words";
import type { ScreenCard } from "../wire/ScreenCard";

export function cardOf(card: ScreenCard, say: Say): HTMLElement {
  const plate = element("div", `l3 l3--${card.kind}`);
  plate.dataset.state = "in";
  const label = element("p", "l3__label", card.kind === "promise" ? say("card-promise") : (card.department ?? ""));
  const text = element("p", "l3__text");
  if (card.kind === "respondent") {
    text.append(
      element("span", "row-air", card.name ?? ""),
      element("span", "row-air row-air--small", card.post ?? ""),
    );
  } else {
    if (card.department) label.append(element("span", "", card.department));
    text.append(...card.rows.map((row) => element("span", "row-air", row)));
    if (card.due) text.append(element("span", "row-air row-air--small", say("card-due", dateOf(card.due))));
  }
  if (label.textContent) plate.append(label);
  plate.append(text);
  return plate;
}

function dateOf(day: string): { y: string; m: number; d: number } {
  const [y = "", m, d] = day.split("-");
  return { y, m: Number(m), d: Number(d) };
}

export function element(tag: string, name: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}
