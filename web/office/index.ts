// Keeps the page of a running import fresh without loading it anew; without script the page asks for itself again.
const EVERY_MS = 1000;

const timer = setInterval(async () => {
  const main = document.getElementById("main");
  const response = await fetch(location.pathname, { headers: { accept: "text/html" } }).catch(() => null);
  // A line that breaks is tried again at the next turn.
  if (!main || !response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("main");
  if (!fresh) return;
  main.replaceChildren(...fresh.childNodes);
  if (fresh.dataset.state !== "running") clearInterval(timer);
}, EVERY_MS);
