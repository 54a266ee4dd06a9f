// What the server laid into the gallery's page, and how often the page looks again.

import { heardOfAlarm } from "../kit/alarm";
import { type Hearer, Socket } from "../live/socket";
import type { Gallery } from "../wire/Gallery";

/** What the server laid into the page. */
export interface Page {
  slug: string;
  /** The person who looks: two people may have one name. */
  me: string;
  may_direct: boolean;
  may_approve: boolean;
  gallery: Gallery;
}

/** Screens report every two seconds, and the gallery looks as often. */
export const LOOK_MS = 2000;
export const SOON_MS = 30;

/** What the gallery does with what it hears: it looks again, and its strip hears of alarms. */
export function hearing({ slug, gallery }: Page, look: () => void, line: NonNullable<Hearer["line"]>): Socket {
  const lines = (_: string, heard: unknown[]) => {
    heardOfAlarm(heard);
    look();
  };
  const address = { inquiry: slug, streams: ["stage"], resume: [gallery.resume] };
  return new Socket(address, { lines, snapshot: look, line });
}
