// 待签 on a telephone: the list follows the show, and going alone needs a button that is held.

import { holdButtons } from "../kit/hold";
import { dataOf } from "../kit/words";
import { Socket, wake } from "../live/socket";

const page = dataOf<{ slug: string; resume: string }>(document, "page");
const SOON_MS = 400;
let soon = 0;

holdButtons(document);
if (page) listen(page.slug, page.resume);

function listen(inquiry: string, resume: string): void {
  const look = () => {
    if (soon) return;
    soon = window.setTimeout(() => {
      soon = 0;
      void renew();
    }, SOON_MS);
  };
  const socket = new Socket({ inquiry, streams: ["stage"], resume: [resume] }, { lines: look, snapshot: look });
  socket.open();
  wake(socket);
}

/** The list as it is now, unless somebody is just writing a reason or holding a button. */
async function renew(): Promise<void> {
  const main = document.getElementById("main");
  if (!main || main.querySelector("details[open]") || main.querySelector("button:active")) return;
  const answer = await fetch(location.pathname, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
  if (!fresh || main.querySelector("details[open]")) return;
  main.replaceChildren(...fresh.childNodes);
  holdButtons(main);
}
