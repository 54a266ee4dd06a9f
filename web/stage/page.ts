// What the server laid into the gallery's page, and how often the page looks again.

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
