import { describe, expect, it } from "vitest";
import type { Say } from "../kit/words";
import { showWhoSees } from "./who-sees";

const say: Say = (key, values) => `${key} ${Object.values(values ?? {}).join(" ")}`;

function form(): HTMLFormElement {
  document.body.innerHTML = `<form>
    <input name="name"><select name="department" id="department"><option value=""></option><option value="d">住建局</option></select>
    <input type="radio" name="visibility" value="shielded" checked><input type="radio" name="visibility" value="public"><input type="radio" name="visibility" value="congress_only">
    <section id="preview"><div data-shown="public"><span data-shown="by" data-nobody="不公开身份"></span><span data-shown="to"></span></div>
    <div data-shown="private" hidden></div><p class="no-script"></p></section></form>`;
  const made = document.querySelector("form") as HTMLFormElement;
  showWhoSees(made, say);
  return made;
}

function choose(made: HTMLFormElement, visibility: string): void {
  (made.querySelector(`[value=${visibility}]`) as HTMLInputElement).checked = true;
  made.dispatchEvent(new Event("change"));
}

describe("who sees what", () => {
  it("shows a name only to those who were promised it", () => {
    const made = form();
    (made.querySelector("[name=name]") as HTMLInputElement).value = "柳岸一位住户";
    made.dispatchEvent(new Event("input"));
    const by = () => made.querySelector("[data-shown=by]")?.textContent;

    expect(by()).toBe("不公开身份");
    choose(made, "public");
    expect(by()).toBe("柳岸一位住户");
  });

  it("shows nothing of what is not published", () => {
    const made = form();
    choose(made, "congress_only");

    expect((made.querySelector("[data-shown=public]") as HTMLElement).hidden).toBe(true);
    expect((made.querySelector("[data-shown=private]") as HTMLElement).hidden).toBe(false);
  });
});
