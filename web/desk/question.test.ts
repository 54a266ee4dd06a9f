import { expect, test } from "vitest";
import type { DeskQuestion as Question } from "../wire/DeskQuestion";
import { DeskQuestion } from "./question";

const asked: Question = {
  line: {
    id: "q1",
    version: 1,
    state: "submitted",
    urgent: false,
    for_lead: false,
    left: null,
    signed: false,
    uncalled: true,
    provenance: "web",
    number: 1,
    submitted_at: 1_790_000_000_000,
    excerpt: "لىفىت بۇزۇق",
    original: "لىفىت بۇزۇق",
    place: null,
    flags: [],
    seconds: 0,
    alike: 0,
    same: null,
    hold: null,
  },
  receipt: "202609240001",
  title: null,
  completion: null,
  appeal: null,
  public_text: "电梯坏了",
  changes: [],
  department: null,
  name: null,
  has_contact: false,
  visibility: "shielded",
  alike: [],
  same: null,
  signed: null,
  tongue: "uyghur",
  translation: { text: "电梯坏了", by: "谷雨", version: 2 },
  photos: [{ id: "f1", state: "waiting", version: 1 }],
  log: [],
};

async function shown(): Promise<DeskQuestion> {
  const it = new DeskQuestion();
  it.say = (key, args) => (args ? `${key} ${Object.values(args).join(" ")}` : key);
  it.question = asked;
  it.text = "电梯坏了";
  document.body.replaceChildren(it);
  await it.updateComplete;
  return it;
}

test("a photo that waits can be passed or refused, at the version that was seen", async () => {
  const it = await shown();
  const judged: unknown[] = [];
  it.addEventListener("photo-judged", (event) => judged.push((event as CustomEvent).detail));

  for (const button of it.querySelectorAll<HTMLButtonElement>(".photos button")) button.click();

  expect(judged).toMatchObject([
    { id: "f1", version: 1, passes: true },
    { id: "f1", version: 1, passes: false },
  ]);
});

test("an original in another language is shown whole, and the public text held against its translation", async () => {
  const it = await shown();

  expect(it.querySelector(".layers p")?.textContent).toBe("لىفىت بۇزۇق");
  expect(it.querySelector("del, ins")).toBeNull();
  const kept: unknown[] = [];
  it.addEventListener("translated", (event) => kept.push((event as CustomEvent).detail));
  const form = it.querySelector("textarea[name=text]")?.closest("form");
  form?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));

  expect(kept).toEqual([{ text: "电梯坏了", version: 2 }]);
  expect(it.textContent).toContain("translation-by 谷雨");
});

test("whoever called the asker back says so with one button", async () => {
  const it = await shown();
  let called = 0;
  it.addEventListener("called-back", () => {
    called += 1;
  });

  it.querySelector<HTMLButtonElement>(".kept button")?.click();

  expect(called).toBe(1);
  expect(it.textContent).toContain("uncalled-what");
});
