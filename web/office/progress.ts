// Watches an import: fetches the page again until it is done, so that the figures move without a reload.
const EVERY_MS = 1000;

const watched = () => document.querySelector("[data-state='running']");

async function look(): Promise<void> {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
  const fresh = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const [now, then] = [document.getElementById("main"), fresh?.getElementById("main")];
  if (now && then) now.replaceWith(then);
  if (watched()) setTimeout(look, EVERY_MS);
}

if (watched()) setTimeout(look, EVERY_MS);
