// A page of the stage that follows the show: it is read again when something happened, unless somebody is in the middle of it.

import { Socket, wake } from "../live/socket";

const SOON_MS = 400;

/** Follows the stage of an inquiry; `renewed` brings the new content to life. */
export function follow(
  page: { slug: string; resume: string },
  renewed: (main: HTMLElement) => void,
  everyMs = 0,
): void {
  let soon = 0;
  const look = () => {
    if (soon) return;
    soon = window.setTimeout(() => {
      soon = 0;
      void renew(renewed);
    }, SOON_MS);
  };
  const address = { inquiry: page.slug, streams: ["stage"], resume: [page.resume] };
  const socket = new Socket(address, { lines: look, snapshot: look });
  socket.open();
  wake(socket);
  if (everyMs > 0) setInterval(look, everyMs);
}

/** The page as it is now, unless somebody is just writing, holding a button, or waiting for a measurement. */
async function renew(renewed: (main: HTMLElement) => void): Promise<void> {
  const main = document.getElementById("main");
  const isBusy = () => main?.querySelector("details[open], button:active, [data-busy]") || isTyping(main);
  if (!main || isBusy()) return;
  const answer = await fetch(location.pathname, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
  if (!fresh || isBusy()) return;
  const focused = focusedIn(main);
  main.replaceChildren(...fresh.childNodes);
  renewed(main);
  if (focused) main.querySelector<HTMLElement>(focused)?.focus();
}

function isTyping(main: HTMLElement | null): boolean {
  const at = document.activeElement;
  return at instanceof HTMLInputElement && at.type !== "file" && main?.contains(at) === true;
}

/** Where the focus is, so that it stays there. */
function focusedIn(main: HTMLElement): string | null {
  const at = document.activeElement;
  const row = at?.closest("li[id]");
  if (!at || !row || !main.contains(at)) return null;
  const look = at.getAttribute("data-look");
  return `#${CSS.escape(row.id)} ${look ? `[data-look="${look}"]` : "button:not([data-look])"}`;
}
