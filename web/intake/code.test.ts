// @vitest-environment happy-dom
// A code is sent without leaving the page; where that fails, the form does it and says what is wrong.
import { expect, test, vi } from "vitest";
import { mindCode } from "./code";

function form(): HTMLFormElement {
  document.body.innerHTML = `<form><input id="phone" name="phone" type="tel" value="13800138000">
    <button id="send-code" name="step" value="code"></button><p id="code-sent" hidden></p>
    <input id="code" name="code" type="tel"></form>`;
  return document.querySelector("form") as HTMLFormElement;
}

async function press(it: HTMLFormElement, send: typeof fetch): Promise<number> {
  const plain = vi.fn((event: Event) => event.preventDefault());
  it.addEventListener("submit", plain);
  mindCode(it, "wuye", send);
  it.querySelector<HTMLButtonElement>("#send-code")?.click();
  await vi.waitFor(() => expect(it.querySelector<HTMLButtonElement>("#send-code")?.disabled).toBe(false));
  return plain.mock.calls.length;
}

test("a code is sent for the number that stands there, and the page stays", async () => {
  const it = form();
  const send = vi.fn(async (address: string, sent: RequestInit) => {
    expect(address).toBe("/api/v1/inquiries/wuye/identity/phone");
    expect(JSON.parse(sent.body as string)).toEqual({ phone: "13800138000" });
    return new Response("{}");
  });

  const plainly = await press(it, send as unknown as typeof fetch);

  expect([send.mock.calls.length, plainly]).toEqual([1, 0]);
  expect(it.querySelector<HTMLElement>("#code-sent")?.hidden).toBe(false);
  expect(document.activeElement?.id).toBe("code");
});

test("what is refused is sent by the form itself, which says why", async () => {
  const it = form();
  const refused = async () => new Response(JSON.stringify({ code: "invalid" }), { status: 422 });

  const plainly = await press(it, refused as unknown as typeof fetch);

  expect(plainly).toBe(1);
  expect(it.querySelector<HTMLElement>("#code-sent")?.hidden).toBe(true);
});
