// One call of the API: every write carries a key of its own, and a refusal is thrown as what it says.

/** A refusal, as RFC 9457 tells it; `Body` is what may stand beside it. */
export class Problem<Body = unknown> extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly body: Partial<Body> = {} as Partial<Body>,
  ) {
    super(detail);
  }
}

/** How a call is sent, where it is not sent as all are. */
export interface Way {
  send?: typeof fetch;
  key?: () => string;
  /** What is said while the page is left still arrives. */
  keepalive?: boolean;
  /** How long an answer is waited for, in milliseconds: a line that is cut without a word would hold a call for minutes. */
  patience?: number;
  /** When it was pressed, by the server's clock: what comes too late for that is refused. */
  pressedAt?: number | undefined;
  /** As what a refusal is thrown. */
  as?: new (
    status: number,
    code: string,
    detail: string,
    body: never,
  ) => Error;
}

const PATIENCE_MS = 15_000;

/** Calls `path` under the API and answers with what it says, or throws a `Problem`; any other error says that nothing was heard. */
export async function call<T>(method: string, path: string, body?: object, way: Way = {}): Promise<T> {
  const { send = (...args) => fetch(...args), key = newKey, keepalive = false, as = Problem } = way;
  const control = new AbortController();
  const giving = setTimeout(() => control.abort(), way.patience ?? PATIENCE_MS);
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["Idempotency-Key"] = key();
  if (body) headers["Content-Type"] = "application/json";
  if (way.pressedAt !== undefined) headers["Pressed-At"] = String(Math.round(way.pressedAt));
  try {
    const answer = await send(`/api/v1${path}`, {
      method,
      headers,
      credentials: "same-origin",
      keepalive,
      signal: control.signal,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    const json = text === "" ? null : JSON.parse(text);
    if (!answer.ok) throw new as(answer.status, json?.code ?? "", json?.detail ?? "", (json ?? {}) as never);
    return json as T;
  } finally {
    clearTimeout(giving);
  }
}

/** A key for one act; `crypto.randomUUID` is missing where a station serves its pages over plain HTTP. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
