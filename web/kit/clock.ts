// The time of day as the programme reads it, wherever the reader's own clock stands.

let format: Intl.DateTimeFormat | null = null;

/** 20:43:18, in the zone that the server wrote the page in. */
export function clock(at: number): string {
  format ??= inZone(document.documentElement.dataset.zone);
  return format.format(at);
}

function inZone(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    ...(timeZone ? { timeZone } : {}),
  });
}
