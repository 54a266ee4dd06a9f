// Words that two persons stand behind: air texts are written and approved, promises are signed.

import type { Say } from "../kit/words";
import type { StageCaught } from "../wire/StageCaught";
import type { StageItem } from "../wire/StageItem";
import type { Open } from "./air";
import type { Api } from "./api";

/** The gallery, as far as words need it. */
export interface Gallery {
  does(what: string, deed: () => Promise<unknown>): Promise<void>;
  put(change: { chosen?: string | null; open?: Open; draft?: string }): void;
  chosen(): string | null;
}

export class Words {
  constructor(
    private readonly api: Api,
    private readonly say: Say,
    private readonly gallery: Gallery,
  ) {}

  /** Saves words; those that the host may be reading wait as a correction. */
  save(item: StageItem, text: string, isCorrection: boolean): Promise<void> {
    const question = item.question;
    if (!question || !text.trim()) return Promise.resolve();
    this.gallery.put({ draft: text });
    const keeps = this.gallery.chosen() ?? item.id;
    return this.gallery
      .does(this.say("air-saved"), async () => {
        if (isCorrection) await this.api.correct(question.id, text, question.version);
        else await this.api.write(question.id, text, question.version);
        this.gallery.put({ open: "" });
      })
      .then(() => this.gallery.put({ chosen: keeps }));
  }

  approve(item: StageItem, alone?: string): Promise<void> {
    const question = item.question;
    if (!question) return Promise.resolve();
    return this.gallery
      .does(this.say("approve"), async () => {
        await this.api.approve(question.id, question.version, alone);
        this.gallery.put({ open: "" });
      })
      .then(() => this.gallery.put(item.state === "waiting" ? { chosen: item.id } : {}));
  }

  sign(it: StageCaught): Promise<void> {
    const action = it.alone ? "countersign" : "confirm";
    return this.gallery.does(this.say(action), () => this.api.promise(it.id, action, it.version));
  }
}
