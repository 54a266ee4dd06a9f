// What the desk asks of the server. Every write names the version that was seen and carries a key of its own.

import { call, newKey, Problem as Refusal } from "../kit/call";
import type { DeskLine } from "../wire/DeskLine";
import type { DeskList } from "../wire/DeskList";
import type { DeskPerson } from "../wire/DeskPerson";
import type { DeskQuestion } from "../wire/DeskQuestion";
import type { Hold } from "../wire/Hold";
import type { StageRundown } from "../wire/StageRundown";

/** What a moderator decides, in the words of the contract. */
export type Action =
  | "approve"
  | "approve_private"
  | "reject"
  | "ask_more"
  | "later"
  | "refer"
  | "transfer"
  | "shortlist"
  | "urgent"
  | "ask_lead"
  | "name";

/** What goes with it. */
export interface With {
  reason?: string;
  public_text?: string;
  note?: string;
  department?: string;
}

/** A translation over the version that was seen. */
export interface Words {
  text: string;
  version: number;
}

/** A photo that is passed or refused, at the version that was seen. */
export interface Judgement {
  id: string;
  version: number;
  passes: boolean;
}

export interface Decided {
  id: string;
  state: string;
  version: number;
  decision: string;
  /** Another person must still sign. */
  needs_second: boolean;
}

/** Rows fetched at a time: what the eye needs first; the rest follows while one scrolls. */
const PAGE = 80;

/** How a question stands for whoever was overtaken. */
interface Current {
  state?: string;
  /** What was decided last, and by whom. */
  decided?: { by: string | null; action: string } | null;
}

/** What stands beside a refusal. */
interface Beside {
  by: DeskPerson | string;
  until: number;
  current: Current;
}

/** A refusal, with what stands beside it. */
export class Problem extends Refusal<Beside> {}

export class Api {
  constructor(
    private readonly slug: string,
    private readonly send: typeof fetch = (...args) => fetch(...args),
    private readonly key: () => string = newKey,
  ) {}

  list(queue: string, sort: string, rest: { after?: string; find?: string; only?: string } = {}): Promise<DeskList> {
    const query = new URLSearchParams({ queue, sort, limit: String(PAGE), ...rest });
    return this.call("GET", `/inquiries/${this.slug}/desk?${query}`);
  }

  rundown(): Promise<StageRundown> {
    return this.call("GET", `/inquiries/${this.slug}/rundown`);
  }

  /** Says that this desk is open. */
  here(how: { greets?: boolean; leaves?: boolean } = {}): Promise<unknown> {
    return this.call("POST", `/inquiries/${this.slug}/presence`, how);
  }

  question(id: string): Promise<DeskQuestion> {
    return this.call("GET", `/questions/${id}/desk`);
  }

  hold(id: string, steal = false): Promise<{ hold: Hold }> {
    return this.call("POST", `/questions/${id}/hold`, steal ? { steal: true } : {});
  }

  letGo(id: string): Promise<unknown> {
    return this.call("DELETE", `/questions/${id}/hold`);
  }

  /** What should be read next, held by whoever asks; nothing where nothing waits. */
  next(passed: string[]): Promise<{ line: DeskLine | null; round: boolean }> {
    return this.call("POST", `/inquiries/${this.slug}/next`, { passed });
  }

  decide(id: string, action: Action, version: number, rest: With): Promise<Decided> {
    return this.call("POST", `/questions/${id}/decision`, { action, version, ...rest });
  }

  bulk(
    action: Action,
    items: { id: string; version: number }[],
    rest: With,
  ): Promise<{ decision: string; version?: number }> {
    return this.call("POST", `/inquiries/${this.slug}/bulk`, { action, items, ...rest });
  }

  merge(id: string, into: string, version: number): Promise<Decided> {
    return this.call("POST", `/questions/${id}/merge`, { into, version });
  }

  /** Many under one, all or nothing, with one undo. */
  mergeAll(into: string, items: { id: string; version: number }[]): Promise<{ decision: string; version?: number }> {
    return this.call("POST", `/inquiries/${this.slug}/bulk`, { action: "merge", into, items });
  }

  unmerge(id: string, version: number): Promise<unknown> {
    return this.call("DELETE", `/questions/${id}/merge?version=${version}`);
  }

  undo(decision: string, version: number, reason?: string): Promise<Decided> {
    return this.call("POST", `/decisions/${decision}/undo`, { version, ...(reason ? { reason } : {}) });
  }

  judge(id: string, action: "uphold" | "overturn", version: number, note: string): Promise<Decided> {
    return this.call("POST", `/questions/${id}/appeal-decision`, { action, version, note });
  }

  judgePhoto({ id, version, passes }: Judgement): Promise<unknown> {
    return this.call("POST", `/photos/${id}/judgement`, { passes, version });
  }

  translate(id: string, words: Words): Promise<unknown> {
    return this.call("PUT", `/questions/${id}/translation`, words);
  }

  /** Notes that the asker was called back. */
  calledBack(id: string, version: number): Promise<unknown> {
    return this.call("POST", `/questions/${id}/called-back`, { version });
  }

  reveal(id: string, reason: string): Promise<{ contact: string | null; flat: string | null }> {
    return this.call("POST", `/questions/${id}/reveal`, { reason });
  }

  private call<T>(method: string, path: string, body?: object): Promise<T> {
    // What is said while the page is left still arrives.
    const keepalive = path.endsWith("/hold") || path.endsWith("/presence");
    return call(method, path, body, { send: this.send, key: this.key, keepalive, as: Problem });
  }
}
