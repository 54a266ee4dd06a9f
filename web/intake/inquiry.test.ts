import { beforeEach, expect, test, vi } from "vitest";
import { InquiryPage } from "./inquiry";

const say = (key: string, args: Record<string, string | number> = {}) =>
  `${key} ${Object.values(args).join(" ")}`.trim();
const face = (id: string, text = "怎么进？") => ({
  id,
  text,
  seconds: 3,
  asker: null,
  department: "d1",
  state: "approved",
});
let page: InquiryPage;

beforeEach(() => {
  document.body.innerHTML = `<p id="strip" hidden><span></span></p>
    <script type="application/json" id="departments">[{"id":"d1","name":"住建局"}]</script>
    <main data-sort="new"><section id="on-air"><h2><small data-part="which"></small></h2><h1 data-part="text">旧</h1><p data-part="meta"></p></section>
    <p id="news"></p><p id="promised"></p><ol id="questions"><li id="q-old" data-q="old"><a class="q-link">旧的</a><b data-count>1</b></li></ol></main>`;
  page = new InquiryPage(document.querySelector("main") as HTMLElement, say);
});

const ids = () => [...document.querySelectorAll("#questions li")].map((row) => row.id);

test("a new question waits until it is asked for, then takes the focus", () => {
  page.lines(
    "public",
    [
      { kind: "published", question: face("a") },
      { kind: "published", question: face("b") },
    ],
    false,
  );
  expect(ids()).toEqual(["q-old"]);
  expect(document.querySelector("#news button")?.textContent).toBe("new 2");

  document.querySelector<HTMLButtonElement>("#news button")?.click();

  expect(ids()).toEqual(["q-b", "q-a", "q-old"]);
  expect(document.querySelector("#q-a .meta")?.textContent).toContain("asked-of 住建局");
  expect(document.querySelector("#news button")).toBeNull();
});

test("a question is not announced twice", () => {
  page.lines(
    "public",
    [
      { kind: "published", question: face("old") },
      { kind: "published", question: face("a") },
    ],
    false,
  );
  page.snapshot("public", { newest: [face("a"), face("old")] });

  expect(document.querySelector("#news button")?.textContent).toBe("new 1");
});

test("what is no longer public goes, and no longer waits", () => {
  page.lines("public", [{ kind: "published", question: face("a") }], false);
  page.lines(
    "public",
    [
      { kind: "removed", question: "a" },
      { kind: "removed", question: "old" },
    ],
    false,
  );

  expect(ids()).toEqual([]);
  expect(document.querySelector("#news button")).toBeNull();
});

test("counts change in place", () => {
  page.tally({ q: { old: 1286 } });

  expect(document.querySelector("[data-count]")?.textContent).toBe("1,286");
});

test("what is on air follows the public stream, and a dump says that it was withdrawn", () => {
  page.lines("public", [{ kind: "on_air", question: face("a", "正在问"), number: 12 }], false);
  expect(document.querySelector("[data-part=text]")?.textContent).toBe("正在问");
  expect(document.querySelector("[data-part=which]")?.textContent).toBe("nth 12");

  page.lines("public", [{ kind: "dumped" }], false);
  expect(document.querySelector("[data-part=meta]")?.textContent).toBe("withdrawn");
});

test("a blink of the line is nobody's news, a long loss is told with the time and what was made up", () => {
  vi.useFakeTimers({ now: 1_790_253_802_000 });
  document.documentElement.dataset.zone = "Asia/Shanghai";
  const strip = document.querySelector("#strip") as HTMLElement;

  page.line("down");
  vi.advanceTimersByTime(1000);
  page.line("up");
  vi.advanceTimersByTime(5000);
  expect(strip.hidden).toBe(true);

  page.line("down");
  vi.advanceTimersByTime(5000);
  expect(strip.textContent).toBe("offline-reading 20:43:28");
  page.line("up");
  page.lines(
    "public",
    [
      { kind: "published", question: face("a") },
      { kind: "published", question: face("b") },
    ],
    true,
  );
  vi.advanceTimersByTime(400);
  expect(strip.textContent).toBe("back 2");
  vi.advanceTimersByTime(7000);
  expect(strip.hidden).toBe(true);
  vi.useRealTimers();
});

test("a line that stays lost is told, however often it is tried in vain", () => {
  vi.useFakeTimers({ now: new Date(2026, 8, 24, 20, 43, 28) });
  const strip = document.querySelector("#strip") as HTMLElement;
  for (let tried = 0; tried < 3; tried++) {
    page.line("down");
    vi.advanceTimersByTime(2000);
  }

  expect(strip.hidden).toBe(false);
  vi.useRealTimers();
});

test("what was promised just now leads to its page, and its words are words", () => {
  const promise = { id: "c1", state: "confirmed", quote: "<b>三十天</b>内修好", lead: { name: "住建局" } };

  page.lines("public", [{ kind: "commitment", commitment: promise }], false);

  const link = document.querySelector<HTMLAnchorElement>("#promised a");
  expect(link?.getAttribute("href")).toBe("/c/c1");
  expect(link?.textContent).toContain("住建局 <b>三十天</b>内修好");

  page.lines("public", [{ kind: "commitment", commitment: { ...promise, id: "c2", state: "assigned" } }], false);
  expect(document.querySelectorAll("#promised a")).toHaveLength(1);
  expect(document.querySelector("#promised a")?.getAttribute("href")).toBe("/c/c1");
});
