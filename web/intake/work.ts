// Work for this device, where very many come at once: a number is sought whose digest begins with so many zero bits.

import { sha256 } from "@noble/hashes/sha2.js";

/** How many are tried before the page may breathe. */
const AT_ONCE = 1500;

/** Does a piece of work, `work.<bits>…`, and answers with what to show as `Visitor-Work`. */
export async function done(work: string): Promise<string> {
  const bits = Number(work.split(".")[1]);
  const bytes = new TextEncoder();
  for (let number = 0; ; number += 1) {
    const tried = `${work}:${number}`;
    if (zeros(sha256(bytes.encode(tried))) >= bits) return tried;
    if (number % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
  }
}

/** How many zero bits a digest begins with. */
export function zeros(digest: Uint8Array): number {
  const at = digest.findIndex((byte) => byte !== 0);
  return at < 0 ? digest.length * 8 : at * 8 + Math.clz32(digest[at] as number) - 24;
}
