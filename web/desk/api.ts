// What the desk asks of the server. Every write names the version that was seen and carries a key of its own.

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
  | "ask_lead";

/** What goes with it. */
export interface With {
  reason?: string;
  public_text?: string;
  note?: string;
  department?: string;
}

export interface Decided {
  id: string;
  state: string;
  version: number;
  decision: string;
}

/** Rows fetched at a time: what the eye needs first; the rest follows while one scrolls. */
const PAGE = 80;

/** How a question stands for whoever was overtaken. */
interface Current {
  state?: string;
  /** What was decided last, and by whom. */
  decided?: { by: string | null; action: string } | null;
}

/** A refusal, as RFC 9457 tells it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly body: { by?: DeskPerson | string; until?: number; current?: Current } = {},
  ) {
    super(detail);
  }
}

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

  unmerge(id: string, version: number): Promise<unknown> {
    return this.call("DELETE", `/questions/${id}/merge?version=${version}`);
  }

  undo(decision: string, version: number, reason?: string): Promise<Decided> {
    return this.call("POST", `/decisions/${decision}/undo`, { version, ...(reason ? { reason } : {}) });
  }

  judge(id: string, action: "uphold" | "overturn", version: number, note: string): Promise<Decided> {
    return this.call("POST", `/questions/${id}/appeal-decision`, { action, version, note });
  }

  reveal(id: string, reason: string): Promise<{ contact: string }> {
    return this.call("POST", `/questions/${id}/reveal`, { reason });
  }

  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET") headers["Idempotency-Key"] = this.key();
    if (body) headers["Content-Type"] = "application/json";
    const answer = await this.send(`/api/v1${path}`, {
      method,
      headers,
      credentials: "same-origin",
      // What is said while the page is left still arrives.
      keepalive: path.endsWith("/hold") || path.endsWith("/presence"),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    const json = text === "" ? null : JSON.parse(text);
    if (!answer.ok) throw new Problem(answer.status, json?.code ?? "", json?.detail ?? "", json ?? {});
    return json as T;
  }
}

/** A key for one act; `crypto.randomUUID` is missing where a station serves its desk over plain HTTP. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
