// The date that a time limit comes to, under its box while it is written: what will be frozen is seen before it is.

import type { Say } from "../kit/words";

const PAUSE_MS = 300;

/** What the server counts. */
export interface Due {
  on: string | null;
  provisional: boolean;
}

/** Tells under the box what its words come to; `count` asks the server, `pause` waits until the hand rests. */
export function tellsDue(
  box: HTMLInputElement,
  place: HTMLElement,
  say: Say,
  count: (words: string) => Promise<Due>,
  pause = PAUSE_MS,
): () => Promise<void> {
  const hint = place.textContent ?? "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    const words = box.value.trim();
    if (words === "") return tell(place, hint, "");
    try {
      const due = await count(words);
      // An answer to other words than those that stand there is nobody's date.
      if (box.value.trim() === words) tell(place, sentence(due, say), due.on ? "is-good" : "is-warn");
    } catch {
      tell(place, hint, "");
    }
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), pause);
  });
  return look;
}

function sentence(due: Due, say: Say): string {
  if (!due.on) return say("due-unread");
  const [year, month, day] = due.on.split("-").map(Number);
  const on = say("due-day", { year: String(year), month: String(month), day: String(day) });
  return due.provisional ? say("due-provisional", { on }) : say("due-is", { on });
}

function tell(place: HTMLElement, words: string, tone: string): void {
  place.textContent = words;
  place.className = tone;
}
