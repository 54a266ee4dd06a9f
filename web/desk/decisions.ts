// Deciding: shown at once, settled when the answer comes, put back when it does not hold, and taken back on one key.

import { type Action, Problem, type With } from "./api";
import { keepWords, kept } from "./kept";
import type { Verdict } from "./panel";
import type { DeskState } from "./state";
import { type Decision, UNDO_MS, Undo } from "./undo";

/** What a decision is about. */
interface Target {
  id: string;
  excerpt: string;
  version: number;
}

const SHOWN = 14;
/** What everybody reads afterwards: the public text goes with it, as it stands in the pane. */
const PUBLISHES: Action[] = ["approve", "shortlist"];

export class Decisions {
  readonly undo = new Undo();
  /** The last decision that the server confirmed, for the empty queue. */
  last: { words: string; at: number; who: string } | null = null;

  constructor(
    private readonly desk: DeskState,
    private readonly refreshSoon: (questions: Iterable<string>) => void,
  ) {}

  async decide(action: Action, rest: With): Promise<void> {
    const { api, rows } = this.desk;
    const targets = rows.targets();
    const one = targets[0];
    if (!one) return;
    if (targets.length > 1) {
      const items = targets.map(({ id, version }) => ({ id, version }));
      return this.settle(action, targets, () => api.bulk(action, items, rest));
    }
    const note = rest.note ?? this.desk.note();
    const withNote = note ? { ...rest, note } : rest;
    if (!PUBLISHES.includes(action))
      return this.settle(action, [one], () => api.decide(one.id, action, one.version, withNote));
    // A key is never lost because its question was still on the way.
    if (this.desk.open?.line.id !== one.id) await this.desk.fetch(one.id);
    if (this.desk.open?.line.id !== one.id) return;
    const public_text = this.desk.text().trim();
    if (public_text === "") return this.desk.tell(this.desk.say("needs-public"));
    const send = () => api.decide(one.id, action, one.version, { ...withNote, public_text });
    return this.settle(action, [one], send, public_text);
  }

  async merge(into: string): Promise<void> {
    const one = this.desk.rows.targets().find((line) => line.id !== into);
    if (!one) return;
    await this.settle("merge", [one], () => this.desk.api.merge(one.id, into, one.version));
  }

  /** Puts everything that was sent in the same words under one question: that which was decided on, else the open one. */
  async mergeSame(): Promise<void> {
    const { desk } = this;
    const one = desk.rows.targets()[0];
    if (!one) return;
    if (desk.open?.line.id !== one.id) await desk.fetch(one.id);
    const open = desk.open;
    if (open?.line.id !== one.id || !open.same) return desk.tell(desk.say("same-none"));
    const { into, rows } = open.same;
    const targets = rows.map(({ id, version, text }) => ({ id, version, excerpt: text }));
    const items = rows.map(({ id, version }) => ({ id, version }));
    await this.settle("merge_same", targets, () => desk.api.mergeAll(into, items));
    if (into === one.id) this.refreshSoon([one.id]);
  }

  /** Answers an appeal; the sentence why stays among the staff. */
  async judge(verdict: Verdict, note: string): Promise<void> {
    const one = this.desk.rows.targets()[0];
    if (!one) return;
    await this.settle(verdict, [one], () => this.desk.api.judge(one.id, verdict, one.version, note));
  }

  /** What was chosen in the panel. */
  chosen(value: string): void {
    const choosing = this.desk.choosing;
    this.desk.choosing = null;
    switch (choosing?.what) {
      case "merge":
        return void this.merge(value);
      case "undo":
        return void this.takeBack(value);
      case "reject":
        return void this.decide("reject", { reason: value });
      case "ask_more":
      case "ask_lead":
        return void this.decide(choosing.what, { note: value });
      case "uphold":
      case "overturn":
        return void this.judge(choosing.what, value);
      case "refer":
      case "transfer":
        return void this.decide(choosing.what, { department: value });
    }
  }

  /** Takes the last decision back; after ten seconds the panel asks why. Returns whether it asks. */
  async takeBack(reason?: string): Promise<boolean> {
    const { desk } = this;
    const decision = this.undo.last();
    if (!decision?.settled) return false;
    if (reason === undefined && Date.now() - decision.at > UNDO_MS) {
      desk.choosing = { what: "undo", heading: desk.say("undo-late"), note: decision.words, options: [], sentence: "" };
      desk.screen.touch();
      return true;
    }
    this.undo.drop(decision);
    const { decision: id, version, merged } = decision.settled;
    try {
      if (id === "" && merged) await desk.api.unmerge(merged, version);
      else await desk.api.undo(id, version, reason);
      desk.rows.restore(decision.removed);
      for (const { row } of decision.removed) desk.forget(row.line.id);
      desk.tell(desk.say("undone"), "strip--good");
      this.refreshSoon(decision.removed.map(({ row }) => row.line.id));
    } catch (problem) {
      // A refusal is final; a lost line is not.
      if (!(problem instanceof Problem)) this.undo.push(decision);
      desk.failed(problem);
    }
    desk.look();
    desk.screen.focusList();
    return false;
  }

  /** After a collision: the question as it is now. */
  seeNow(): void {
    const { desk } = this;
    const collision = desk.collision;
    desk.collision = null;
    if (!collision) return;
    desk.forget(collision.question);
    desk.rows.at = collision.question;
    this.refreshSoon([collision.question]);
    desk.look();
    desk.screen.focusList();
  }

  /** After a collision: what was written goes with the next decision as a note. */
  keepNote(): void {
    const collision = this.desk.collision;
    if (!collision) return;
    if (collision.written) keepWords("note", collision.question, collision.written);
    keepWords("text", collision.question, null);
    this.seeNow();
  }

  private async settle(
    action: Action | Verdict | "merge" | "merge_same",
    targets: Target[],
    send: () => Promise<{ decision?: string; version?: number; needs_second?: boolean }>,
    written: string | null = null,
  ): Promise<void> {
    const { desk } = this;
    const ids = targets.map(({ id }) => id);
    const next = Math.max(...targets.map(({ version }) => version)) + 1;
    const before = desk.open;
    // What is left to the lead leaves the waiting; in every other queue it stays where it is.
    const staysHere = action === "urgent" || action === "name" || (action === "ask_lead" && desk.queue !== "waiting");
    const removed = staysHere ? [] : desk.rows.remove(ids, next);
    const act = desk.say(`did-${action}`);
    const decision: Decision = { words: this.told(act, targets), at: Date.now(), removed, settled: null };
    this.undo.push(decision);
    desk.collision = desk.strip = null;
    desk.isEditing = false;
    if (desk.holds.mine && ids.includes(desk.holds.mine)) desk.holds.forget();
    desk.look();
    desk.screen.focusList();
    try {
      const answer = await send();
      if (answer.needs_second) {
        decision.words = this.told(desk.say("did-sign"), targets);
        desk.tell(desk.say("needs-second"));
      }
      const merged = action === "merge" ? ids[0] : undefined;
      decision.settled = {
        decision: answer.decision ?? "",
        version: answer.version ?? next,
        ...(merged ? { merged } : {}),
      };
      for (const id of ids) {
        keepWords("text", id, null);
        keepWords("note", id, null);
        desk.forget(id);
      }
      this.last = { words: act, at: desk.screen.now(), who: desk.page.me.name };
      this.refreshSoon(ids);
    } catch (problem) {
      this.undo.drop(decision);
      desk.rows.restore(removed);
      desk.open = before;
      if (problem instanceof Problem && problem.code === "stale_version")
        this.collide(ids[0] as string, problem, written);
      else desk.failed(problem);
      desk.look();
    }
    desk.screen.touch();
  }

  /** Somebody was quicker. Nothing that was written here is lost. */
  private collide(question: string, problem: Problem, text: string | null): void {
    const { desk } = this;
    const decided = problem.body.current?.decided;
    const who = decided?.by ?? desk.who(problem);
    const act = desk.say(decided ? `did-${decided.action}` : "did-change");
    const written = text ?? kept("text", question);
    if (written) keepWords("text", question, written);
    desk.collision = { question, words: desk.say("collision", { who, act }), written };
  }

  private told(act: string, targets: Target[]): string {
    if (targets.length > 1) return this.desk.say("undo-many", { act, n: targets.length });
    const letters = [...(targets[0]?.excerpt ?? "")];
    const what = letters.slice(0, SHOWN).join("") + (letters.length > SHOWN ? "…" : "");
    return this.desk.say("undo-line", { act, what });
  }
}
