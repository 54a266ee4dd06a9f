// Lines that say that something rings or was taken: the strip of the page is told to look.

/** Tells the strip when one of these lines is about an alarm. */
export function heardOfAlarm(lines: readonly unknown[]): void {
  const isAbout = (line: unknown) => String((line as { kind?: string }).kind ?? "").startsWith("alarm_");
  if (lines.some(isAbout)) dispatchEvent(new CustomEvent("alarm-heard"));
}
