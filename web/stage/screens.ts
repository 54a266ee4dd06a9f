// What the gallery does with screens: a link is opened, copied, hidden, and taken back.

import type { Say } from "../kit/words";
import type { StageScreen } from "../wire/StageScreen";
import type { Api } from "./api";
import { labelOf, type SideActs, type SideState } from "./side";

/** The gallery, as far as screens need it. */
export interface Gallery {
  does(what: string, deed: () => Promise<unknown>): Promise<void>;
  put(change: Partial<SideState>): void;
}

export function screenActs(
  api: Api,
  say: Say,
  gallery: Gallery,
): Pick<SideActs, "openScreen" | "revoke" | "copied" | "forgetLink"> {
  return {
    openScreen: (kind: string, label: string) =>
      void gallery.does(say("screen-open"), async () =>
        gallery.put({ opened: await api.openScreen(kind, label), isCopied: false }),
      ),
    revoke: (screen: StageScreen) =>
      void gallery.does(say("screen-revoke", { label: labelOf(screen, say) }), () => api.revokeScreen(screen.id)),
    copied: () => gallery.put({ isCopied: true }),
    forgetLink: () => gallery.put({ opened: null }),
  };
}
