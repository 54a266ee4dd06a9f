// The gallery: what is on air, what comes next, and one key for each of the few things that must not fail.

import { html, nothing, type TemplateResult } from "lit";
import { Hold } from "../kit/hold";
import { LightElement } from "../kit/light";
import { dataOf, type Say, wordsOf } from "../kit/words";
import type { Card } from "../wire/Card";
import type { StageItem } from "../wire/StageItem";
import { airPane, isUnderEyes, mayApprove, type Open } from "./air";
import { Api, type Opened, type Told } from "./api";
import { type Cards, cardsOf, cardsRow } from "./cards";
import { caughtPane } from "./caught";
import { clocks } from "./clocks";
import { Ear } from "./ear";
import { type EveningActs, eveningActs, latePane, signalPane, strips } from "./evening";
import { keys, status } from "./foot";
import { Hand } from "./hand";
import { Helm } from "./helm";
import type { StageHelp } from "./help";
import { history } from "./history";
import { Keyboard } from "./keyboard";
import { type Act, ALONE_MS, HOLD_MS, OUTCOMES, PRESETS } from "./keys";
import { monitors, takes } from "./monitors";
import { order } from "./order";
import type { Page } from "./page";
import { screenActs } from "./screens";
import { type SideActs, type SideState, side } from "./side";
import { View } from "./view";
import { Words } from "./words";
import "./help";

export class StageRundown extends LightElement {
  static override properties = { beat: { state: true } };
  /** Rises with every change that is to be seen. */
  declare beat: number;

  private readonly page: Page;
  private readonly say: Say;
  private readonly api: Api;
  private readonly ear: Ear;
  private readonly hand: Hand;
  private readonly helm: Helm | null;
  private readonly holds: Record<"dump" | "panic" | "alone", Hold>;
  private readonly keyboard: Keyboard;
  private readonly words: Words;
  private readonly evening: EveningActs;
  private readonly cards: Cards;
  private chosen: string | null = null;
  private open: Open = "";
  private draft = "";
  private isAdding = false;
  private isSaying = false;
  private isOpening = false;
  private isPhasing = false;
  private isBusy = false;
  private isCopied = false;
  private to = "host";
  private opened: Opened | null = null;
  private clock: ReturnType<typeof setInterval> | null = null;

  constructor() {
    super();
    this.beat = 0;
    this.say = wordsOf(document);
    this.page = dataOf<Page>(document, "page") as Page;
    this.api = new Api(this.page.slug, () => this.hand.pressedAt ?? this.ear.now);
    this.ear = new Ear(this.page, this.api, () => {
      this.hand.hears();
      this.touch();
    });
    this.hand = new Hand(
      this.ear,
      this.say,
      () => this.view,
      (isDone) => this.put(isDone ? { chosen: null } : {}),
    );
    this.helm = this.page.may_direct ? new Helm(this.api, this.ear, () => this.touch()) : null;
    this.holds = {
      dump: new Hold(HOLD_MS, () => void this.act("dump-held")),
      panic: new Hold(HOLD_MS, () => void this.act("panic-held")),
      alone: new Hold(ALONE_MS, () => void this.approveAlone()),
    };
    this.words = new Words(this.api, this.say, {
      does: (what, deed) => this.does(what, deed),
      put: (change) => this.put(change),
      chosen: () => this.chosen,
    });
    this.evening = eveningActs(this.ear, this.api, this.say, this.helm, {
      does: (what, deed) => this.does(what, deed),
      phase: (word, sentence) => this.phase(word, sentence),
      opens: () => this.opens("signal", "#signal"),
      close: () => this.put({ open: "" }),
    });
    const lay = (what: string, card: Card | null) =>
      (card || this.ear.gallery.rundown.card) && this.hasShow() && void this.does(what, () => this.api.card(card));
    this.cards = cardsOf(() => this.view, this.say, lay);
    const hands = {
      act: (act: Act) => void this.act(act),
      digit: (digit: string) => this.digit(digit),
      close: () => this.close(),
      mayDirect: this.page.may_direct,
    };
    this.keyboard = new Keyboard(hands, this.holds, (id) => this.querySelector<HTMLElement>(`#${id}`));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.keyboard.listen();
    this.clock = setInterval(() => this.touch(), 250);
    this.ear.open();
    this.helm?.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.keyboard.leave();
    if (this.clock) clearInterval(this.clock);
    this.ear.close();
    this.helm?.close();
  }

  private get view(): View {
    return new View(this.ear.gallery, this.chosen, this.ear.now, this.ear.lostMs);
  }

  // ---- keys

  /** Leaves whatever is open; false where nothing is. */
  private close(): boolean {
    const wasOpen = this.open !== "" || this.isSaying;
    this.put({ open: "", isSaying: false });
    return wasOpen;
  }

  private digit(digit: string): void {
    if (!this.page.may_direct) return;
    if (this.isSaying) {
      this.isSaying = false;
      if (PRESETS.includes(digit)) void this.send(this.say(`preset-${digit}`));
    } else {
      const word = OUTCOMES[Number(digit) - 1];
      if (word) void this.ends(word);
    }
    this.touch();
  }

  /** Whether this page has the show; where another has it, the strip says how to take it. */
  private hasShow(): boolean {
    const at = this.helm?.standing ?? "other";
    if (at === "mine" || at === "free") return true;
    this.hand.strip = { words: this.say("helm-first", { who: this.helm?.who ?? "" }), tone: "strip--late" };
    this.touch();
    return false;
  }

  /** One press: it comes off, and the record says how it was answered. */
  private ends(word: string): Promise<void> | void {
    if (!this.view.onAir || !this.hasShow()) return;
    return this.does(this.say(`outcome-${word}`), () => this.api.clear(word));
  }

  private insert(): Promise<void> | void {
    const view = this.view;
    const question = this.isAdding ? view.gallery.chosen[0]?.id : view.preview?.question?.id;
    if (question) return this.does(this.say("insert"), () => this.api.add(question, true));
  }

  /** Says more of the item in preview; it stays there. */
  private tells(what: string, more: Told): Promise<void> | void {
    const { items, preview } = this.view;
    if (!preview) return;
    const ids = items.map((item) => item.id);
    const told = () => this.api.tells(ids, preview.id, more, this.ear.gallery.rundown.version);
    return this.does(what, told).then(() => this.put({ chosen: preview.id }));
  }

  private act(act: Act | "dump-held" | "panic-held"): Promise<void> | void {
    const view = this.view;
    if (act === "up" || act === "down") {
      this.chosen = view.neighbour(act === "up" ? -1 : 1);
      this.touch();
      this.querySelector(".cue--next")?.scrollIntoView({ block: "nearest" });
      return;
    }
    if (act === "help") return this.querySelector<StageHelp>("stage-help")?.show();
    if (act === "approve") {
      const item = view.toSign;
      const may = this.page.may_approve && mayApprove(item, this.page.me);
      return may && item ? this.words.approve(item) : undefined;
    }
    if (!this.page.may_direct) return;
    switch (act) {
      case "take":
        return this.take();
      case "clear":
        return this.hasShow() ? this.does(this.say("clear"), () => this.api.clear(null)) : undefined;
      case "dump-held":
        return this.does(this.say("dump"), () => this.api.dump());
      case "panic-held":
        return this.does(this.say("panic"), () => this.api.graphic(false));
      case "graphic":
        if (!this.hasShow()) return;
        return this.does(this.say("graphic"), () => this.api.graphic(!this.ear.gallery.rundown.graphic));
      case "move_up":
      case "move_down":
        return this.move(act === "move_up" ? -1 : 1);
      case "message":
        return this.speak();
      case "air":
        return this.write(view.preview, "write");
      case "strap":
      case "promise":
        return this.cards[act]();
      case "correct":
        return this.write(view.onAir, "correct");
      case "pull":
        this.open = this.open === "pull" ? "" : "pull";
        return this.touch();
      case "insert":
        return this.insert();
      case "bridge":
        return this.bridge();
      case "helm":
      case "signal":
        return act === "helm" ? this.evening.takeHelm() : this.evening.signal();
      case "late":
        return this.opens("late", "#late");
      case "add":
        this.isAdding = !this.isAdding;
        return this.touch();
    }
  }

  private async take(): Promise<void> {
    const view = this.view;
    const preview = view.preview;
    if (!preview || this.isBusy || !this.hasShow()) return;
    this.isBusy = true;
    const believed = () => this.ear.gallery.rundown.on_air;
    const words = this.say("take", { n: view.name(preview.id, this.say) ?? "" });
    await this.does(words, () => this.api.take(believed(), preview.id), believed);
    this.isBusy = false;
    this.touch();
  }

  private does(what: string, deed: () => Promise<unknown>, believed?: () => string | null): Promise<void> {
    return this.hand.does(what, deed, believed);
  }

  private move(step: 1 | -1): Promise<void> | void {
    const ids = this.view.moved(step);
    const preview = this.view.preview?.id ?? null;
    if (!ids) return;
    return this.arrange(ids).then(() => this.put({ chosen: preview }));
  }

  private arrange(ids: string[]): Promise<void> {
    return this.does(this.say("rundown"), () => this.api.arrange(ids, this.ear.gallery.rundown.version));
  }

  private speak(): void {
    if (this.isSaying) {
      this.isSaying = false;
      this.querySelector<HTMLInputElement>("#say")?.focus();
    } else {
      this.isSaying = true;
    }
    this.touch();
  }

  private async send(text: string): Promise<void> {
    await this.does(this.say("messages"), () => this.api.message(this.to, text));
  }

  private write(item: StageItem | null, as: Open): void {
    if (!item?.question) return;
    this.draft = item.air?.text ?? item.question.text;
    this.opens(as, ".airtext textarea");
  }

  private bridge(): void {
    if (this.view.preview) this.opens("bridge", "#bridge");
  }

  /** Opens a pane below the large targets, with the focus where one types. */
  private opens(what: Open, field: string): void {
    this.open = what;
    this.touch();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(field)?.focus());
  }

  private approveAlone(): Promise<void> | void {
    const item = this.view.toSign;
    const why = this.querySelector<HTMLInputElement>("#alone-why");
    if (item && why?.reportValidity()) return this.words.approve(item, why.value.trim());
  }

  private put(change: Partial<SideState> & { chosen?: string | null; open?: Open; draft?: string }): void {
    Object.assign(this, change);
    this.touch();
  }

  private touch(): void {
    this.beat += 1;
  }

  // ---- what is seen

  protected override render(): TemplateResult {
    const { say, page } = this;
    const view = this.view;
    const monitorActs = {
      take: () => void this.take(),
      clear: () => void this.act("clear"),
      graphic: () => void this.act("graphic"),
      ends: (word: string) => void this.ends(word),
      asks: (asked_by: string, deputy: string | null) => void this.tells(say("asks"), { asked_by, deputy }),
      holdDump: (button: HTMLElement) => this.holds.dump.begin(button),
      letGo: this.keyboard.letGo,
    };
    return html`${clocks(view, say)}
      ${order(view, say, this.isAdding, {
        choose: (id) => this.put({ chosen: id }),
        add: (question, next) => void this.does(say(next ? "insert" : "add"), () => this.api.add(question, next)),
        toggle: () => void this.act("add"),
      })}
      <main class="mid" id="main">
        ${monitors(view, say, page.may_direct, monitorActs)}
        ${strips(view, say, this.helm, this.evening)}${status(view, say, this.hand.strip)}
        ${page.may_direct ? [takes(view, say, this.isBusy, monitorActs), cardsRow(view.gallery, say, this.cards)] : nothing}
        ${
          this.open === "signal"
            ? signalPane(say, this.evening)
            : this.open === "late"
              ? latePane(view, say, this.evening)
              : page.may_direct || page.may_approve
                ? airPane(view, say, { me: page.me, mayDirect: page.may_direct }, this.open, this.draft, {
                    open: (what) => {
                      if (what === "write" || what === "correct") return void this.act(what === "write" ? "air" : what);
                      if (what === "bridge") return this.bridge();
                      this.open = what;
                      this.touch();
                    },
                    save: (item, text) => void this.words.save(item, text, isUnderEyes(item, view)),
                    remove: (item) => void this.arrange(view.items.map((it) => it.id).filter((id) => id !== item.id)),
                    approve: (item) => void this.words.approve(item),
                    bridge: (_, words) => {
                      this.open = "";
                      void this.tells(say("bridge"), { bridge: words.trim() });
                    },
                    holdAlone: (button) => this.holds.alone.begin(button),
                    letGo: this.keyboard.letGo,
                    pull: (item, why) => {
                      this.open = "";
                      void this.does(say("pull"), () => this.api.pull(item.id, why));
                    },
                  })
                : nothing
        }
        ${caughtPane(view, say, page.me, {
          ask: page.may_direct ? (preset) => void this.send(say(`preset-${preset}`)) : null,
          sign: page.may_approve ? (it) => void this.words.sign(it) : null,
        })}
        ${history(view, say)}
      </main>
      ${side(view, say, this.sideState, page.may_direct, this.sideActs)}
      ${keys(say, page.may_direct, page.may_approve, () => void this.act("help"))}
      <stage-help .say=${say}></stage-help>`;
  }

  private phase(word: string, sentence?: string): void {
    this.isPhasing = false;
    void this.does(this.say("phase"), () => this.api.phase(word, this.ear.gallery.inquiry.version, sentence));
  }

  private get sideState(): SideState {
    const { isSaying, to, isOpening, opened, isCopied, isPhasing } = this;
    return { isSaying, to, isOpening, opened, isCopied, isPhasing };
  }

  private get sideActs(): SideActs {
    return {
      say: (text: string) => void this.send(text),
      acknowledge: (message: string) => void this.does(this.say("ack"), () => this.api.acknowledge(message)),
      to: (who: string) => this.put({ to: who }),
      ...screenActs(this.api, this.say, { does: (what, deed) => this.does(what, deed), put: (it) => this.put(it) }),
      toggleScreens: () => this.put({ isOpening: !this.isOpening }),
      signal: () => this.evening.signal(),
      phase: (word: string) => this.phase(word),
      togglePhase: () => this.put({ isPhasing: !this.isPhasing }),
      holdPanic: (button: HTMLElement) => this.holds.panic.begin(button),
      letGo: this.keyboard.letGo,
    };
  }
}

customElements.define("stage-rundown", StageRundown);
