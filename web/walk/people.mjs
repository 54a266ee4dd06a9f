// People with a browser each: what they do is what a person can do, and what goes wrong in their browser fails the walk.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { photograph } from "./look.mjs";

/** How long anybody waits to see something, in milliseconds. */
const PATIENCE_MS = Number(process.env.WALK_PATIENCE_MS ?? 20_000);

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const DESKTOP = { viewport: { width: 1280, height: 900 } };
export const STUDIO = { viewport: { width: 1920, height: 1080 } };

/** Everybody of the evening, and what their browsers complained about. */
export class Cast {
  static async of(house, folder = "") {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--lang=zh-CN",
      ],
    });
    const out = process.env.WALK_OUT ?? mkdtempSync(join(tmpdir(), "wenzheng-walk-shots-"));
    return new Cast(house, browser, join(out, folder));
  }

  constructor(house, browser, out) {
    this.house = house;
    this.browser = browser;
    this.out = out;
    this.complaints = [];
    this.excused = [];
    this.shots = 0;
    /** Pictures that another walk makes. */
    this.seen = [];
  }

  /** Somebody with a browser of their own. */
  async meets(name, options = DESKTOP) {
    const context = await this.browser.newContext({ baseURL: this.house.url, locale: "zh-CN", ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    return new Person(this, name, context, await context.newPage());
  }

  /** While this lasts, complaints like these are what is meant to be seen. */
  async excusing(pattern, deed) {
    this.excused.push(pattern);
    const done = await deed();
    this.excused.splice(this.excused.indexOf(pattern), 1);
    return done;
  }

  hears(complaint) {
    if (!this.excused.some((pattern) => pattern.test(complaint))) this.complaints.push(complaint);
  }

  async leaves() {
    await this.browser.close();
  }
}

/** Somebody before a browser. */
export class Person {
  constructor(cast, name, context, page) {
    this.cast = cast;
    this.name = name;
    this.context = context;
    this.page = page;
    this.#listens(page);
  }

  #listens(page) {
    page.on("console", (line) => {
      if (line.type() === "error") this.cast.hears(`${this.name}: ${page.url()}: ${line.text()}`);
    });
    page.on("pageerror", (error) => this.cast.hears(`${this.name}: ${page.url()}: ${error.message}`));
  }

  /** Another page in the same browser: a laptop has more than one. */
  async opensBeside(name) {
    return new Person(this.cast, name, this.context, await this.context.newPage());
  }

  async goes(path) {
    await this.page.goto(path, { waitUntil: "load" });
  }

  async reloads() {
    await this.page.reload({ waitUntil: "load" });
  }

  /** Signs in by a link that works once. */
  async signsIn(link) {
    await this.goes(link);
    await this.photographs("sign-in");
    await this.presses("登录");
  }

  /** Presses a button or a link by its words. */
  async presses(words, within = this.page) {
    const button = within.getByRole("button", { name: words });
    await button
      .or(within.getByRole("link", { name: words }))
      .first()
      .click();
  }

  /** Presses a button that sends a form or a link, and waits for the page that follows. */
  async pressesOn(words, within = this.page) {
    const before = this.page.waitForEvent("load");
    await this.presses(words, within);
    await before;
  }

  /** Presses a key, wherever the focus is. */
  async keys(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Leaves whatever has the focus, so that a key is nobody else's. */
  async letsGo() {
    await this.page.evaluate(() => document.activeElement?.blur());
  }

  async writes(label, words, within = this.page) {
    await within.getByLabel(label).fill(words);
  }

  async fills(selector, words) {
    await this.page.locator(selector).fill(words);
  }

  async chooses(selector, label) {
    await this.page.locator(selector).selectOption({ label });
  }

  /** Waits until these words, or words like these, can be seen. */
  async sees(words, where = "body") {
    const place = this.page.locator(where).filter({ hasText: words }).filter({ visible: true }).first();
    try {
      await place.waitFor();
    } catch (error) {
      const read = await this.page.locator("body").ariaSnapshot();
      throw new Error(`${this.name} does not see ${words} in ${where} of ${this.page.url()}:\n${read}`, {
        cause: error,
      });
    }
  }

  /** Loads the page anew until these words can be seen: what waits for the broadcast's delay comes a moment later. */
  async reloadsUntil(words) {
    const until = Date.now() + PATIENCE_MS;
    do {
      await this.reloads();
    } while (Date.now() < until && !(await this.page.locator("body").filter({ hasText: words }).count()));
    await this.sees(words);
  }

  /** What stands in a place now. */
  async reads(where) {
    return (await this.page.locator(where).first().textContent()).trim();
  }

  /** Not now: what is not there must be waited for by something else first. */
  async seesNo(words, where = "main") {
    const read = await this.reads(where);
    if (read.includes(words)) throw new Error(`${this.name} sees ${words} in ${where} of ${this.page.url()}`);
  }

  /** The page at three widths; a page meant for phones fits the narrowest. */
  async photographs(name, { isForPhones = true } = {}) {
    if (this.cast.seen.includes(name)) return;
    this.cast.shots += await photograph(this.page, join(this.cast.out, name), isForPhones);
  }
}
