// Who will see what, kept true while the form is being filled in; without script a button shows it again.

import type { Say } from "../kit/words";

/** Keeps the preview of step 2 in step with name, department and visibility. */
export function showWhoSees(form: HTMLFormElement, say: Say): void {
  const preview = form.querySelector<HTMLElement>("#preview");
  if (!preview) return;
  const shown = (what: string) => preview.querySelector<HTMLElement>(`[data-shown=${what}]`);
  const [open, closed, by, to] = [shown("public"), shown("private"), shown("by"), shown("to")];
  const department = form.querySelector<HTMLSelectElement>("#department");
  const again = preview.querySelector<HTMLElement>(".no-script");
  if (!open || !closed || !by || !to) return;
  if (again) again.hidden = true;
  const tell = () => {
    const fields = new FormData(form);
    const visibility = String(fields.get("visibility") ?? "");
    const name = String(fields.get("name") ?? "").trim();
    open.hidden = visibility === "congress_only" || fields.has("minor");
    closed.hidden = !open.hidden;
    by.textContent = visibility === "public" && name ? name : (by.dataset.nobody ?? "");
    to.hidden = !department?.value;
    to.textContent = department?.value
      ? say("asked-of", { department: department.selectedOptions[0]?.textContent ?? "" })
      : "";
  };
  form.addEventListener("input", tell);
  form.addEventListener("change", tell);
  tell();
}
