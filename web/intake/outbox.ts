// A question that could not be sent waits on this phone, and is sent exactly once when the line is back.

/** What waits: the form's own fields, its idempotency key among them. */
export interface Waiting {
  slug: string;
  fields: Record<string, string>;
}

const PLACE = "wenzheng.outbox";
const DRAFT = "wenzheng.draft.";

/** What waits to be sent, if anything. */
export function waiting(): Waiting | null {
  return read<Waiting>(PLACE);
}

/** Keeps a form until its receipt has been seen. Its key makes a second sending harmless. */
export function keep(entry: Waiting): void {
  write(PLACE, entry);
}

/** The receipt stands on the page, or the server asked for changes: nothing waits any more. */
export function settle(slug: string): void {
  if (waiting()?.slug === slug) write(PLACE, null);
}

/** What was typed for this inquiry before. */
export function draft(slug: string): Record<string, string> | null {
  return read(DRAFT + slug);
}

/** Keeps what is being typed, or forgets it. */
export function keepDraft(slug: string, fields: Record<string, string> | null): void {
  write(DRAFT + slug, fields);
}

/**
 * Sends what waits, by the same form that a page without script sends, so that the receipt is shown as always.
 * Asks first whether the line is really there: a lost form would leave the reader with an error page.
 */
export async function flush(before: () => void, probe: typeof fetch = fetch, submit = submitPlainly): Promise<boolean> {
  const entry = waiting();
  if (!entry) return false;
  try {
    const there = await probe(`/i/${encodeURIComponent(entry.slug)}`, { method: "HEAD", cache: "no-store" });
    if (!there.ok) return false;
  } catch {
    return false;
  }
  before();
  submit(entry);
  return true;
}

function submitPlainly(entry: Waiting): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = `/i/${encodeURIComponent(entry.slug)}/ask`;
  form.hidden = true;
  for (const [name, value] of Object.entries(entry.fields)) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

function read<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(key);
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing: the form itself still holds every word.
  }
}
