// @vitest-environment happy-dom
// What the large targets look like while the line holds and while it is cut, and that the preview prints what goes on air.
import { render } from "lit";
import { expect, test } from "vitest";
import type { Gallery } from "../wire/Gallery";
import { monitors, takes } from "./monitors";
import { View } from "./view";

const ACTS = { take() {}, clear() {}, graphic() {}, ends() {}, asks() {}, holdDump() {}, letGo() {} };
const say = (key: string, args: Record<string, string | number> = {}) => [key, ...Object.values(args)].join(" ");

function view(lostMs: number, asked_by = "host"): View {
  const item = (id: string, state: string, number: number) => ({
    id,
    number,
    title: null,
    asked_by,
    deputy: asked_by === "deputy" ? { id: "p7", name: "罗秋", verdict: null } : null,
    question: { id, text: id, asker: null, department: null, seconds: 0, state: "queued", outcome: null, version: 1 },
    air: { text: id, approved: true, measured: { fits: true, rows: [id], reading_seconds: 5 } },
    planned_s: 60,
    state,
    taken_at: state === "on_air" ? 10_000 : null,
    off_at: null,
    pulled: null,
  });
  const gallery = {
    deputies: [{ id: "p7", name: "罗秋" }],
    inquiry: { phase: "live", delay_ms: 20_000, ends_at: 900_000 },
    rundown: { items: [item("a", "on_air", 1), item("b", "waiting", 2)], next: "b", on_air: "a", graphic: true },
  };
  return new View(gallery as unknown as Gallery, null, 100_000, lostMs);
}

function drawn(lostMs: number): HTMLElement {
  const root = document.createElement("div");
  render([monitors(view(lostMs), say, true, ACTS), takes(view(lostMs), say, false, ACTS)], root);
  return root;
}

const targets = (root: HTMLElement) => [...root.querySelectorAll(".big")];

test("over a cut line take, clear and dump are hollow, say so, and can still be pressed", () => {
  const all = targets(drawn(11_000));

  expect(all).toHaveLength(3);
  for (const target of all) {
    expect(target.classList.contains("big--cut")).toBe(true);
    expect(target.textContent).toContain("cut 0:11");
    expect(target.hasAttribute("disabled")).toBe(false);
  }
  expect(targets(drawn(0)).some((it) => it.matches(".big--cut") || it.textContent?.includes("cut"))).toBe(false);
});

test("over a cut line nothing is claimed of what phones show", () => {
  expect(drawn(0).textContent).toContain("phones-show");
  expect(drawn(11_000).textContent).not.toContain("phones-show");
});

test("the preview prints above the words what the lower third prints", () => {
  expect(drawn(0).querySelector(".mini small")?.textContent).toBe("provenance-web");
});

test("the preview prints who asks in the studio, as the lower third does, and offers every deputy by name", () => {
  const root = document.createElement("div");
  render(monitors(view(0, "deputy"), say, true, ACTS), root);

  expect(root.querySelector(".mini small")?.textContent).toBe("asks-air-deputy　罗秋");
  const words = [...root.querySelectorAll(".mon--next option")].map((option) => option.textContent);
  expect(words).toContain("asks-deputy 罗秋");
});

test("each way in which a question can end is one press", () => {
  const ended: string[] = [];
  const root = document.createElement("div");
  render(monitors(view(0), say, true, { ...ACTS, ends: (word: string) => void ended.push(word) }), root);

  for (const button of root.querySelectorAll<HTMLButtonElement>(".outcomes button")) button.click();

  expect(ended).toEqual(["answered", "partly", "evaded", "to_writing"]);
});
