// Keeps a screen's page and what it loads on the device: a reload while the server is away finds them there.

interface Fetching extends Event {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Living extends Event {
  waitUntil(done: Promise<unknown>): void;
}

const scope = self as unknown as {
  addEventListener(kind: string, hears: (event: Fetching & Living) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
};
const STORE = "screen-1";
const PATIENCE_MS = 2500;

scope.addEventListener("install", (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { pathname } = new URL(url);
  if (method !== "GET") return;
  if (pathname.startsWith("/assets/")) event.respondWith(keptFirst(event.request));
  else if (mode === "navigate") event.respondWith(freshFirst(event.request));
});

/** The server's answer, or the kept one when the server is silent, broken or away. */
async function freshFirst(request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(request, { signal: control.signal });
    if (answer.status < 500) {
      if (answer.ok) await store.put(request, answer.clone());
      return answer;
    }
    return (await store.match(request)) ?? answer;
  } catch (error) {
    const kept = await store.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The name of an asset carries its hash: what was kept is what the server has. */
async function keptFirst(request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  const kept = await store.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await store.put(request, answer.clone());
  return answer;
}

export {};
