// The scribe's page with keys: mark while it is spoken, catch, keep. The form under it is whole without any of this.

import { heardOfAlarm } from "../kit/alarm";
import { call, newKey, Problem } from "../kit/call";
import { clock } from "../kit/clock";
import { grow } from "../kit/grow";
import { dataOf, wordsOf } from "../kit/words";
import { Socket, wake } from "../live/socket";
import { type Draft, read, write } from "./draft";
import { type Due, tellsDue } from "./heard";
import { BOXES, keyOf, nudged } from "./keys";
import { type Mark, Marks } from "./marks";

interface Page {
  slug: string;
  resume: string | null;
  marks: Mark[];
  caught: Caught[];
}
interface Caught {
  id: string;
  state: string;
  quote: string;
  mark_at: number;
  marked_afterwards?: boolean;
  missing: string[];
}
interface Line {
  kind: string;
  commitment?: string;
  state?: string;
  quote?: string;
  mark_at?: number;
  missing?: string[];
  mark?: string;
  at?: number;
}
/** What is on air, of all that the gallery looks at. */
interface OnStage {
  rundown: {
    on_air: string | null;
    items: {
      id: string;
      number: number | null;
      question: { id: string; text: string; department: string | null } | null;
    }[];
  };
}

/** Promises that were marked afterwards: later lines about them need not say so again. */
const afterwards = new Set<string>();
/** What changes what is on air. */
const STAGE = ["taken", "cleared", "dumped", "pulled"];
const page = dataOf<Page>(document, "page");
const say = wordsOf(document);
const find = <T extends HTMLElement>(id: string): T | null => document.getElementById(id) as T | null;

if (page) sit(page);

function sit({ slug, resume, marks: brought, caught }: Page): void {
  for (const it of caught) if (it.marked_afterwards) afterwards.add(it.id);
  const form = find<HTMLFormElement>("catch");
  const markForm = find<HTMLFormElement>("mark-form");
  if (!form || !markForm) return;
  let attempt = newKey();
  const place = `wenzheng.scribe.${slug}`;
  const draft = read(place);
  const marks = new Marks(brought, draft?.cut ?? []);
  let mine: Mark | null = null;
  let onAir: string | null = null;
  const dueBox = find<HTMLInputElement>("due");
  const dueOn = find("due-on");
  const counted = (words: string) => get<Due>(`/inquiries/${slug}/due?${new URLSearchParams({ due: words })}`);
  const lookAtDue = dueBox && dueOn ? tellsDue(dueBox, dueOn, say, counted) : null;

  markForm.addEventListener("submit", (event) => {
    event.preventDefault();
    void mark();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void keep();
  });
  form.addEventListener("input", () => {
    // Other words are another promise: only what was sent unchanged is the same sending.
    attempt = newKey();
    grow(form);
    remember();
  });
  addEventListener("keydown", (event) => {
    const act = keyOf(event, event.target instanceof Element ? event.target : null);
    if (!act) return;
    event.preventDefault();
    if (act.do === "mark") void mark();
    else if (act.do === "next") use(marks.nextOpen(mine));
    else if (act.do === "quote") find("quote")?.focus();
    else if (act.do === "box") find(BOXES[act.n] ?? "what")?.focus();
    else if (act.do === "nudge") nudge(act.n);
    else if (act.do === "keep") void keep();
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });

  async function mark(): Promise<void> {
    const pressed = socket.now();
    let made: Mark;
    try {
      const answer = await post<{ mark: string; at: number }>(`/inquiries/${slug}/marks`, {}, newKey());
      made = { id: answer.mark, at: answer.at, quote: null };
      trouble(null);
    } catch (error) {
      if (error instanceof Refused) return trouble(error.message || say("no-mark"));
      // The moment is not lost with the line: this device names it, and it is entered as marked afterwards.
      made = { id: "", at: pressed, quote: null };
      trouble(say("mark-cut", { at: clock(pressed) }));
    }
    marks.add(made);
    // A promise that is being written keeps its own moment.
    if (mine && find<HTMLTextAreaElement>("quote")?.value.trim()) {
      tell("nudge-said", say("mark-waits", { at: clock(made.at) }));
      showMarks();
      remember();
    } else {
      use(made);
    }
  }

  /** The promise in the form was spoken then. */
  function use(mark: Mark | null): void {
    if (!mark) return;
    mine = mark;
    set("mark", mark.id);
    nudge(null);
    tell("mark-at", say("marked", { at: clock(mark.at) }));
    const asked = find<HTMLSelectElement>("question");
    if (asked && asked.value === "" && onAir) asked.value = onAir;
    showMarks();
    remember();
  }

  function showMarks(): void {
    find("marks")?.replaceChildren(
      ...marks.all.map((mark) => {
        const row = document.createElement("li");
        const at = document.createElement("span");
        at.className = "tc";
        at.textContent = clock(mark.at);
        const words = document.createElement("span");
        words.className = mark.quote === null ? "is-warn" : "caught";
        words.textContent = mark.quote ?? say(mark === mine ? "mark-mine" : mark.id ? "mark-open" : "mark-open-cut");
        row.append(at, words);
        if (mark === mine) row.setAttribute("aria-current", "true");
        else if (mark.quote === null) {
          const button = document.createElement("button");
          button.type = "button";
          button.className = "b";
          button.textContent = say("mark-use");
          button.addEventListener("click", () => {
            use(mark);
            find("quote")?.focus();
          });
          row.append(button);
        }
        return row;
      }),
    );
  }

  function remember(): void {
    const fields: Draft["fields"] = {};
    for (const [name, value] of new FormData(form as HTMLFormElement))
      if (typeof value === "string" && name !== "idempotency_key") fields[name] = value;
    write(place, { fields, mark: mine, cut: marks.all.filter(({ id, quote }) => id === "" && quote === null) });
  }

  /** What was being written when the page was left stands there again, unless the server brought back something newer. */
  function recall(): void {
    if (!draft || find<HTMLTextAreaElement>("quote")?.value) return;
    for (const [name, value] of Object.entries(draft.fields)) {
      const field = form?.elements.namedItem(name);
      if (field instanceof RadioNodeList) field.value = value;
      else if (field instanceof Element && "value" in field) field.value = value;
    }
    const kept = draft.mark;
    if (kept && !new URLSearchParams(location.search).has("mark"))
      mine = marks.all.find(({ id, at }) => id === kept.id && at === kept.at) ?? kept;
    if (mine) tell("mark-at", say("marked", { at: clock(mine.at) }));
  }

  /** What is asked on air now: the promise most likely answers it. */
  async function lookAtStage(): Promise<void> {
    try {
      const { rundown } = await get<OnStage>(`/inquiries/${slug}/stage`);
      const item = rundown.items.find(({ id }) => id === rundown.on_air);
      const { question } = item ?? {};
      onAir = question?.id ?? null;
      const about = [item?.number ? say("on-air", { n: item.number }) : "", question?.department, question?.text];
      tell("on-air", about.filter(Boolean).join("　"));
      const asked = find<HTMLSelectElement>("question");
      if (asked && question && ![...asked.options].some(({ value }) => value === question.id))
        asked.add(new Option(`${item?.number ?? ""}　${question.text.slice(0, 30)}`, question.id));
    } catch {
      // The next change on stage asks again; the form does not need it.
    }
  }

  function nudge(by: number | null): void {
    const field = find<HTMLInputElement>("nudge");
    if (!field) return;
    const n = by === null ? 0 : nudged(Number(field.value) || 0, by);
    field.value = String(n);
    tell("nudge-said", n === 0 ? "" : say("nudged", { n }));
  }

  async function keep(): Promise<void> {
    if (!form?.reportValidity()) return;
    const typed = new FormData(form);
    const body: Record<string, unknown> = {};
    for (const [name, value] of typed) {
      if (typeof value === "string" && value !== "" && name !== "idempotency_key" && name !== "mark_at")
        body[name] = value;
    }
    body.nudge_s = Number(body.nudge_s) || 0;
    if (mine && mine.id === "") body.mark_at = mine.at + Number(body.nudge_s) * 1000;
    const later = typed.get("mark_at");
    // A moment named afterwards is read in the programme's own time by the server: the form sends it.
    if (typeof later === "string" && later !== "") {
      form.submit();
      return;
    }
    try {
      const caught = await post<Caught>(`/inquiries/${slug}/commitments`, body, attempt);
      attempt = newKey();
      if (mine) mine.quote = caught.quote;
      mine = null;
      form.reset();
      grow(form);
      void lookAtDue?.();
      set("mark", "");
      nudge(null);
      showMarks();
      remember();
      tell("mark-at", say("kept"));
      trouble(null);
      show(caught);
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    } catch (error) {
      trouble(error instanceof Refused ? error.message : say("failed"));
      if (error instanceof Refused && error.field) find(error.field)?.focus();
    }
  }

  const socket = new Socket(
    { inquiry: slug, streams: ["stage"], resume: resume ? [`stage.${resume}`] : [] },
    {
      lines: (_, lines) => {
        heardOfAlarm(lines);
        for (const line of lines as Line[]) {
          hear(line);
          if (line.kind === "marked" && line.mark && line.at) marks.add({ id: line.mark, at: line.at, quote: null });
          if (line.kind === "captured" && line.quote && line.mark_at) marks.caught(line.quote, line.mark_at);
          if (STAGE.includes(line.kind)) void lookAtStage();
        }
        showMarks();
      },
      snapshot: () => void lookAtStage(),
      line: (state) => {
        tell("line", state === "over" ? "" : say(state));
        find("line")?.classList.toggle("is-late", state === "down");
        find("line")?.classList.toggle("is-good", state === "up");
      },
    },
  );
  if (new URLSearchParams(location.search).has("done")) remember();
  else recall();
  grow(form);
  void lookAtDue?.();
  const named = find<HTMLInputElement>("mark")?.value;
  mine ??= marks.all.find(({ id }) => id !== "" && id === named) ?? null;
  showMarks();
  void lookAtStage();
  setInterval(() => tell("clock", clock(socket.now())), 250);
  socket.open();
  wake(socket);
}

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(`/api/v1${path}`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Refused("", undefined);
  return (await answer.json()) as T;
}

function hear(line: Line): void {
  if (line.kind !== "captured" && line.kind !== "commitment_moved") return;
  if (!line.commitment || !line.state || !line.quote || line.mark_at === undefined) return;
  const { commitment: id, state, quote, mark_at, missing = [] } = line;
  show({ id, state, quote, mark_at, missing });
}

/** Puts a promise at the top of the list, or changes it where it stands. */
function show(caught: Caught): void {
  const list = find("tonight");
  if (!list) return;
  if (caught.marked_afterwards) afterwards.add(caught.id);
  const known = list.querySelector<HTMLElement>(`[data-id="${CSS.escape(caught.id)}"]`);
  const row = known ?? document.createElement("li");
  row.dataset.id = caught.id;
  row.className = caught.state === "captured" ? "msg msg--open" : "msg";
  const words = document.createElement("p");
  words.className = "caught";
  words.textContent = caught.quote;
  const small = document.createElement("small");
  const state = document.createElement("span");
  state.className = caught.state === "captured" ? "is-warn" : "is-good";
  state.textContent = say(`stage-${caught.state}`);
  const at = document.createElement("span");
  at.className = "tc";
  at.textContent = ` ${clock(caught.mark_at)} `;
  small.append(state, at);
  if (afterwards.has(caught.id)) small.append(say("afterwards"));
  if (caught.missing.length > 0) {
    const boxes = caught.missing.map((name) => say(`box-${name}`)).join(say("comma"));
    small.append(document.createElement("br"), say("missing", { boxes }));
  }
  row.replaceChildren(words, small);
  if (!known) {
    list.prepend(row);
    find("tonight-none")?.remove();
    tell("tonight-n", say("count", { n: list.children.length }));
  }
}

class Refused extends Error {
  constructor(
    detail: string,
    readonly field: string | undefined,
  ) {
    super(detail);
  }
}

/** What stands beside a refusal of fields. */
interface Beside {
  errors: { field: string; code: string }[];
}

async function post<T>(path: string, body: object, key: string): Promise<T> {
  try {
    return await call<T>("POST", path, body, { key: () => key });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const first = (problem as Problem<Beside>).body.errors?.[0];
    const words = first ? `${say(`box-${first.field}`)} ${say(`wrong-${first.code}`)}` : problem.message;
    throw new Refused(words, first?.field);
  }
}

function set(id: string, value: string): void {
  const field = find<HTMLInputElement>(id);
  if (field) field.value = value;
}

function tell(id: string, words: string): void {
  const place = find(id);
  if (place) place.textContent = words;
}

function trouble(words: string | null): void {
  const place = find("problem");
  if (!place) return;
  place.hidden = words === null;
  place.textContent = words ?? "";
}
