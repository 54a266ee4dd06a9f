// Photographs pages at three widths and asks axe about each: `node look.mjs [--axe] URL...`, or with a folder of
// rendered samples, `node look.mjs --samples FOLDER`, which `WENZHENG_SAMPLES=FOLDER cargo test pages` fills.
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args.splice(args.indexOf(name), 2)[1] : undefined);
const flag = (name) => args.includes(name) && args.splice(args.indexOf(name), 1).length > 0;
const samples = option("--samples");
const out = option("--out") ?? "shots";
const widths = (option("--widths") ?? "360,1280,1920").split(",").map(Number);
const isPlain = flag("--no-script");
const isLarge = flag("--large");
const wantsAxe = flag("--axe");
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };

const server = samples ? await serve(samples) : null;
const base = server ? `http://127.0.0.1:${server.address().port}` : "";
const urls = samples
  ? readdirSync(samples)
      .filter((name) => name.endsWith(".html") && (args.length === 0 || args.some((part) => name.includes(part))))
      .map((name) => `${base}/${name}`)
  : args;

mkdirSync(out, { recursive: true });
const home = mkdtempSync(join(tmpdir(), "look-"));
const browser = await chromium.launchPersistentContext(home, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  javaScriptEnabled: !isPlain,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
let faults = 0;
for (const url of urls) {
  for (const width of widths) {
    const page = await browser.newPage();
    page.on("pageerror", (error) => console.log(`${url}: ${error.message}`));
    await page.setViewportSize({ width, height: width < 600 ? 780 : 900 });
    await page.goto(url, { waitUntil: "load" });
    if (isLarge) await page.evaluate(() => document.documentElement.setAttribute("data-size", "large"));
    const name =
      url
        .replace(/^https?:\/\/[^/]+\/?/, "")
        .replace(/\.html$/, "")
        .replace(/[^\w.-]+/g, "-") || "home";
    await page.screenshot({ path: join(out, `${name}-${width}.png`), fullPage: true });
    const wide = await page
      .evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      .catch(() => 0);
    if (wide > 0) console.log(`${name} at ${width}: ${wide} px wider than the screen`);
    if (wantsAxe) faults += await ask(page, `${name} at ${width}`);
    await page.close();
  }
}
await browser.close();
server?.close();
rmSync(home, { recursive: true, force: true });
process.exitCode = faults > 0 ? 1 : 0;

async function ask(page, name) {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
  );
  for (const fault of violations) {
    console.log(
      `${name}: ${fault.id}: ${fault.help}: ${fault.nodes
        .slice(0, 3)
        .map((node) => node.target.join(" "))
        .join("; ")}`,
    );
  }
  return violations.length;
}

/** Serves rendered samples beside the built assets. */
function serve(folder) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const file = path.startsWith("/assets/") ? join(import.meta.dirname, "dist", path.slice(8)) : join(folder, path);
    if (!existsSync(file) || path.endsWith("/")) return response.writeHead(404).end();
    // The product's own policy, so that a sample shows what a reader gets.
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-security-policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'",
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}
