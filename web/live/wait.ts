// How long to wait before coming back, so that fifty thousand phones do not come at once.

const LONGEST_MS = 30_000;
const FIRST_MS = 500;
const AFTER_LOSS_MS = 3_000;
const STAFF_MS = 2_000;

/** Full jitter: anywhere between nothing and a bound that doubles. The first try after a loss is spread over 3 s. */
export function backoff(tries: number, random: () => number, isStaff = false): number {
  const bound = tries === 0 ? AFTER_LOSS_MS : Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
  // The staff and their screens are few, and a show waits for them.
  return Math.floor(random() * (isStaff ? Math.min(STAFF_MS, bound) : bound));
}

/** Anywhere within what the server announced. */
export function within(window: [number, number], random: () => number): number {
  return Math.floor(window[0] + random() * Math.max(0, window[1] - window[0]));
}
