// Pages made for paper, as Chromium prints them: A4, so many sheets, every word there, the heading on each sheet.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A4 in points; Chromium rounds to whole ones. */
const A4 = [595, 842];

/** Prints a page and checks it against what stands on the screen. */
export async function prints(walk, context, path, folder, { sheets, everySheet, whole } = {}) {
  const page = await context.newPage();
  await page.goto(walk.base + path);
  const file = join(folder, `${path.replace(/\W+/g, "-")}.pdf`);
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: false }));
  const words = await page.$$eval("main td, main .card__text, main .to", (all) => all.map((it) => it.textContent));
  const blocks = whole ? await page.$$eval(whole, (all) => all.map((it) => it.textContent)) : [];
  const tools = await page.textContent(".tools span");
  const heading = everySheet ? await page.textContent(everySheet) : null;
  await page.close();

  const info = execFileSync("pdfinfo", [file], { encoding: "utf8" });
  const count = Number(/Pages:\s+(\d+)/.exec(info)?.[1]);
  const size = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(info)?.slice(1).map(Number) ?? [];
  if (!A4.every((points, n) => Math.abs(points - size[n]) <= 1))
    walk.fault(path, `prints on ${size.join(" x ")} points`);
  if (sheets && !sheets(count)) walk.fault(path, `prints on ${count} sheets`);
  const print = (...which) => bare(execFileSync("pdftotext", ["-raw", ...which, file, "-"], { encoding: "utf8" }));
  const raw = print();
  const each = Array.from({ length: count }, (_, n) => print("-f", `${n + 1}`, "-l", `${n + 1}`));
  for (const word of words.map(bare).filter(Boolean)) {
    if (!raw.includes(word)) walk.fault(path, `its print lacks “${word}”`);
  }
  if (raw.includes(bare(tools))) walk.fault(path, "prints what is meant for the screen");
  for (const [n, sheet] of each.entries()) {
    if (heading && !sheet.includes(bare(heading))) walk.fault(path, `sheet ${n + 1} lacks the heading “${heading}”`);
  }
  for (const block of blocks.map(bare).filter(Boolean)) {
    if (!each.some((one) => one.includes(block))) walk.fault(path, `“${block}” is broken across two sheets`);
  }
  return count;
}

/** Words without the blanks and breaks that a layout puts between them. */
function bare(text) {
  return text.normalize("NFKC").replace(/\s+/g, "");
}
