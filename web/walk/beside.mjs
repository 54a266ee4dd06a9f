// What no evening shows by itself: English, large type, a page that is not there, every key, and a book with what is late.
import { House } from "./house.mjs";
import { SLUG } from "./office.mjs";

/** A visitor who reads English, in large type at last. */
export async function readsEnglish(visitor) {
  const pages = { home: "/", inquiry: `/i/${SLUG}`, ask: `/i/${SLUG}/ask`, ledger: "/ledger" };
  for (const [name, path] of Object.entries(pages)) {
    await visitor.goes(path);
    await visitor.photographs(`${name}-en`);
  }
  await visitor.page.locator(".book blockquote a").first().click();
  await visitor.sees("The promise", ".c-boxes");
  await visitor.photographs("commitment-en");
  await visitor.goes("/");
  await visitor.pressesOn("中文");
  await visitor.pressesOn("大字");
  await visitor.photographs("home-large");
  await visitor.cast.excusing(/status of 404/, () => visitor.goes("/q/none"));
  await visitor.photographs("error");
}

/** The sheets of keys, over desk and gallery. */
export async function looksUpKeys(moderator, director) {
  for (const [person, path, name] of [
    [moderator, `/desk/${SLUG}`, "desk-help"],
    [director, `/stage/${SLUG}/rundown`, "rundown-help"],
  ]) {
    await person.goes(path);
    await person.sees("全部按键", ".keys");
    await person.letsGo();
    await person.keys("?");
    await person.sees("全部按键", "dialog");
    await person.photographs(name, { isForPhones: false });
    await person.keys("Escape");
  }
}

/** The demonstration's finished inquiry in a house of its own: what was kept, what is late, what was broken. */
export async function readsLate(cast) {
  const demo = await House.fresh(0);
  try {
    demo.says("demo");
    await demo.opens();
    const reader = await cast.meets("路人", { baseURL: demo.url });
    await reader.goes("/ledger");
    await reader.sees("逾期", ".book");
    await reader.photographs("ledger-late");
    const late = reader.page.locator(".book > li", { hasText: "逾期" }).first();
    await late.locator("blockquote a").click();
    await reader.sees("逾期", ".badges");
    await reader.photographs("commitment-late");
    await reader.context.close();
    await demo.closes();
  } finally {
    await demo.isGone();
  }
}
