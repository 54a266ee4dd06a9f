// What could tell on the asker, looked for again while place and name are filled in; the server looks once more anyway.

import type { Say } from "../kit/words";
import type { Telltale } from "../wire/Telltale";

const PAUSE_MS = 500;

/** What the server found. */
interface Found {
  items: Telltale[];
  seen: string;
}

/** Keeps the list of step 2 true; `send` is the browser's own fetch but in tests. */
export function mindTelltales(form: HTMLFormElement, say: Say, send: typeof fetch = fetch): void {
  const place = form.querySelector<HTMLElement>("#telltales");
  const warned = form.querySelector<HTMLInputElement>("#warned");
  if (!place || !warned) return;
  let timer = 0;
  const look = async () => {
    const found = await lookThrough(form, send);
    if (!found) return;
    show(place, found.items, say);
    warned.value = found.seen;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, PAUSE_MS);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
}

async function lookThrough(form: HTMLFormElement, send: typeof fetch): Promise<Found | null> {
  // Without a line there is nothing to ask, and the browser would only complain.
  if (!navigator.onLine) return null;
  const fields = new FormData(form);
  const draft = Object.fromEntries(
    ["text", "place", "name", "visibility"].map((name) => [name, fields.get(name) ?? ""]),
  );
  try {
    const answer = await send("/api/v1/telltales", {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(draft),
    });
    return answer.ok ? ((await answer.json()) as Found) : null;
  } catch {
    return null;
  }
}

function show(place: HTMLElement, items: Telltale[], say: Say): void {
  place.hidden = items.length === 0;
  place.querySelector("ul")?.replaceChildren(...items.map((item) => row(item, say)));
}

function row({ words, kind, seen }: Telltale, say: Say): HTMLElement {
  const item = document.createElement("li");
  const what = document.createElement("p");
  const shown = document.createElement("b");
  shown.textContent = `“${words}”`;
  what.append(shown, ` ${say(`telltale-${kind}`)}`);
  const becomes = document.createElement("p");
  becomes.className = seen === "open" ? "small is-late" : "small quiet";
  becomes.textContent = say(`telltale-seen-${seen}`);
  item.append(what, becomes);
  return item;
}
