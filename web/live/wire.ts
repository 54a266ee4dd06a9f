// The envelopes of `/ws/v1`; each text message is an array of them.

/** Where a log stands: its epoch and the offset of the last line heard. */
export interface Position {
  e: string;
  o: number;
}

export interface Greeting {
  k: "hi";
  sid: string;
  n: string;
  hb: number;
  now: number;
  role: string;
  s: Record<string, { e: string; o: number; r: "ok" | "snap" | "none" } | { v: number }>;
}
export interface Lines {
  k: "ev";
  s: string;
  e: string;
  o: number;
  d: unknown[];
}
export interface SnapshotPart {
  k: "sn";
  s: string;
  e: string;
  o: number;
  part: number;
  of: number;
  d: string;
}
export interface Tally {
  k: "tl";
  v: number;
  q: Record<string, number>;
  aud: number;
}
/** Something passing among staff: a hold, a presence. It has no offset. */
export interface Passing {
  k: "pa";
  s: string;
  d: unknown;
}
export interface Expiring {
  k: "tx";
  in: number;
}
export interface Goodbye {
  k: "by";
  c: number;
  w: [number, number];
}

export type Envelope = Greeting | Lines | SnapshotPart | Tally | Passing | Expiring | Goodbye;

/** What a close code asks for; the code decides, never the text. */
export function afterClose(code: number): "reconnect" | "refresh" | "stop" {
  if (code >= 4100 && code < 4200) return "refresh";
  if (code >= 4400 && code < 4500) return "stop";
  return "reconnect";
}
