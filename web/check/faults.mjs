// What is wrong with a page that somebody has open: what axe finds, what is wider than the screen, what is cut off.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds, a line each. */
export async function axe(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((rules) => globalThis.axe.run({ runOnly: rules }), RULES);
  return violations.map((fault) => {
    const where = fault.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`);
    return `axe ${fault.id}: ${fault.help}: ${where.join("; ").replace(/\s+/g, " ")}`;
  });
}

/** What does not fit the screen: a page that scrolls sideways, words beyond its edge, words cut off in their box. */
export async function misfits(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    const faults = [];
    if (root.scrollWidth > root.clientWidth)
      faults.push(`${root.scrollWidth - root.clientWidth} px wider than the screen`);
    const name = (it) =>
      `${it.tagName.toLowerCase()}${it.id ? `#${it.id}` : ""}${[...it.classList].map((c) => `.${c}`).join("")}`;
    const hasWords = (it) => [...it.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const scrolls = (it) => it && (/auto|scroll/.test(getComputedStyle(it).overflowX) || scrolls(it.parentElement));
    for (const it of document.body.querySelectorAll("*")) {
      const { overflowX, overflowY, visibility, clipPath } = getComputedStyle(it);
      if (it.clientWidth <= 1 || visibility === "hidden" || clipPath !== "none" || it.closest("svg")) continue;
      const cutX = /hidden|clip/.test(overflowX) && it.scrollWidth > it.clientWidth + 1;
      const cutY = /hidden|clip/.test(overflowY) && it.scrollHeight > it.clientHeight + 1;
      if ((cutX || cutY) && it.textContent.trim()) faults.push(`${name(it)} cuts its words off`);
      const box = it.getBoundingClientRect();
      if (hasWords(it) && box.width > 0 && box.right > root.clientWidth + 1 && !scrolls(it.parentElement)) {
        faults.push(`${name(it)} reaches ${Math.round(box.right - root.clientWidth)} px beyond the edge`);
      }
    }
    return faults.slice(0, 8);
  });
}

/** Everything that the page loads, in bytes as they come over the line. */
export async function weight(context, url) {
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  await line.send("Network.enable");
  let bytes = 0;
  line.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  await page.goto(url, { waitUntil: "networkidle" });
  await page.close();
  return bytes;
}
