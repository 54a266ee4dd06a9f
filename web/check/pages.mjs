// Every page of the house in a real browser: `node check/pages.mjs BINARY` makes a demonstration, signs in as each role
// and ends with 1 when axe finds something on any page in any language, a page is missed, the audience's pages are too
// heavy, need script or do not hold large type, or paper is not as it should be.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { asks, asksPlainly } from "./asker.mjs";
import { readsSquare, takesOver } from "./evening.mjs";
import { misfits, weight } from "./faults.mjs";
import { openBrowser, openHouse, routes } from "./house.mjs";
import { confirms, knobs } from "./identity.mjs";
import { prints } from "./paper.mjs";
import { rests } from "./rest.mjs";
import { LANGUAGES, Walk } from "./walk.mjs";

/** What a phone may have to load for a page of the audience, in bytes. */
const MOST_BYTES = 40_000;
const [collecting, live, finished] = ["xiaomen", "wuye", "shipin"];
const slugs = [live, collecting, finished];

const house = await openHouse(process.argv[2], knobs);
const browser = await openBrowser();
const sources = join(import.meta.dirname, "..", "..", "src");
const rust = readdirSync(sources, { recursive: true }).filter((path) => path.endsWith(".rs"));
const walk = new Walk(browser, house.base, routes(rust.map((path) => join(sources, path))));
const told = (what) => console.log(`--- ${what}`);
try {
  await everybody();
  const promises = [...walk.paths].filter((path) => path.startsWith("/c/")).map((path) => path.slice(3));
  const of = (place) => promises.map((id) => `/${place}/c/${id}`);
  const role = (name) => walk.somebody(house.links.get(name));
  const each = (path) => slugs.map((slug) => path.replace("{slug}", slug));

  const moderator = await role("moderator");
  await walk.along(moderator, ["/desk/{slug}", "/desk/{slug}/sheet", "/desk/{slug}/contests"].flatMap(each));
  await walk.along(moderator, [await rings(moderator[0])]);
  await walk.look(moderator, "/audit", { status: 403 });
  await walk.along(await role("lead"), [...each("/desk/{slug}"), ...each("/desk/{slug}/gate")]);
  await walk.along(await role("operator"), ["/today", ...each("/desk/{slug}/type-in")]);
  const director = await role("director");
  await chooses(moderator[0], director[0]);
  await walk.along(director, [...each("/stage/{slug}/rundown"), ...each("/stage/{slug}/sheet")]);
  await walk.along(director, [...each("/stage/{slug}/checks"), ...each("/stage/{slug}/sign-off")]);
  await walk.along(await role("host"), [...each("/stage/{slug}/cards"), ...each("/stage/{slug}/pairs")]);
  await walk.along(await role("deputy"), each("/stage/{slug}/deputy"));
  const opened = await screens(director[0]);
  await walk.along(await walk.somebody(), opened);
  told("graphics that rest");
  for (const path of opened.slice(2)) await rests(walk, house.base + path);
  told("two laptops");
  await takesOver(walk, director, live);
  await readsSquare(walk, director[0], live, opened[3], house.place);
  await walk.along(await role("scribe"), each("/scribe/{slug}"));
  const department = await role("department");
  await walk.along(department, ["/department"], of("department"));
  const supervisor = await role("supervisor");
  // What a department owes in writing is the supervisor's too, also while no answer waits to be read.
  const owed = [...walk.paths].filter((path) => /^\/department\/q\/[^/]+$/.test(path));
  await walk.along(
    supervisor,
    [
      "/supervision",
      "/today",
      ...each("/supervision/{slug}/closing"),
      ...each("/supervision/{slug}/morning"),
      ...each("/supervision/{slug}/register"),
      ...each("/supervision/{slug}/sending"),
    ],
    [...owed.map((path) => path.replace("department", "supervision")), ...of("supervision")],
  );
  await walk.along(await role("verifier"), ["/verification"], of("verification"));
  const clerk = await role("clerk");
  await walk.along(clerk, ["/office", await imports(clerk[0])]);
  told("who asks");
  await confirms(walk, clerk[0], await walk.somebody());
  await walk.along(await role("auditor"), ["/audit"]);
  for (const route of walk.missed()) walk.fault(route, "nobody came to this page");

  told("paper");
  await paper(moderator, director, supervisor, department);
  told("the audience's phone");
  await phone();
} finally {
  await browser.close();
  await house.close();
}
console.log(
  `${[...walk.looked.values()].reduce((sum, n) => sum + n, 0)} pages of ${walk.looked.size} routes, each in ${LANGUAGES.join(" and ")}: ${walk.faults.length} faults`,
);
process.exitCode = walk.faults.length > 0 ? 1 : 0;

/** The public's pages, errors among them, and a question on its way. */
async function everybody() {
  told("everybody");
  const contexts = await walk.somebody();
  await walk.along(contexts, [
    "/",
    ...slugs.map((slug) => `/i/${slug}`),
    ...slugs.map((slug) => `/i/${slug}/ask`),
    "/ledger",
    "/r",
    "/clear",
    "/sign-in",
  ]);
  await walk.look(contexts, "/nowhere", { status: 404 });
  await walk.look(contexts, "/screen/nobody", { status: 404 });
  for (const [n, context] of contexts.entries()) {
    const own = await asks(walk, context, collecting, LANGUAGES[n]);
    await walk.along([contexts[n]], [own]);
  }
  await asksPlainly(walk, collecting);
}

/** Something to print: published questions come into the running order where it is empty. */
async function chooses(moderator, director) {
  const call = (context, path, data) =>
    context.request.fetch(`${house.base}/api/v1/inquiries/${live}/${path}`, data ? { method: "POST", data } : {});
  const order = await (await call(director, "rundown")).json();
  if (order.items.length > 3) return;
  const { items } = await (await call(moderator, "desk?queue=approved&limit=12")).json();
  for (const { id } of items) {
    const added = await call(director, "rundown/items", { question: id });
    if (!added.ok()) walk.fault("the running order", `takes no question: ${await added.text()}`);
  }
}

/** The page of what rings in the show on air. */
async function rings(moderator) {
  const ringing = await (await moderator.request.get(`${house.base}/api/v1/inquiries/${live}/alarms`)).json();
  if (ringing.items.length === 0) walk.fault("what is urgent", "nothing rings in the demonstration");
  return `/alarms/${ringing.items[0]?.question}`;
}

/** One screen of each kind, by its link. */
async function screens(director) {
  const paths = [];
  for (const kind of ["prompter", "confidence", "lower_third", "corner"]) {
    const data = { kind, label: kind };
    const opened = await director.request.post(`${house.base}/api/v1/inquiries/${live}/screens`, { data });
    paths.push(`/screen/${(await opened.json()).key}`);
  }
  return paths;
}

/** A hotline's file is sent in; the address of its page. */
async function imports(clerk) {
  const page = await clerk.newPage();
  await page.goto(`${house.base}/office/inquiries/${collecting}`);
  const rows = "工单号,内容,时间\nA1,校门口的减速带平了，车开得飞快,2026-01-05\nA2,,2026-01-06\n";
  await page.setInputFiles("#file", { name: "热线.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
  await page
    .locator("form", { has: page.locator("#file") })
    .locator("button")
    .click();
  await page.waitForURL(/\/office\/imports\//);
  const path = new URL(page.url()).pathname;
  await page.close();
  return path;
}

async function paper(moderator, director, supervisor, department) {
  // So many films that the running order takes a second sheet.
  for (let n = 1; n <= 40; n += 1) {
    const data = { title: `短片${n}`, planned_s: 60 };
    await director[0].request.post(`${house.base}/api/v1/inquiries/${live}/rundown/items`, { data });
  }
  for (const n of LANGUAGES.keys()) {
    const print = (contexts, path, wishes) => prints(walk, contexts[n], path, house.place, wishes);
    await print(moderator, `/desk/${live}/sheet`, { everySheet: "thead th", whole: "td:nth-child(2)" });
    await print(director, `/stage/${live}/sheet`, {
      sheets: (count) => count > 1,
      everySheet: "thead th:nth-child(7)",
      whole: "td:nth-child(3)",
    });
    const cards = await (await director[n].newPage()).goto(`${house.base}/stage/${live}/cards`);
    const text = await cards.text();
    const many = text.split('class="card"').length - 1;
    const isShort = !text.includes("card__text--small") && !text.includes("card__text--medium");
    await print(director, `/stage/${live}/cards`, {
      sheets: (count) => (isShort ? count === Math.ceil(many / 3) : count >= Math.ceil(many / 3)),
      whole: ".card__text",
    });
    for (const slug of [live, finished])
      await print(supervisor, `/supervision/${slug}/morning`, { sheets: (count) => count === 1, whole: "td" });
    const orders = [...walk.paths].filter((path) => /^\/(supervision|department)\/.*\/sheet$/.test(path));
    if (orders.length === 0) walk.fault("the orders", "there is none to print");
    for (const path of orders) {
      const who = path.startsWith("/department") ? department : supervisor;
      await print(who, path, { sheets: (count) => count === 1 });
    }
  }
}

/** Weight, and type twice as large on a narrow screen. */
async function phone() {
  for (const path of [...slugs.map((slug) => `/i/${slug}`), `/i/${collecting}/ask`]) {
    const fresh = await browser.newContext({ viewport: { width: 360, height: 780 } });
    const bytes = await weight(fresh, house.base + path);
    console.log(`${path} weighs ${bytes} bytes with all that it loads`);
    if (bytes > MOST_BYTES) walk.fault(path, `weighs ${bytes} bytes`);
    await fresh.close();
  }
  const large = await openBrowser(32);
  const reads = async (locale) => {
    const context = await large.newContext({ locale, viewport: { width: 360, height: 780 } });
    const page = await context.newPage();
    for (const path of walk.publicPaths) {
      const answer = await page.goto(house.base + path, { waitUntil: "load" });
      if (!answer.ok()) continue;
      for (const fault of await misfits(page)) walk.fault(`${path} at 200 % (${locale})`, fault);
    }
    const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
    if (size !== "32px") walk.fault("large type", `the browser's own size does not hold: ${size}`);
  };
  await Promise.all(LANGUAGES.map(reads));
  await large.close();
}
