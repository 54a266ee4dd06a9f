// The way of one question through the public door: with script in each language, and with script off.
import { LANGUAGES } from "./walk.mjs";

const WORDS = {
  "zh-CN": "河西路口的红绿灯坏了半个月，晚上没人指挥，什么时候修？",
  en: "The pedestrian bridge on Station Road has had no light since spring. Who repairs it, and when?",
};

/** Writes a question and looks at each page on the way; answers with the address of the asker's own page. */
export async function asks(walk, context, slug, language) {
  const page = await context.newPage();
  walk.listen(page, "asking");
  await page.goto(`${walk.base}/i/${slug}/ask`);
  await send(page, "#go");
  await walk.judge(page, "asking without a word", language);
  await page.fill("#text", WORDS[language]);
  await send(page, "#go");
  // Those who were shown questions like theirs say once more that it is another.
  if (!(await page.$("#send"))) await send(page, "#go");
  await walk.judge(page, "asking, the second step", language);
  await page.fill("#contact", "x");
  await send(page, "#send");
  if (await page.$(".field--bad")) {
    await walk.judge(page, "asking, with a contact that is none", language);
    await page.fill("#contact", "");
    await send(page, "#send");
  }
  await page.waitForSelector(".receipt");
  await walk.judge(page, "the receipt", language);
  const own = await page.getAttribute("#link", "href");
  await page.goto(own);
  await walk.judge(page, "the asker's own page", language);
  const numbered = new URL(page.url()).pathname;
  await page.goto(`${walk.base}/r`);
  await page.fill("[name=receipt]", "2026");
  await page.fill("[name=code]", "000000");
  await send(page, "main form .btn");
  await walk.judge(page, "finding with a wrong code", language);
  await page.close();
  return numbered;
}

/** The same with script off: everything is there and every form works. */
export async function asksPlainly(walk, slug) {
  const context = await walk.browser.newContext({ locale: LANGUAGES[0], javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${walk.base}/i/${slug}`);
  const before = (await page.textContent("form .second")) ?? "";
  await send(page, "form .second");
  const after = (await page.textContent("form .second")) ?? "";
  if (before === after) walk.fault(`/i/${slug} without script`, `saying it once more changes nothing: ${after.trim()}`);
  await page.click(`a[href="/i/${slug}/ask"]`);
  await page.fill("#text", `${WORDS["zh-CN"]}（没有脚本）`);
  await send(page, "#go");
  if (!(await page.locator("#send").count())) await send(page, "#go");
  await send(page, "#send");
  if (!(await page.locator(".receipt").count())) {
    walk.fault(`/i/${slug}/ask without script`, `gives no receipt: ${await page.title()}`);
  } else {
    await page.click("#link");
    const own = await page.textContent("main");
    if (!own.includes("没有脚本")) walk.fault("the asker's own page without script", "lacks what was asked");
  }
  await context.close();
}

async function send(page, button) {
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.click(button)]);
}
