// Visits pages by their links, each route so often, in each language, and asks of each what is wrong with it.
import { axe } from "./faults.mjs";
import { routeOf } from "./house.mjs";

/** How many pages of one route are looked at: it has more than one shape. */
const A_ROUTE = 3;
export const LANGUAGES = ["zh-CN", "en"];
/** What the owner of each browser speaks. */
const SPOKEN = new WeakMap();

export class Walk {
  constructor(browser, base, routes) {
    Object.assign(this, { browser, base, routes, faults: [], looked: new Map(), paths: new Set() });
    /** Public pages that were seen, by path: they are looked at once more in large type. */
    this.publicPaths = new Set();
  }

  /** Somebody with a browser in each language; `link` is the invitation that signs them in. */
  async somebody(link) {
    const opened = async (locale, storageState) => {
      const options = { locale, viewport: { width: 1280, height: 900 } };
      const context = await this.browser.newContext(storageState ? { ...options, storageState } : options);
      SPOKEN.set(context, locale);
      return context;
    };
    const first = await opened(LANGUAGES[0]);
    if (link) {
      const page = await first.newPage();
      await page.goto(link);
      await page.click("main form .btn");
      await page.waitForURL((url) => url.pathname !== "/sign-in");
      await page.close();
    }
    const storageState = await first.storageState();
    return [first, ...(await Promise.all(LANGUAGES.slice(1).map((locale) => opened(locale, storageState))))];
  }

  /** Looks at these pages and at all to which they lead. A page of `maybe` may be closed to this reader. */
  async along(contexts, starts, maybe = []) {
    const closed = new Set(maybe);
    const open = [...starts, ...maybe];
    const known = new Set(open);
    while (open.length > 0) {
      const path = open.shift();
      const route = routeOf(this.routes, path.split("?")[0]);
      if (!route || this.paths.has(path) || (this.looked.get(route) ?? 0) >= A_ROUTE) continue;
      const links = await this.look(contexts, path, { mayBeClosed: closed.has(path) });
      if (links === null) continue;
      this.paths.add(path);
      this.looked.set(route, (this.looked.get(route) ?? 0) + 1);
      for (const link of links.filter((link) => !known.has(link))) {
        known.add(link);
        open.push(link);
      }
    }
  }

  /** Opens one page in each language, side by side; its links, or null where it is closed. */
  async look(contexts, path, { status = 200, mayBeClosed = false } = {}) {
    const seen = await Promise.all(contexts.map((context) => this.lookIn(context, path, status, mayBeClosed)));
    if (seen.includes(null)) return null;
    const ours = seen
      .at(-1)
      .filter((href) => /^\/(?!\/)/.test(href))
      .map((href) => href.split("#")[0]);
    // A file is not a page.
    return ours.filter((href) => !/[?&](lang|size|as)=/.test(href));
  }

  /** Opens one page in one browser; every address to which it leads. */
  async lookIn(context, path, status, mayBeClosed) {
    const page = await context.newPage();
    this.listen(page, path);
    try {
      const answer = await page.goto(this.base + path, { waitUntil: "load" });
      if (mayBeClosed && [403, 404].includes(answer.status())) return null;
      if (answer.status() !== status) this.fault(path, `answers ${answer.status()} and not ${status}`);
      await this.judge(page, path, SPOKEN.get(context));
      return await page.$$eval("a[href]:not([download])", (all) => all.map((it) => it.getAttribute("href")));
    } finally {
      await page.close();
    }
  }

  /** What is wrong with the page that is open now. */
  async judge(page, name, language) {
    const [spoken, surface] = await page.evaluate(() => {
      const { lang, dataset } = document.documentElement;
      return [lang, dataset.surface];
    });
    if (language && spoken !== language) this.fault(name, `speaks ${spoken} and not ${language}`);
    if (surface === "public" && name.startsWith("/")) this.publicPaths.add(name);
    for (const fault of await axe(page)) this.fault(`${name} (${spoken})`, fault);
  }

  /** Scripts that fail and whatever the page's own policy forbids. */
  listen(page, name) {
    page.on("pageerror", (error) => this.fault(name, `its script fails: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && /Content Security Policy/.test(message.text()))
        this.fault(name, message.text());
    });
  }

  fault(name, what) {
    this.faults.push(`${name}: ${what}`);
    console.log(`${name}: ${what}`);
  }

  /** Pages of the house that nobody came to. */
  missed() {
    return this.routes.filter((route) => !this.looked.has(route));
  }
}
