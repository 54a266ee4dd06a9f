// What the scribe was writing outlives a reload: it stays on this device until it is stored.

import type { Mark } from "./marks";

/** What is kept on this device until it is stored: every field as it stands, the mark it has, the marks of a cut line. */
export interface Draft {
  fields: Record<string, string>;
  mark: Mark | null;
  cut: Mark[];
}

export function read(place: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

export function write(place: string, draft: Draft): void {
  try {
    localStorage.setItem(place, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing: the fields themselves still hold every word.
  }
}
