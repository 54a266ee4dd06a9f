// Asking, with script: the draft is kept, look-alikes come while writing, and a lost line loses nothing.

import type { Say } from "../kit/words";
import { clears } from "./cleared";
import { mindCode } from "./code";
import { type Alike, rows, sealedAlike } from "./look-alikes";
import { draft, keep, keepDraft, settle } from "./outbox";
import { tell } from "./strip";
import { mindTelltales } from "./telltales";
import { showWhoSees } from "./who-sees";

const PAUSE_MS = 500;
const WORTH_ASKING = 6;

/** Takes over the form of step 1 or 2. */
export function ask(main: HTMLElement, say: Say): void {
  const form = main.querySelector<HTMLFormElement>("#ask");
  const slug = main.dataset.slug ?? "";
  if (!form) return;
  restore(form, slug);
  form.addEventListener("input", () => keepDraft(slug, unconfirmed(typed(form))));
  const text = form.querySelector<HTMLTextAreaElement>("textarea#text");
  if (text) {
    write(form, text, slug, say);
    clears(main, text);
  } else {
    settle(slug);
    showWhoSees(form, say);
    mindTelltales(form, say);
    mindCode(form, slug);
  }
  // Safari 14 does not say which button sent a form.
  let pressed: HTMLButtonElement | null = null;
  form.addEventListener("click", (event) => {
    pressed = (event.target as Element).closest("button");
  });
  form.addEventListener("submit", (event) => sent(event, pressed, form, slug, say));
  resendSoon(main, form, slug, say);
}

function write(form: HTMLFormElement, text: HTMLTextAreaElement, slug: string, say: Say): void {
  const count = form.querySelector("#count");
  const kept = form.querySelector("#draft");
  let timer = 0;
  let asked = "";
  const look = async () => {
    const words = text.value.trim();
    if (words === asked || [...words].length < WORTH_ASKING || !navigator.onLine) return;
    asked = words;
    const found = await alike(slug, words);
    if (!found || text.value.trim() !== words) return;
    rows(form, found.items, say);
    sealedAlike(form, found.sealed, say);
  };
  const tellCount = () => {
    if (count) count.textContent = say("count", { n: [...text.value].length });
  };
  tellCount();
  text.addEventListener("input", () => {
    tellCount();
    if (kept) kept.textContent = say("draft-kept");
    clearTimeout(timer);
    timer = window.setTimeout(look, PAUSE_MS);
  });
}

async function alike(slug: string, text: string): Promise<{ items: Alike[]; sealed: number } | null> {
  try {
    const answer = await fetch(
      `/api/v1/inquiries/${encodeURIComponent(slug)}/look-alikes?${new URLSearchParams({ text })}`,
      {
        credentials: "same-origin",
      },
    );
    return answer.ok ? ((await answer.json()) as { items: Alike[]; sealed: number }) : null;
  } catch {
    return null;
  }
}

function sent(event: Event, button: HTMLButtonElement | null, form: HTMLFormElement, slug: string, say: Say): void {
  const isLast = button?.id === "send";
  if (isLast) keep({ slug, fields: { ...typed(form), step: "2" } });
  if (navigator.onLine) return;
  event.preventDefault();
  keepDraft(slug, unconfirmed(typed(form)));
  tell(say(isLast ? "offline-writing" : "offline-draft"));
}

/** When the server asked for patience, sends again by itself when the time has come. */
function resendSoon(main: HTMLElement, form: HTMLFormElement, slug: string, say: Say): void {
  let left = Number(main.dataset.retry ?? 0);
  const note = main.querySelector("[role=alert]");
  if (!left || !note) return;
  keep({ slug, fields: { ...typed(form), step: "2" } });
  const work = main.dataset.work;
  if (work) {
    note.textContent = say("working");
    void passCrowd(main, form, work);
    return;
  }
  const tick = () => {
    if (left <= 0) return press(main, form);
    note.textContent = say("wait", { n: left });
    left -= 1;
    setTimeout(tick, 1000);
  };
  tick();
}

/** Does the work that lets the form through, and sends it. */
async function passCrowd(main: HTMLElement, form: HTMLFormElement, work: string): Promise<void> {
  const { done } = await import("./work");
  const field = form.querySelector<HTMLInputElement>("#work");
  if (field) field.value = await done(work);
  press(main, form);
}

/** Presses the button once more that was pressed too soon. */
function press(main: HTMLElement, form: HTMLFormElement): void {
  form.querySelector<HTMLButtonElement>(`#${main.dataset.press ?? "send"}`)?.click();
}

function typed(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields[name] = value;
  return fields;
}

/** Without what confirms who asks: it has no business in a draft on a phone that others use. */
function unconfirmed(fields: Record<string, string>): Record<string, string> {
  const { phone: _phone, code: _code, ...rest } = fields;
  return rest;
}

/** Fills what is blank from the draft; what the server sent back stands. */
function restore(form: HTMLFormElement, slug: string): void {
  const kept = draft(slug);
  if (!kept) return;
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input[type=text], textarea")) {
    const value = kept[field.name];
    if (field.value === "" && value) field.value = value;
  }
}
