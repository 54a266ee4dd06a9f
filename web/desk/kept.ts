// What a moderator wrote is kept on this screen until it is used: neither a collision nor a reload takes it.

const PLACE = "wenzheng.desk.";

/** A public text that is being written, or a note that lost a collision. */
export type Slot = "text" | "note";

export function kept(slot: Slot, question: string): string | null {
  try {
    return sessionStorage.getItem(`${PLACE}${slot}.${question}`);
  } catch {
    return null;
  }
}

export function keepWords(slot: Slot, question: string, words: string | null): void {
  try {
    const key = `${PLACE}${slot}.${question}`;
    if (words === null || words === "") sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, words);
  } catch {
    // A browser that keeps nothing: the field itself still holds every word.
  }
}
