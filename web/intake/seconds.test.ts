import { beforeEach, expect, test, vi } from "vitest";
import { mindSeconds, showCount } from "./seconds";

const say = (key: string) => key;

beforeEach(() => {
  document.body.innerHTML = `<main><ol><li data-q="q1"><form data-second="q1" action="/q/q1/second" method="post">
    <button class="second" aria-pressed="false"><b data-count>1,284</b><span data-word><svg><use href="#i-second"/></svg>me</span></button>
  </form></li></ol></main>`;
});

const main = () => document.querySelector("main") as HTMLElement;
const button = () => document.querySelector("button") as HTMLButtonElement;
const count = () => document.querySelector("[data-count]")?.textContent;
const submit = () =>
  document.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
const answer = (status: number, body: object) => async () => new Response(JSON.stringify(body), { status });

test("a press shows at once and settles on what the server counted", async () => {
  mindSeconds(main(), say, answer(200, { seconds: 1290 }));

  submit();
  expect([button().getAttribute("aria-pressed"), count()]).toEqual(["true", "1,285"]);

  await vi.waitFor(() => expect(count()).toBe("1,290"));
  expect(document.querySelector("form")?.getAttribute("action")).toContain("/q/q1/second/withdraw");
});

test("a refusal puts the old state back and says why on the spot", async () => {
  mindSeconds(main(), say, answer(409, { detail: "征集已经截止。" }));

  submit();

  await vi.waitFor(() => expect(document.querySelector(".second-why")?.textContent).toBe("征集已经截止。"));
  expect([button().getAttribute("aria-pressed"), count()]).toEqual(["false", "1,284"]);
});

test("a lost line puts the old state back too", async () => {
  mindSeconds(main(), say, async () => {
    throw new TypeError("offline");
  });

  submit();

  await vi.waitFor(() => expect(document.querySelector(".second-why")?.textContent).toBe("second-failed"));
  expect(count()).toBe("1,284");
});

test("a device in a crowd works for a moment, says it once more, and is counted", async () => {
  const shown: (string | null)[] = [];
  mindSeconds(main(), say, async (_, call) => {
    const work = new Headers(call?.headers).get("Visitor-Work");
    shown.push(work);
    return new Response(JSON.stringify(work ? { seconds: 1290 } : { seconds: 1284, work: { work: "work.4.9.00" } }));
  });

  submit();

  await vi.waitFor(() => expect(count()).toBe("1,290"));
  expect(shown).toEqual([null, expect.stringMatching(/^work\.4\.9\.00:\d+$/)]);
  expect(button().getAttribute("aria-pressed")).toBe("true");
});

test("a count from elsewhere does not overtake a press on its way", () => {
  button().dataset.busy = "";
  showCount(document, "q1", 5);
  expect(count()).toBe("1,284");

  delete button().dataset.busy;
  showCount(document, "q1", 5);
  expect(count()).toBe("5");
});
