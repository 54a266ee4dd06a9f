// What rings on every staff page: the strip follows what is heard, sounds once somebody has touched the page, and is taken
// with one key wherever the focus is. Without script the strip of the last load stands, and its button works.

import { clock } from "../kit/clock";
import { dataOf, type Say } from "../kit/words";

/** An alarm as the server tells it. */
export interface Row {
  question: string;
  theme: string;
  rung_at: number;
  taken_by: string | null;
  is_mine: boolean;
  may_take: boolean;
  excerpt: string | null;
  place: string | null;
}

const LOOK_MS = 15_000;
const SOUND_MS = 4000;
const TOLD_MS = 8000;

const strip = document.getElementById("ring");
if (strip) listen(strip, sayOf(document));

/** What stands in the strip: what nobody has taken, the oldest first, then what is mine to end. */
export function shown(rows: Row[]): Row[] {
  const wanted = rows.filter((row) => row.taken_by === null || row.is_mine);
  return wanted.sort((a, b) => Number(a.taken_by !== null) - Number(b.taken_by !== null) || a.rung_at - b.rung_at);
}

/** Who took what rang here a moment ago, if that was somebody else. */
export function takenByOther(before: Row[], now: Row[]): string | null {
  const rang = before.filter((row) => row.taken_by === null).map((row) => row.question);
  return now.find((row) => row.taken_by !== null && !row.is_mine && rang.includes(row.question))?.taken_by ?? null;
}

function listen(strip: HTMLElement, say: Say): void {
  const slugs = (strip.dataset.slugs ?? "").split(" ").filter(Boolean);
  let rows: Row[] = [];
  let told = 0;
  let isTouched = false;
  const look = async () => {
    const fresh = await all(slugs);
    if (!fresh) return;
    const other = takenByOther(rows, fresh);
    rows = fresh;
    if (other) {
      told = window.setTimeout(() => {
        told = 0;
        draw(strip, shown(rows), say);
      }, TOLD_MS);
      return tellTaken(strip, other, say);
    }
    if (!told || shown(rows).some((row) => row.taken_by === null)) draw(strip, shown(rows), say);
  };
  addEventListener("alarm-heard", () => void look());
  addEventListener("focus", () => void look());
  setInterval(() => void look(), LOOK_MS);
  strip.addEventListener("submit", () => setTimeout(() => void look(), 600));
  addEventListener("keydown", (press) => {
    isTouched = true;
    if (!press.altKey || press.ctrlKey || press.code !== "KeyU" || press.repeat) return;
    const button = strip.querySelector<HTMLElement>(".ring__go");
    if (!button || strip.hidden) return;
    press.preventDefault();
    button.click();
  });
  addEventListener("pointerdown", () => {
    isTouched = true;
  });
  const sound = bell();
  setInterval(() => {
    if (isTouched && rows.some((row) => row.taken_by === null)) sound();
  }, SOUND_MS);
  void look();
}

async function all(slugs: string[]): Promise<Row[] | null> {
  try {
    const answers = await Promise.all(
      slugs.map((slug) =>
        fetch(`/api/v1/inquiries/${encodeURIComponent(slug)}/alarms`, {
          credentials: "same-origin",
          cache: "no-store",
        }),
      ),
    );
    if (answers.some((answer) => !answer.ok)) return null;
    const lists = await Promise.all(answers.map((answer) => answer.json() as Promise<{ items: Row[] }>));
    return lists.flatMap((list) => list.items);
  } catch {
    // What rang goes on ringing until the line is back.
    return null;
  }
}

function draw(strip: HTMLElement, rows: Row[], say: Say): void {
  const [first] = rows;
  strip.hidden = !first;
  document.body.classList.toggle("rings", first !== undefined);
  if (!first) return strip.replaceChildren();
  const key = `${first.question} ${rows.length} ${first.taken_by}`;
  if (strip.dataset.shown === key && strip.childElementCount > 0) return;
  strip.dataset.shown = key;
  const what = element("p", "ring__what");
  what.setAttribute("role", "alert");
  what.append(
    element("b", "", rows.length > 1 ? `${say("alarm")} ${say("n", { n: rows.length })}` : say("alarm")),
    element("span", "num", clock(first.rung_at)),
    element("span", "ring__text", words(first, say)),
  );
  strip.replaceChildren(what, ...act(first, say));
}

function words(row: Row, say: Say): string {
  if (row.taken_by !== null) return say("write");
  if (row.excerpt === null) return `${row.theme}　${say("who-takes")}`;
  return [row.place, row.excerpt].filter(Boolean).join("　");
}

function act(row: Row, say: Say): HTMLElement[] {
  if (row.taken_by !== null) {
    const line = element("p", "ring__do");
    const link = element("a", "ring__go", say("go-on")) as HTMLAnchorElement;
    link.href = `/alarms/${row.question}`;
    link.target = "_blank";
    line.append(link);
    return [line];
  }
  if (!row.may_take) return [];
  const form = element("form", "ring__do") as HTMLFormElement;
  form.method = "post";
  form.action = `/alarms/${row.question}/take`;
  form.target = "_blank";
  const button = element("button", "ring__go", say("take"));
  button.setAttribute("aria-keyshortcuts", "Alt+U");
  const key = element("kbd", "", "Alt U");
  key.setAttribute("aria-hidden", "true");
  button.append(key);
  form.append(button);
  return [form];
}

function tellTaken(strip: HTMLElement, who: string, say: Say): void {
  strip.hidden = false;
  document.body.classList.add("rings");
  delete strip.dataset.shown;
  const what = element("p", "ring__what");
  what.setAttribute("role", "status");
  what.append(element("b", "", say("alarm")), element("span", "ring__text", say("taken-by", { who })));
  strip.replaceChildren(what);
}

/** Two short tones; the browser allows them once the page was touched. */
function bell(): () => void {
  let context: AudioContext | null = null;
  return () => {
    if (typeof AudioContext === "undefined") return;
    context ??= new AudioContext();
    const now = context.currentTime;
    for (const [at, pitch] of [
      [0, 880],
      [0.18, 660],
    ] as const) {
      const tone = context.createOscillator();
      const gain = context.createGain();
      tone.frequency.value = pitch;
      gain.gain.setValueAtTime(0.08, now + at);
      gain.gain.exponentialRampToValueAtTime(0.001, now + at + 0.16);
      tone.connect(gain).connect(context.destination);
      tone.start(now + at);
      tone.stop(now + at + 0.17);
    }
  };
}

function element(tag: string, name: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

function sayOf(root: ParentNode): Say {
  const words = dataOf<Record<string, string>>(root, "ring-words") ?? {};
  return (key, args = {}) =>
    (words[key] ?? key).replace(/\{([\w-]+)\}/g, (whole, name: string) => String(args[name] ?? whole));
}
