// An element that lives in the page's own DOM: one style sheet, readable by every tool, and whole before script came.

import { html, LitElement, nothing, svg, type TemplateResult } from "lit";

/** A Lit element without a shadow. What the server rendered inside gives way at the first render. */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }
}

/** A mark from the page's sprite. */
export function icon(name: string): TemplateResult {
  return html`<svg class="i" aria-hidden="true" focusable="false">${svg`<use href="#${name}"></use>`}</svg>`;
}

/** A key beside a word; assistive technology has it from `aria-keyshortcuts`. */
export function kbd(name: string): TemplateResult | typeof nothing {
  return name === "" ? nothing : html`<kbd aria-hidden="true">${name}</kbd>`;
}
