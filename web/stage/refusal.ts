// Why something did not happen, in the gallery's words: what was believed, what is, and what the next press would do.

import type { Say } from "../kit/words";
import { Problem } from "./api";
import type { View } from "./view";

export function refusal(error: unknown, believed: string | null, view: View, say: Say): string {
  if (!(error instanceof Problem)) return say("not-stored");
  const name = (id: string | null | undefined) => view.name(id, say) ?? say("none");
  switch (error.code) {
    case "believed_differs":
      return say("stale-take", { a: name(believed), b: name(error.body.on_air), c: name(view.preview?.id) });
    case "too_soon":
      return say("too-soon");
    case "air_not_approved":
      return say("not-approved", { n: name(error.body.item) });
    default:
      return error.message || say("not-stored");
  }
}
