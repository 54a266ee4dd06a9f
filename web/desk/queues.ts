// The queues with exact counts: SQL's, never a running counter.

import { html, nothing, type TemplateResult } from "lit";
import { LightElement } from "../kit/light";
import { grouped, type Say } from "../kit/words";

const OPEN = ["waiting", "urgent", "lead", "second", "photos", "calls", "held", "needs_info", "appeals"];
const DONE = [
  "approved",
  "private",
  "shortlisted",
  "merged",
  "later",
  "referred",
  "rejected",
  "answers",
  "withdrawn",
  "all",
];

export class DeskQueues extends LightElement {
  static override properties = {
    queue: {},
    counts: { attribute: false },
    slug: {},
    leads: { type: Boolean },
    contests: { type: Number },
  };
  declare queue: string;
  declare slug: string;
  /** Whether who sits here leads the desk. */
  declare leads: boolean;
  /** How many contest what is public and wait. */
  declare contests: number;
  declare counts: Record<string, number>;
  declare say: Say;

  override render(): TemplateResult {
    return html`<nav class="queues" aria-label=${this.say("queues")}>
      ${OPEN.map((queue) => this.line(queue))}
      <a href="/desk/${this.slug}/contests">${this.say("contests")}<span class="num ${this.contests > 0 ? "is-warn" : ""}">${grouped(this.contests ?? 0)}</span></a>
      <h2>${this.say("done")}</h2>
      ${DONE.map((queue) => this.line(queue))}
      <a href="/desk/${this.slug}/sheet" target="_blank">${this.say("sheet")}</a>
      <a href="/desk/${this.slug}/type-in" target="_blank">${this.say("type-in")}</a>
      ${this.leads ? html`<a href="/desk/${this.slug}/gate">${this.say("gate")}</a>` : nothing}
    </nav>`;
  }

  private line(queue: string): TemplateResult {
    const count = this.counts[queue];
    const isPressing = ["urgent", "lead", "second", "photos", "calls", "appeals"].includes(queue) && (count ?? 0) > 0;
    return html`<a href="/desk/${this.slug}?queue=${queue}" aria-current=${queue === this.queue ? "true" : nothing}
      @click=${(event: MouseEvent) => this.choose(event, queue)}
      >${this.say(`queue-${queue}`)}<span class="num ${isPressing ? "is-warn" : ""}">${count === undefined ? "" : grouped(count)}</span></a>`;
  }

  private choose(event: MouseEvent, queue: string): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("queue-chosen", { detail: queue, bubbles: true }));
  }
}

customElements.define("desk-queues", DeskQueues);
