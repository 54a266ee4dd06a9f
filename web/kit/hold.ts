// A button that must be held: its edge fills while finger, mouse or key stay down; letting go early does nothing.

/** Makes every form button with `data-hold` act only when it was held for so many milliseconds. Without script it is a plain button. */
export function holdButtons(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-hold]")) held(button);
}

function held(button: HTMLButtonElement): void {
  const says = button.querySelector<HTMLElement>("[data-hold-says]");
  if (says) says.hidden = false;
  const form = button.form;
  // Neither a click nor Enter in a field is a holding.
  button.type = "button";
  form?.addEventListener("submit", (event) => event.preventDefault());
  const hold = new Hold(Number(button.dataset.hold), () => {
    if (form?.reportValidity()) form.submit();
  });
  holdable(button, hold);
}

/** Lets pointer and keyboard hold a button. */
export function holdable(button: HTMLElement, hold: Hold): void {
  const isKey = (press: KeyboardEvent) => press.key === " " || press.key === "Enter";
  button.addEventListener("pointerdown", () => hold.begin(button));
  for (const end of ["pointerup", "pointerleave", "pointercancel", "blur"])
    button.addEventListener(end, () => hold.let());
  button.addEventListener("keydown", (press) => {
    if (!isKey(press)) return;
    press.preventDefault();
    press.stopPropagation();
    if (!press.repeat) hold.begin(button);
  });
  button.addEventListener("keyup", (press) => {
    if (isKey(press)) hold.let();
  });
  button.addEventListener("contextmenu", (event) => event.preventDefault());
}

export class Hold {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private running: Animation | null = null;

  constructor(
    private readonly forMs: number,
    private readonly done: () => void,
  ) {}

  /** Begins to fill; a second beginning changes nothing. */
  begin(button: HTMLElement | null): void {
    if (this.timer) return;
    const edge = [{ boxShadow: "inset 0 0 0 0 currentColor" }, { boxShadow: "inset 40rem 0 0 0 currentColor" }];
    this.running = button?.animate?.(edge, { duration: this.forMs }) ?? null;
    this.timer = setTimeout(() => {
      this.let();
      this.done();
    }, this.forMs);
  }

  /** Lets go. */
  let(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.running?.cancel();
    this.running = null;
  }
}
