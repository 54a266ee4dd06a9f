// 掌台: of several pages of the gallery one has the show. This page says every second that it is there, and takes over by one key.

import type { Api } from "./api";
import type { Ear } from "./ear";

/** Who has the show, as this page sees it. */
export type Standing = "mine" | "free" | "other" | "silent";

const SAY_MS = 1000;
/** A page that was not heard of for so long has lost its line or its laptop. */
export const SILENT_MS = 3000;
const KEY = "helm-page";

/** How it stands: `page` is this one, `now` the server's clock. */
export function standing(
  helm: { page: string | null; seen_at: number | null } | null,
  page: string,
  now: number,
): Standing {
  if (!helm?.page) return "free";
  if (helm.page === page) return "mine";
  return now - (helm.seen_at ?? 0) >= SILENT_MS ? "silent" : "other";
}

export class Helm {
  private readonly page = nameOfPage();
  private rounds: ReturnType<typeof setInterval> | null = null;
  private isSaying = false;

  constructor(
    private readonly api: Api,
    private readonly ear: Ear,
    private readonly turned: () => void,
  ) {}

  open(): void {
    void this.says();
    this.rounds = setInterval(() => void this.says(), SAY_MS);
    addEventListener("pagehide", this.leave);
  }

  close(): void {
    if (this.rounds) clearInterval(this.rounds);
    removeEventListener("pagehide", this.leave);
  }

  get standing(): Standing {
    return standing(this.ear.gallery.helm, this.page, this.ear.now);
  }

  /** Who sits at the page that has the show. */
  get who(): string {
    return this.ear.gallery.helm?.who ?? "";
  }

  /** For how long the page that has the show was not heard of, in milliseconds. */
  get silentMs(): number {
    return Math.max(0, this.ear.now - (this.ear.gallery.helm?.seen_at ?? this.ear.now));
  }

  take(): Promise<void> {
    return this.says({ takes: true });
  }

  private async says(more: { takes?: boolean } = {}): Promise<void> {
    if (this.isSaying && !more.takes) return;
    this.isSaying = true;
    try {
      this.ear.gallery.helm = await this.api.helm(this.page, more);
      this.turned();
    } catch (error) {
      if (more.takes) throw error;
      // The line is cut: whoever has the show keeps it until another page takes it.
    } finally {
      this.isSaying = false;
    }
  }

  private readonly leave = (): void => {
    if (this.standing === "mine") void this.api.helm(this.page, { leaves: true }).catch(() => {});
  };
}

/** A page that is loaded again is the same page; one that was opened beside it is another. */
function nameOfPage(): string {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const kept = entry?.type === "reload" ? sessionStorage.getItem(KEY) : null;
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const name = kept ?? [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  sessionStorage.setItem(KEY, name);
  return name;
}
