// Spans of time as the gallery reads them.

/** 4:22, or 1:02:03 from an hour on; never negative. */
export function span(ms: number): string {
  const all = Math.floor(Math.max(0, ms) / 1000);
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** A span that is left, or by which a plan is over. */
export interface Left {
  over: boolean;
  text: string;
}

/** What is left of a plan; over it, how much. */
export function left(plannedMs: number, usedMs: number): Left {
  const rest = plannedMs - usedMs;
  // The last second is shown until it is over, and the first over it when it has begun.
  return rest > 0 ? { over: false, text: span(rest + 999) } : { over: true, text: span(-rest) };
}

/** What a show that goes on as planned would miss. */
export interface Pace {
  /** How late it would end, in milliseconds; negative when early. */
  lateMs: number;
  /** How many of the last items would not be asked. */
  missed: number;
}

/** How a show will end that goes on as planned: `restMs` of the present item, then those that wait. */
export function pace(now: number, endsAt: number, restMs: number, waitingS: number[]): Pace {
  let at = now + Math.max(0, restMs);
  let missed = 0;
  for (const seconds of waitingS) {
    at += seconds * 1000;
    // An item counts as missed when it would not even begin.
    if (at - seconds * 1000 >= endsAt) missed += 1;
  }
  return { lateMs: at - endsAt, missed };
}
