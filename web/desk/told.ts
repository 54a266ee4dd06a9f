// What the desk says to whoever sits there.

/** Somebody was quicker; what was written here is kept. */
export interface Collision {
  question: string;
  words: string;
  written: string | null;
}

/** A line over the buttons: what just happened, how grave it is, and the act that answers it, if one does. */
export interface Strip {
  words: string;
  tone: "" | "strip--late" | "strip--good";
  act: "steal" | null;
}
