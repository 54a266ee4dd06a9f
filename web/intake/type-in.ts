// Typing in with keys: a source on Alt and a digit, stored on Ctrl+Enter, and the form ready for the next call at once.

import { call, newKey, Problem } from "../kit/call";
import { type Say, wordsOf } from "../kit/words";

/** What the asker is told. */
export interface Receipt {
  receipt: string;
  code: string;
}

interface Refused {
  errors: { field: string; code: string; limit?: number }[];
  current: { receipt?: string; state?: string };
}

type Fields = Record<string, string>;

const main = document.querySelector<HTMLElement>("main[data-page=type-in]");
const form = main?.querySelector<HTMLFormElement>("#type-in");
if (main && form) sit(main, form, wordsOf(document));

function sit(main: HTMLElement, form: HTMLFormElement, say: Say): void {
  const slug = main.dataset.slug ?? "";
  const place = `wenzheng.type-in.${slug}`;
  const text = form.elements.namedItem("text") as HTMLTextAreaElement;
  const send = form.querySelector<HTMLButtonElement>("#send");
  let attempt = newKey();
  let isSending = false;
  restore(form, read(place));

  form.addEventListener("input", () => {
    // Other words are another clue: only what is sent unchanged is the same sending.
    attempt = newKey();
    write(place, typed(form));
    kept(main, say("kept"));
  });
  document.addEventListener("keydown", (press) => {
    if (press.repeat || press.isComposing) return;
    if (press.key === "Enter" && (press.ctrlKey || press.metaKey)) {
      press.preventDefault();
      send?.click();
    }
    if (press.code === "KeyU" && press.altKey && !press.ctrlKey) {
      press.preventDefault();
      form.querySelector<HTMLButtonElement>("#ring-it")?.click();
    }
    const source = press.altKey && !press.ctrlKey ? sourceOf(form, press.code) : null;
    if (source) {
      press.preventDefault();
      source.checked = true;
      source.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  // Safari 14 does not say which button sent a form.
  let isUrgent = false;
  form.addEventListener("click", (event) => {
    const button = (event.target as Element).closest("button");
    if (button) isUrgent = button.id === "ring-it";
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void store(isUrgent);
  });
  addEventListener("online", () => {
    if (main.dataset.cut) tell(main, say("back"));
  });

  async function store(urgent: boolean): Promise<void> {
    if (isSending) return;
    isSending = true;
    const fields = typed(form as HTMLFormElement);
    kept(main, say("sending"));
    try {
      const receipt = await call<Receipt>(
        "POST",
        `/inquiries/${encodeURIComponent(slug)}/clues`,
        { ...fields, urgent },
        {
          key: () => attempt,
        },
      );
      clear(main, form as HTMLFormElement);
      shown(main, receipt, { ...fields, urgent: urgent ? "1" : "" }, say);
      emptied(form as HTMLFormElement);
      write(place, typed(form as HTMLFormElement));
      attempt = newKey();
      text.focus();
    } catch (error) {
      kept(main, say("kept"));
      refused(main, form as HTMLFormElement, error, say);
    } finally {
      isSending = false;
    }
  }
}

/** The source of a key: the digit counts, wherever the layout puts it. */
function sourceOf(form: HTMLFormElement, code: string): HTMLInputElement | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  return digit ? (form.querySelectorAll<HTMLInputElement>("input[name=source]")[Number(digit) - 1] ?? null) : null;
}

/** Everything that is typed, as the call takes it. */
export function typed(form: HTMLFormElement): Fields {
  const fields: Fields = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields[name] = value;
  delete fields.idempotency_key;
  return fields;
}

/** The form for the next call: empty, but for where it comes from. */
export function emptied(form: HTMLFormElement): void {
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input[type=text], textarea")) {
    field.value = "";
  }
  for (const field of form.querySelectorAll("select")) field.selectedIndex = 0;
}

function restore(form: HTMLFormElement, draft: Fields | null): void {
  // What the server sent back stands.
  const text = form.elements.namedItem("text") as HTMLTextAreaElement;
  if (!draft || text.value !== "") return;
  for (const [name, value] of Object.entries(draft)) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList || (field && "value" in field)) (field as HTMLInputElement).value = value;
  }
}

function shown(main: HTMLElement, { receipt, code }: Receipt, fields: Fields, say: Say): void {
  const box = main.querySelector<HTMLElement>("#stored");
  const part = (name: string) => box?.querySelector<HTMLElement>(`[data-part=${name}]`);
  const put = (name: string, text: string) => {
    const place = part(name);
    if (place) place.textContent = text;
  };
  put("source", say(`provenance-${fields.source}`));
  put("source_id", fields.source_id ?? "");
  put("text", (fields.text ?? "").trim());
  put("receipt", spaced(receipt, 4));
  put("code", spaced(code, 3));
  const heading = box?.querySelector<HTMLElement>("h2");
  if (heading) heading.textContent = say("type-in-stored");
  for (const [element, isHidden] of [
    [heading, false],
    [part("full"), false],
    [part("none"), true],
    [part("urgent"), fields.urgent !== "1"],
  ] as const) {
    if (element) element.hidden = isHidden;
  }
  box?.classList.add("typein__said--full");
}

function refused(main: HTMLElement, form: HTMLFormElement, error: unknown, say: Say): void {
  clear(main, form);
  if (!(error instanceof Problem)) {
    main.dataset.cut = "yes";
    return tell(main, say("cut"));
  }
  const { errors, current } = error.body as Partial<Refused>;
  if (errors?.length) {
    tell(main, say("left", { n: errors.length }));
    for (const wrong of errors) mark(form, wrong, say);
    const first = form.querySelector<HTMLElement>("[aria-invalid=true], .from.field--bad");
    return first?.focus();
  }
  if (error.code === "source_known") {
    const receipt = current?.receipt;
    const known = receipt && { receipt: spaced(receipt, 4), state: say(`state-${current?.state}`) };
    return tell(main, known ? say("known", known) : say("known-bare"));
  }
  tell(main, error.message || say("cut"));
}

function mark(form: HTMLFormElement, wrong: Refused["errors"][number], say: Say): void {
  const field = form.querySelector<HTMLElement>(`#${wrong.field}`);
  const box = field?.closest(".field, .from") ?? null;
  if (!field || !box) return;
  const code = wrong.code === "unknown" ? "malformed" : wrong.code;
  const key = `field-${wrong.field}-${code}`;
  const sentence = say(key, { limit: wrong.limit ?? 0 });
  const said = document.createElement("p");
  said.className = "field__err";
  said.id = `e-${wrong.field}`;
  said.textContent = sentence === key ? say("field-other") : sentence;
  box.classList.add("field--bad");
  if (field.matches("input, textarea, select")) {
    field.setAttribute("aria-invalid", "true");
    const hint = form.querySelector(`#hint-${wrong.field}`)?.id;
    field.setAttribute("aria-describedby", hint ? `${hint} ${said.id}` : said.id);
    field.before(said);
  } else box.querySelector(".from__all")?.before(said);
}

/** Takes away what was said about the sending before. */
function clear(main: HTMLElement, form: HTMLFormElement): void {
  delete main.dataset.cut;
  for (const gone of form.querySelectorAll(".field__err, .errors, .note:not(#said)")) gone.remove();
  for (const bad of form.querySelectorAll(".field--bad")) bad.classList.remove("field--bad");
  for (const bad of form.querySelectorAll("[aria-invalid]")) bad.removeAttribute("aria-invalid");
  tell(main, "");
  kept(main, "");
}

function tell(main: HTMLElement, sentence: string): void {
  const said = main.querySelector<HTMLElement>("#said");
  if (!said) return;
  said.textContent = sentence;
  said.hidden = sentence === "";
}

function kept(main: HTMLElement, sentence: string): void {
  const place = main.querySelector("#kept");
  if (place) place.textContent = sentence;
}

/** 4087162953 is read as 4087 1629 53. */
export function spaced(digits: string, by: number): string {
  return digits.replace(new RegExp(`(\\d{${by}})(?=\\d)`, "g"), "$1 ");
}

// A draft holds a telephone number: it stays in this window and goes with it.
function read(place: string): Fields | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "null") as Fields | null;
  } catch {
    return null;
  }
}

function write(place: string, fields: Fields): void {
  try {
    sessionStorage.setItem(place, JSON.stringify(fields));
  } catch {
    // A browser that keeps nothing: the fields themselves still hold every word.
  }
}
