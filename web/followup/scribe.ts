// The scribe's page with keys: mark while it is spoken, catch, keep. The form under it is whole without any of this.

import { clock } from "../kit/clock";
import { dataOf, wordsOf } from "../kit/words";
import { Socket, wake } from "../live/socket";
import { BOXES, keyOf, nudged } from "./keys";

interface Page {
  slug: string;
  resume: string | null;
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
}

const page = dataOf<Page>(document, "page");
const say = wordsOf(document);
const find = <T extends HTMLElement>(id: string): T | null => document.getElementById(id) as T | null;

if (page) sit(page);

function sit({ slug, resume }: Page): void {
  const form = find<HTMLFormElement>("catch");
  const markForm = find<HTMLFormElement>("mark-form");
  if (!form || !markForm) return;
  let attempt = newKey();

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
  });
  addEventListener("keydown", (event) => {
    const act = keyOf(event, event.target instanceof Element ? event.target : null);
    if (!act) return;
    event.preventDefault();
    if (act.do === "mark") void mark();
    else if (act.do === "quote") find("quote")?.focus();
    else if (act.do === "box") find(BOXES[act.n] ?? "what")?.focus();
    else if (act.do === "nudge") nudge(act.n);
    else if (act.do === "keep") void keep();
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });

  async function mark(): Promise<void> {
    try {
      const made = await post<{ mark: string; at: number }>(`/inquiries/${slug}/marks`, {}, newKey());
      set("mark", made.mark);
      nudge(null);
      tell("mark-at", say("marked", { at: clock(made.at) }));
      trouble(null);
    } catch {
      trouble(say("no-mark"));
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
    const later = typed.get("mark_at");
    // A moment named afterwards is read in the programme's own time by the server: the form sends it.
    if (typeof later === "string" && later !== "") {
      form.submit();
      return;
    }
    try {
      const caught = await post<Caught>(`/inquiries/${slug}/commitments`, body, attempt);
      attempt = newKey();
      form.reset();
      set("mark", "");
      nudge(null);
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
        for (const line of lines as Line[]) hear(line);
      },
      line: (state) => tell("line", state === "over" ? "" : say(state)),
    },
  );
  socket.open();
  wake(socket);
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
  if (caught.marked_afterwards) small.append(say("afterwards"));
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

async function post<T>(path: string, body: object, key: string): Promise<T> {
  const answer = await fetch(`/api/v1${path}`, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json", "Idempotency-Key": key },
    credentials: "same-origin",
    body: JSON.stringify(body),
  });
  const json = await answer.json();
  if (answer.ok) return json as T;
  const first = json.errors?.[0] as { field: string; code: string } | undefined;
  throw new Refused(
    first ? `${say(`box-${first.field}`)} ${say(`wrong-${first.code}`)}` : (json.detail ?? ""),
    first?.field,
  );
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

/** A key for one sending; `crypto.randomUUID` is missing where a station serves its pages over plain HTTP. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
