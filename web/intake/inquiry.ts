// The inquiry page, live: news waits behind 新到n条, counts change in place, and nothing jumps.

import { clock } from "../kit/clock";
import { dataOf, type Say } from "../kit/words";
import { Socket, wake } from "../live/socket";
import { type Alike, secondButton } from "./look-alikes";
import { showCount } from "./seconds";
import { tell, tellBriefly } from "./strip";
import { broken } from "./words-apart";

/** A question as the public stream tells it. */
interface Face extends Alike {
  provenance?: string;
  asker: string | null;
  department: string | null;
}

/** A promise as the public stream tells it. */
interface Promised {
  id: string;
  state: string;
  quote: string;
  lead: { name: string } | null;
}

/** What the public stream tells. */
type Line =
  | { kind: "published" | "changed"; question: Face }
  | { kind: "removed"; question: string }
  | { kind: "on_air"; question: Face | null; number?: number }
  | { kind: "commitment"; commitment: Promised }
  | { kind: "dumped" }
  | { kind: "phase"; phase: string; interruption: string | null; sentence: string | null }
  | { kind: "gate"; gate: string; sentence: string | null }
  | { kind: "unsealed"; notice: string };

/** The whole public state. */
interface State {
  on_air?: { question: Face; number?: number } | null;
  newest?: Face[];
}

const SILENT_MS = 4000;

/** Listens for as long as the page is open. */
export function follow(main: HTMLElement, say: Say): Socket {
  const page = new InquiryPage(main, say);
  const resume = main.dataset.resume ? [`public.${main.dataset.resume}`] : [];
  const socket = new Socket({ inquiry: main.dataset.slug ?? "", streams: ["public", "tally"], resume }, page);
  socket.open();
  wake(socket);
  return socket;
}

/** What the page shows, changed line by line. */
export class InquiryPage {
  private news: Face[] = [];
  private lostAt = 0;
  private missed = 0;
  private timer = 0;
  private readonly departments: Record<string, string>;

  constructor(
    private readonly main: HTMLElement,
    private readonly say: Say,
  ) {
    const known = dataOf<{ id: string; name: string }[]>(document, "departments") ?? [];
    this.departments = Object.fromEntries(known.map(({ id, name }) => [id, name]));
  }

  lines(stream: string, lines: unknown[], missed: boolean): void {
    if (stream !== "public") return;
    if (missed) this.missed += lines.length;
    for (const line of lines) this.line_(line as Line);
  }

  snapshot(stream: string, state: unknown): void {
    if (stream !== "public") return;
    const { on_air, newest } = state as State;
    if (on_air !== undefined) this.onAir(on_air?.question ?? null, on_air?.number);
    for (const face of [...(newest ?? [])].reverse()) this.arrived(face);
  }

  tally({ q }: { q: Record<string, number> }): void {
    for (const [id, seconds] of Object.entries(q)) showCount(this.main, id, seconds);
  }

  line(state: "up" | "down" | "over"): void {
    if (state === "up") return this.back();
    // Each try that fails says so again; the silence is counted from the first.
    if (this.lostAt) return;
    clearTimeout(this.timer);
    this.lostAt = Date.now();
    this.missed = 0;
    // A blink of the line is nobody's news.
    this.timer = window.setTimeout(() => tell(this.say("offline-reading", { time: clock(this.lostAt) })), SILENT_MS);
  }

  private back(): void {
    if (!this.lostAt) return;
    clearTimeout(this.timer);
    tell(null);
    const wasTold = Date.now() - this.lostAt >= SILENT_MS;
    this.lostAt = 0;
    this.timer = window.setTimeout(() => {
      if (wasTold) tellBriefly(this.say("back", { n: this.missed }));
    }, 300);
  }

  private line_(line: Line): void {
    switch (line.kind) {
      case "published":
        return this.arrived(line.question);
      case "changed":
        return this.changed(line.question);
      case "removed":
        return this.removed(line.question);
      case "on_air":
        return this.onAir(line.question, line.number);
      case "commitment":
        return this.promised(line.commitment);
      case "dumped":
        return this.onAir(null, undefined, "withdrawn");
      case "phase":
        return this.movedOn(line.phase, line.interruption, line.sentence);
      case "gate":
        return this.gate(line.gate, line.sentence);
      case "unsealed":
        this.main.querySelector("#sealed")?.remove();
        return tell(this.say("unsealed", { notice: line.notice }));
    }
  }

  private arrived(face: Face): void {
    if (this.row(face.id) || this.news.some((known) => known.id === face.id)) return;
    this.news.push(face);
    this.announce();
  }

  private announce(): void {
    const place = this.main.querySelector<HTMLElement>("#news");
    if (!place) return;
    place.classList.toggle("news--on", this.news.length > 0);
    if (this.news.length === 0) return place.replaceChildren();
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.say("new", { n: this.news.length });
    button.addEventListener("click", () => this.showNews());
    place.replaceChildren(button);
  }

  private showNews(): void {
    const list = this.main.querySelector("#questions");
    if (!list) return;
    const fresh = this.news.map((face) => this.newRow(face));
    this.news = [];
    this.announce();
    this.main.querySelector("#none")?.remove();
    if (this.main.dataset.sort === "new") list.prepend(...fresh.reverse());
    else list.append(...fresh);
    fresh[0]?.querySelector<HTMLElement>("a")?.focus();
  }

  private newRow(face: Face): HTMLElement {
    const item = document.createElement("li");
    item.className = "is-new";
    item.id = `q-${face.id}`;
    item.dataset.q = face.id;
    const line = document.createElement("p");
    line.className = "seg";
    const link = document.createElement("a");
    link.className = "q-link";
    link.href = `/q/${face.id}`;
    link.append(...broken(face.text));
    line.append(link);
    const meta = document.createElement("p");
    meta.className = "meta";
    if (face.provenance && face.provenance !== "web") meta.append(span(this.whoAsks(face)));
    meta.append(span(face.asker ?? this.say("by-nobody")));
    const department = face.department ? this.departments[face.department] : undefined;
    if (department) meta.append(span(this.say("asked-of", { department })));
    item.append(line, meta, secondButton(face, this.say, "button"));
    return item;
  }

  private changed(face: Face): void {
    const link = this.row(face.id)?.querySelector(".q-link");
    if (link && link.textContent !== face.text) link.replaceChildren(...broken(face.text));
    showCount(this.main, face.id, face.seconds);
    const waiting = this.news.findIndex((known) => known.id === face.id);
    if (waiting >= 0) this.news[waiting] = face;
    else if (!this.row(face.id)) return;
  }

  /** A row that is public no longer goes, but only while nobody is in it. */
  private removed(id: string): void {
    this.news = this.news.filter((face) => face.id !== id);
    this.announce();
    const row = this.row(id);
    if (row && !row.contains(document.activeElement)) row.remove();
    // What was retracted while it was on air leaves the place of what is on air too.
    if (this.main.querySelector<HTMLElement>("#on-air")?.dataset.q === id) this.onAir(null, undefined, "withdrawn");
  }

  private onAir(face: Face | null, number?: number, otherwise = "nothing-on-air"): void {
    const place = this.main.querySelector<HTMLElement>("#on-air");
    const text = place?.querySelector("[data-part=text]");
    const which = place?.querySelector("[data-part=which]");
    const meta = place?.querySelector("[data-part=meta]");
    if (!place || !text || !which || !meta) return;
    place.dataset.q = face?.id ?? "";
    which.textContent = number ? this.say("nth", { n: number }) : "";
    if (!face) {
      text.textContent = place.dataset.theme ?? "";
      return meta.replaceChildren(span(this.say(otherwise)));
    }
    text.replaceChildren(...broken(face.text));
    meta.replaceChildren(
      span(this.whoAsks(face)),
      span(face.asker ?? this.say("by-nobody")),
      span(this.say("seconds", { n: face.seconds })),
    );
  }

  /** 群众提问, 热线来电, 代表提问: where it came from. */
  private whoAsks(face: Face): string {
    return this.say(`provenance-${face.provenance ?? "web"}`);
  }

  /** What was promised just now leads to its page; what moves on later does not speak up here. */
  private promised({ id, state, quote, lead }: Promised): void {
    const place = this.main.querySelector<HTMLElement>("#promised");
    if (!place || state !== "confirmed") return;
    const link = document.createElement("a");
    link.href = `/c/${id}`;
    link.textContent = this.say(lead ? "promised-by" : "promised", { who: lead?.name ?? "", quote });
    place.classList.add("news--on");
    place.replaceChildren(link);
  }

  /** The door is slower, shut, or as always again: its own words, and the note of the page as it was goes. */
  private gate(gate: string, sentence: string | null): void {
    for (const note of this.main.querySelectorAll("[data-gate]")) note.remove();
    tell([sentence, this.say(`gate-${gate}`)].filter(Boolean).join(" "));
  }

  /** The signal of a live show is cut or holds again: said where it is read, and nobody has to load anything. */
  private movedOn(phase: string, interruption: string | null, sentence: string | null): void {
    const note = this.main.querySelector<HTMLElement>("#signal");
    if (phase !== "live" || !note || (interruption !== null && interruption !== "interrupted")) {
      return tell(this.say("phase-changed"));
    }
    note.hidden = interruption === null;
    const place = note.querySelector("[data-part=sentence]");
    if (place) place.textContent = sentence ?? "";
    const what = note.querySelector("b");
    if (what && interruption) what.textContent = this.say("signal");
  }

  private row(id: string): HTMLElement | null {
    return this.main.querySelector(`#q-${CSS.escape(id)}`);
  }
}

function span(text: string): HTMLElement {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}
