// A link that is shown only once can be copied with one press; over plain HTTP there is no clipboard, and it stands there to be held.

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copies]")) {
  const link = document.getElementById(button.dataset.copies ?? "")?.textContent?.trim();
  if (!link || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link);
      button.textContent = button.dataset.copied ?? button.textContent;
    } catch {
      // Forbidden: the link can still be held and copied.
      button.hidden = true;
    }
  });
}
