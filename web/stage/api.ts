// What the gallery asks of the server. Every write carries a key of its own and the moment of its press; a take names what it
// believes on air.

import { call as called, Problem as Refusal } from "../kit/call";
import type { Card } from "../wire/Card";
import type { Gallery } from "../wire/Gallery";
import type { OnAir } from "../wire/OnAir";
import type { StageAir } from "../wire/StageAir";
import type { StageHelm } from "../wire/StageHelm";

/** What stands beside a refusal. */
interface Beside {
  on_air: string | null;
  next: string | null;
  item: string;
}

/** A refusal, with what stands beside it. */
export class Problem extends Refusal<Beside> {}

/** A new screen with its link. */
export interface Opened {
  id: string;
  label: string;
  link: string;
}

/** What can be said of an item. */
export type Told = { asked_by: string; deputy: string | null } | { bridge: string };

/** Why a question is pulled. */
export interface Why {
  code: string;
  asked_by: string;
  how: string;
}

/** How long the gallery waits for an answer, in milliseconds. */
const LOOK_PATIENCE_MS = 2500;
/** Shorter than a press counts at the server: what nobody answered by then is not done any more once the line is back. */
const PRESS_PATIENCE_MS = 5000;

export class Api {
  constructor(
    private readonly slug: string,
    /** When what is asked now was pressed, by the server's clock. */
    private readonly pressedAt: () => number | undefined = () => undefined,
  ) {}

  gallery(): Promise<Gallery> {
    return this.call("GET", this.at("stage"));
  }

  take(believed: string | null, item: string): Promise<OnAir> {
    return this.call("POST", this.at("take"), { believed, item });
  }

  clear(outcome: string | null): Promise<OnAir> {
    return this.call("POST", this.at("clear"), { outcome });
  }

  /** Enters what was taken by voice, with its true time. */
  late(item: string, at: number, off_at: number | null, outcome: string | null): Promise<OnAir> {
    return this.call("POST", this.at("late-takes"), { item, at, off_at, outcome });
  }

  /** This page is there, takes the show, or is left; the answer is which page has it. */
  helm(page: string, says: { takes?: boolean; leaves?: boolean } = {}): Promise<StageHelm | null> {
    const way = { as: Problem, keepalive: says.leaves ?? false, patience: LOOK_PATIENCE_MS };
    return called("POST", this.at("helm"), { page, ...says }, way);
  }

  dump(): Promise<OnAir> {
    return this.call("POST", this.at("dump"), {});
  }

  pull(item: string, why: Why): Promise<OnAir> {
    return this.call("POST", this.at("pull"), { item, ...why });
  }

  graphic(shown: boolean): Promise<OnAir> {
    return this.call("POST", this.at("graphic"), { shown });
  }

  /** Lays a card over the picture, or takes away what is there. */
  card(card: Card | null): Promise<OnAir> {
    return this.call("POST", this.at("card"), card ?? {});
  }

  arrange(items: string[], version: number): Promise<unknown> {
    return this.call("PUT", this.at("rundown"), { items, version });
  }

  add(question: string, next = false): Promise<unknown> {
    return this.call("POST", this.at("rundown/items"), { question, next });
  }

  /** Says more of one item: who asks, or what the host says on the way to it. The order stays as it is. */
  tells(items: string[], id: string, more: Told, version: number): Promise<unknown> {
    const told = items.map((item) => (item === id ? { id, ...more } : { id: item }));
    return this.call("PUT", this.at("rundown"), { items: told, version });
  }

  write(question: string, text: string, version: number): Promise<StageAir> {
    return this.call("PUT", `/questions/${question}/air`, { text, version });
  }

  correct(question: string, text: string, version: number): Promise<StageAir> {
    return this.call("POST", `/questions/${question}/air/correction`, { text, version });
  }

  approve(question: string, version: number, alone?: string): Promise<StageAir> {
    return this.call("POST", `/questions/${question}/air/approval`, { version, ...(alone ? { alone } : {}) });
  }

  promise(id: string, action: "confirm" | "countersign", version: number): Promise<unknown> {
    return this.call("POST", `/commitments/${id}/actions`, { action, version });
  }

  message(to: string, text: string): Promise<unknown> {
    return this.call("POST", this.at("messages"), { to, text });
  }

  acknowledge(message: string): Promise<unknown> {
    return this.call("POST", `/messages/${message}/ack`, {});
  }

  phase(phase: string, version: number, sentence?: string): Promise<unknown> {
    return this.call("POST", this.at("phase"), { phase, version, ...(sentence ? { sentence } : {}) });
  }

  openScreen(kind: string, label: string): Promise<Opened> {
    return this.call("POST", this.at("screens"), { kind, label });
  }

  revokeScreen(id: string): Promise<unknown> {
    return this.call("DELETE", this.at(`screens/${id}`));
  }

  private at(what: string): string {
    return `/inquiries/${this.slug}/${what}`;
  }

  private call<T>(method: string, path: string, body?: object): Promise<T> {
    if (method === "GET") return called(method, path, body, { as: Problem, patience: LOOK_PATIENCE_MS });
    return called(method, path, body, { as: Problem, patience: PRESS_PATIENCE_MS, pressedAt: this.pressedAt() });
  }
}
