// What is done with the open question beside deciding on it: its photos are judged, its words translated, its asker called back.

import type { Judgement, Words } from "./api";
import type { DeskState } from "./state";

/** Passes or refuses a photo. */
export function judgePhoto(desk: DeskState, judgement: Judgement): Promise<void> {
  return andFetch(desk, () => desk.api.judgePhoto(judgement));
}

/** Writes a translation beside the original. */
export function translate(desk: DeskState, words: Words): Promise<void> {
  return andFetch(desk, (id) => desk.api.translate(id, words));
}

/** Notes that the asker was called back. */
export function calledBack(desk: DeskState): Promise<void> {
  const version = desk.open?.line.version ?? 0;
  return andFetch(desk, (id) => desk.api.calledBack(id, version));
}

/** What became of it is fetched with the question, whether it was done or refused. */
async function andFetch(desk: DeskState, deed: (id: string) => Promise<unknown>): Promise<void> {
  const id = desk.open?.line.id;
  if (!id) return;
  await deed(id).catch((problem) => desk.failed(problem));
  await desk.fetch(id);
}
