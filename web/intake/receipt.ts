// The receipt stands on the page: nothing waits any more, and the link can be copied.

import type { Say } from "../kit/words";
import { keepDraft, settle } from "./outbox";

/** Forgets draft and outbox of this inquiry, and brings the copy button to life. */
export function received(main: HTMLElement, say: Say): void {
  const slug = main.dataset.slug ?? "";
  settle(slug);
  keepDraft(slug, null);
  const button = main.querySelector<HTMLButtonElement>("#copy");
  const link = main.querySelector<HTMLAnchorElement>("#link");
  // Over plain HTTP there is no clipboard; the link stands there to be held.
  if (!button || !link || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link.href);
      button.textContent = say("copied");
    } catch {
      button.textContent = say("copy-failed");
    }
  });
}
