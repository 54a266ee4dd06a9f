// Questions like the one being written stand under it, never over it.

import { grouped, type Say } from "../kit/words";
import { broken } from "./words-apart";

/** A public question, as the look-alikes call gives it. */
export interface Alike {
  id: string;
  text: string;
  seconds: number;
  mine?: boolean;
}

/** Shows them under the box; the button says that one goes on all the same only while there are some. */
export function rows(form: HTMLFormElement, found: Alike[], say: Say): void {
  const region = form.querySelector<HTMLElement>("#like");
  const list = region?.querySelector("ol");
  const heading = region?.querySelector("h2");
  const go = form.querySelector("#go");
  if (!region || !list || !heading) return;
  region.hidden = found.length === 0;
  heading.textContent = say("look-alikes", { n: found.length });
  list.replaceChildren(...found.map((question) => row(question, say)));
  // The server need not stop for look-alikes that have been seen.
  const seen = form.querySelector<HTMLInputElement>("#seen");
  if (seen && found.length > 0) seen.value = "yes";
  if (go) go.textContent = say(found.length > 0 ? "different" : "go-on");
}

/** Of sealed questions only their number is told. */
export function sealedAlike(form: HTMLFormElement, n: number, say: Say): void {
  const note = form.querySelector<HTMLElement>("#sealed-like");
  if (!note) return;
  note.hidden = n === 0;
  note.textContent = n > 0 ? say("sealed-alike", { n }) : "";
}

function row(question: Alike, say: Say): HTMLElement {
  const item = document.createElement("li");
  item.dataset.q = question.id;
  const line = document.createElement("p");
  line.className = "seg";
  const link = document.createElement("a");
  link.className = "q-link";
  link.href = `/q/${question.id}`;
  link.target = "_blank";
  link.rel = "noopener";
  link.append(...broken(question.text));
  line.append(link);
  item.append(line, secondButton(question, say, "button"));
  return item;
}

/** The 我也遇到 of a row that the script made. */
export function secondButton(question: Alike, say: Say, type: "button" | "submit"): HTMLButtonElement {
  const isOn = question.mine === true;
  const button = document.createElement("button");
  button.type = type;
  button.className = "second";
  button.dataset.second = question.id;
  button.setAttribute("aria-pressed", String(isOn));
  const count = document.createElement("b");
  count.dataset.count = "";
  count.textContent = grouped(question.seconds);
  const unit = document.createElement("span");
  unit.className = "vh";
  unit.textContent = say("devices");
  const word = document.createElement("span");
  word.dataset.word = "";
  word.append(mark(isOn ? "i-tick" : "i-second"), say(isOn ? "second-on" : "second-off"));
  button.append(count, unit, word);
  return button;
}

function mark(name: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#${name}`);
  svg.append(use);
  return svg;
}
