// What an audience page does with script. Without it, every page here is whole.

import { wordsOf } from "../kit/words";
import { ask } from "./ask";
import { forget } from "./forget";
import { follow } from "./inquiry";
import { flush } from "./outbox";
import { received } from "./receipt";
import { mindSeconds } from "./seconds";
import { tell } from "./strip";

const main = document.querySelector<HTMLElement>("main[data-page]");
const say = wordsOf(document);

if (main) {
  const page = main.dataset.page;
  mindSeconds(main, say);
  if (page === "inquiry") follow(main, say);
  if (page === "ask") ask(main, say);
  if (page === "cleared") forget();
  if (page === "receipt") received(main, say);
  // A page that just came back from the server with something to mend sends nothing by itself.
  if (page === "inquiry" || page === "question") void flush(() => tell(say("unsent")));
  addEventListener("online", () => {
    tell(null);
    void flush(() => tell(say("sending")));
  });
  addEventListener("offline", () => {
    if (page === "ask") tell(say(main.dataset.step === "2" ? "offline-writing" : "offline-draft"));
  });
}
