// The code by SMS, with script: it is sent without leaving the page. What goes wrong is left to the form, which says it.

import { call } from "../kit/call";

/** Takes over the button that sends a code; `send` is the browser's own fetch but in tests. */
export function mindCode(form: HTMLFormElement, slug: string, send: typeof fetch = (...args) => fetch(...args)): void {
  const button = form.querySelector<HTMLButtonElement>("#send-code");
  const phone = form.querySelector<HTMLInputElement>("#phone");
  const code = form.querySelector<HTMLInputElement>("#code");
  const note = form.querySelector<HTMLElement>("#code-sent");
  if (!button || !phone || !code || !note) return;
  let isPlain = false;
  button.addEventListener("click", (event) => {
    if (isPlain || !navigator.onLine) return;
    event.preventDefault();
    button.disabled = true;
    note.hidden = true;
    call("POST", `/inquiries/${encodeURIComponent(slug)}/identity/phone`, { phone: phone.value }, { send })
      .then(() => {
        button.disabled = false;
        note.hidden = false;
        code.focus();
      })
      .catch(() => {
        // The same button as without script: the page comes back with every word and says what is wrong.
        button.disabled = false;
        isPlain = true;
        button.click();
        isPlain = false;
      });
  });
}
