// The one line over the page that tells how the connection stands. It is never a box over anything.

/** Says something in the strip, or hides it when there is nothing to say. */
export function tell(words: string | null): void {
  const strip = document.getElementById("strip");
  const place = strip?.querySelector("span");
  if (!strip || !place) return;
  if (words !== null) place.textContent = words;
  strip.hidden = words === null;
}

/** Says something for a while; what is said later stays. */
export function tellBriefly(words: string, ms = 6000): void {
  tell(words);
  const place = document.querySelector("#strip span");
  setTimeout(() => {
    if (place?.textContent === words) tell(null);
  }, ms);
}
