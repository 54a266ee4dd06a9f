// @vitest-environment happy-dom
// What could tell on the asker is looked for while the form is filled in, and what was shown is noted in the form.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { mindTelltales } from "./telltales";

const say = (key: string) => key;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function form(): HTMLFormElement {
  document.body.innerHTML = `<form><input name="text" value="电梯坏了"><input id="place" name="place">
    <input type="hidden" id="warned" name="warned" value="">
    <section id="telltales" hidden><ul></ul></section></form>`;
  return document.querySelector("form") as HTMLFormElement;
}

async function types(it: HTMLFormElement, words: string): Promise<void> {
  const place = it.querySelector<HTMLInputElement>("#place") as HTMLInputElement;
  place.value = words;
  place.dispatchEvent(new Event("input", { bubbles: true }));
  await vi.runAllTimersAsync();
}

test("a flat typed as the place is shown with what becomes of it", async () => {
  const it = form();
  const items = [{ field: "place", words: "3号楼1203室", kind: "dwelling", seen: "apart" }];
  const send = vi.fn(async (_: string, sent: RequestInit) => {
    expect(JSON.parse(sent.body as string).place).toBe("柳岸3号楼1203室");
    return new Response(JSON.stringify({ items, seen: "a1" }));
  });
  mindTelltales(it, say, send as unknown as typeof fetch);

  await types(it, "柳岸3号楼1203室");

  const shown = it.querySelector<HTMLElement>("#telltales");
  expect(shown?.hidden).toBe(false);
  expect(shown?.textContent).toContain("“3号楼1203室” telltale-dwelling");
  expect(shown?.textContent).toContain("telltale-seen-apart");
  expect(it.querySelector<HTMLInputElement>("#warned")?.value).toBe("a1");
});

test("without a line nothing is hidden and nothing is marked as shown", async () => {
  const it = form();
  mindTelltales(it, say, (async () => Promise.reject(new Error("offline"))) as unknown as typeof fetch);

  await types(it, "1203室");

  expect(it.querySelector<HTMLInputElement>("#warned")?.value).toBe("");
});
