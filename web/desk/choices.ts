// What can be chosen on digits, for each act that needs a choice.

import type { Choosing, Verdict } from "./panel";
import type { DeskState } from "./state";

/** The acts that ask before they are done. */
export type Asking = "reject" | "merge" | "refer" | "transfer" | "ask_more" | "ask_lead" | Verdict;

/** The choice that an act needs, or why there is nothing to choose from. */
export function choice(act: Asking, desk: DeskState): Choosing | { nothing: string } {
  const { say, page } = desk;
  switch (act) {
    case "reject": {
      const options = page.reasons.map(({ code, hidden }) => ({
        value: code,
        words: say(`reason-${code}`),
        ...(hidden ? { quiet: say("hidden") } : {}),
      }));
      return { what: act, heading: say("reasons"), note: say("reasons-note"), options };
    }
    case "merge": {
      const options = mergeable(desk);
      if (options.length === 0) return { nothing: say("merge-none") };
      return { what: act, heading: say("merge"), note: say("merge-note"), options };
    }
    case "refer":
    case "transfer": {
      const options = page.departments.map(({ id, name }) => ({ value: id, words: name }));
      if (options.length === 0) return { nothing: say("no-departments") };
      return { what: act, heading: say(`to-${act}`), note: "", options };
    }
    case "uphold":
    case "overturn":
      return { what: act, heading: say(`act-${act}`), note: say("appeal-note"), options: [], sentence: "" };
    case "ask_lead":
      return {
        what: act,
        heading: say("ask_lead"),
        note: say("ask_lead-note"),
        options: [],
        sentence: desk.note() ?? "",
      };
    case "ask_more": {
      const sentence = desk.note() ?? say("ask_more-default");
      return { what: act, heading: say("ask_more"), note: "", options: [], sentence };
    }
  }
}

/** Of two that were selected, the one to keep; otherwise what is much like the open one. */
function mergeable(desk: DeskState): Choosing["options"] {
  const marked = desk.rows.targets();
  if (marked.length === 2) return marked.map((line) => ({ value: line.id, words: line.excerpt }));
  const alike = desk.open?.alike ?? [];
  return alike.slice(0, 9).map((it) => ({ value: it.id, words: it.text, quiet: `${it.percent}%` }));
}
