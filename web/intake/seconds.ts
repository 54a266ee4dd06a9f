// 我也遇到: shown at once, settled when the answer comes, put back with a reason when it does not.

import { grouped, type Say } from "../kit/words";

/** Takes over every 我也遇到 under `root`; without script each of them is a plain form. */
export function mindSeconds(root: HTMLElement, say: Say, send: typeof fetch = fetch): void {
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const button = form.dataset.second ? form.querySelector<HTMLButtonElement>("button.second") : null;
    if (!button) return;
    event.preventDefault();
    void press(button, form.dataset.second as string, say, send, () => form.submit());
  });
  root.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-second]");
    if (!button) return;
    event.preventDefault();
    const id = button.dataset.second as string;
    void press(button, id, say, send, () => plainForm(button, id));
  });
}

/** Shows a count that came from elsewhere; one's own press is not overtaken while it is on its way. */
export function showCount(root: ParentNode, question: string, seconds: number): void {
  for (const place of root.querySelectorAll<HTMLElement>(`[data-q="${CSS.escape(question)}"] [data-count]`)) {
    if (!place.closest("[data-busy]")) place.textContent = grouped(seconds);
  }
}

interface Said {
  seconds: number;
  /** Heard, and counted once this is done. */
  work?: { work: string };
}

/** Very many come at once: the device works for a moment, and says it once more. */
async function beCounted(
  button: HTMLButtonElement,
  work: string,
  call: (work: string) => Promise<Response | null>,
  say: Say,
): Promise<void> {
  const { done } = await import("./work");
  const answer = await call(await done(work));
  if (answer?.ok) show(button, true, ((await answer.json()) as Said).seconds, say);
}

async function press(
  button: HTMLButtonElement,
  id: string,
  say: Say,
  send: typeof fetch,
  plainly: () => void,
): Promise<void> {
  if (button.dataset.busy !== undefined) return;
  const was = button.getAttribute("aria-pressed") === "true";
  const count = button.querySelector<HTMLElement>("[data-count]");
  const before = Number(count?.textContent?.replace(/,/g, "") ?? 0);
  button.dataset.busy = "";
  show(button, !was, before + (was ? -1 : 1), say);
  why(button, null);
  const call = async (work?: string): Promise<Response | null> => {
    const headers = { Accept: "application/json", ...(work ? { "Visitor-Work": work } : {}) };
    const method = was ? "DELETE" : "PUT";
    // A line that breaks is told below, as any other refusal is.
    return send(`/api/v1/questions/${id}/second`, { method, credentials: "same-origin", headers }).catch(() => null);
  };
  const answer = await call();
  delete button.dataset.busy;
  if (answer?.ok) {
    const said = (await answer.json()) as Said;
    show(button, !was, said.seconds, say);
    if (said.work) await beCounted(button, said.work.work, call, say);
  } else if (answer?.status === 401) {
    // A device without a token gets one by sending the form.
    show(button, was, before, say);
    plainly();
  } else {
    show(button, was, before, say);
    const problem = (await answer?.json().catch(() => null)) as { detail?: string } | null;
    why(button, problem?.detail ?? say("second-failed"));
  }
}

function plainForm(button: HTMLButtonElement, id: string): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = `/q/${id}/second${button.getAttribute("aria-pressed") === "true" ? "/withdraw" : ""}`;
  const back = document.createElement("input");
  back.type = "hidden";
  back.name = "back";
  back.value = location.pathname + location.search;
  form.append(back);
  document.body.append(form);
  form.submit();
}

function show(button: HTMLButtonElement, isOn: boolean, seconds: number, say: Say): void {
  const count = button.querySelector<HTMLElement>("[data-count]");
  const word = button.querySelector<HTMLElement>("[data-word]");
  button.setAttribute("aria-pressed", String(isOn));
  if (count) count.textContent = grouped(seconds);
  if (word) {
    word.querySelector("use")?.setAttribute("href", isOn ? "#i-tick" : "#i-second");
    const text = [...word.childNodes].find((node) => node.nodeType === Node.TEXT_NODE);
    if (text) text.textContent = say(isOn ? "second-on" : "second-off");
  }
  const form = button.closest<HTMLFormElement>("form[data-second]");
  if (form) form.action = `/q/${form.dataset.second}/second${isOn ? "/withdraw" : ""}`;
}

function why(button: HTMLButtonElement, words: string | null): void {
  const row = button.closest("[data-q]");
  row?.querySelector(".second-why")?.remove();
  if (!row || words === null) return;
  const line = document.createElement("p");
  line.className = "second-why field__err small";
  line.setAttribute("role", "alert");
  line.textContent = words;
  row.append(line);
}
