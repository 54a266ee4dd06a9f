// A house of its own for the checks: the debug binary with a fresh demonstration, and browsers to look at it with.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

/** Makes the demonstration and serves it with these knobs; `links` are its addresses by their English names. */
export async function openHouse(binary, knobs = () => []) {
  const place = mkdtempSync(join(tmpdir(), "wenzheng-pages-"));
  const port = await freePort();
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("WENZHENG_")));
  const args = ["--data-dir", place, "--listen", `127.0.0.1:${port}`, "--pace", "relaxed", ...knobs(place)];
  const printed = await finished(spawn(binary, ["demo", ...args], { env, cwd: place }));
  const links = new Map();
  for (const line of printed.split("\n")) {
    const [, who, link] = /^(.*): (http\S+)$/.exec(line) ?? [];
    if (who) links.set(who.replace(/[^\x20-\x7e]/g, "").trim(), link);
  }
  const serving = spawn(binary, ["serve", ...args], { env, cwd: place });
  await said(serving, "listening on ");
  const close = async () => {
    const gone = new Promise((done) => serving.once("exit", done));
    serving.kill("SIGTERM");
    await gone;
    rmSync(place, { recursive: true, force: true });
  };
  return { base: `http://127.0.0.1:${port}`, links, place, close };
}

/** A browser with nothing but what it needs; `sizePx` is the type size that its owner has set. */
export async function openBrowser(sizePx = 16) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--blink-settings=defaultFontSize=${sizePx}`,
    ],
  });
}

/** Every page that the house has, as its routes in `src/` say. */
export function routes(sources) {
  const found = new Set();
  for (const path of sources) {
    for (const [, route] of readFileSync(path, "utf8").matchAll(/\.route\(\s*"(\/[^"]*)",\s*get\(/g)) found.add(route);
  }
  const isPage = (route) => !/^\/(api|assets|ws|healthz|readyz)|\.js$|\/(state|data)$|\/photos\//.test(route);
  return [...found].filter(isPage);
}

/** Finds the route of an address; one that is spelt out goes before one with a name in braces. */
export function routeOf(routes, path) {
  const fits = (route) => new RegExp(`^${route.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
  return routes.filter(fits).sort((a, b) => a.split("{").length - b.split("{").length)[0];
}

async function finished(child) {
  let out = "";
  let wrong = "";
  child.stdout.on("data", (data) => (out += data));
  child.stderr.on("data", (data) => (wrong += data));
  const code = await new Promise((done) => child.once("close", done));
  if (code !== 0) throw new Error(`${child.spawnargs.join(" ")} ended with ${code}: ${wrong}`);
  return out;
}

function said(child, words) {
  let log = "";
  return new Promise((done, fail) => {
    child.once("exit", (code) => fail(new Error(`the house fell with ${code}: ${log}`)));
    const hear = (data) => {
      log += data;
      if (log.includes(words)) done();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
  });
}

function freePort() {
  const server = createServer();
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
