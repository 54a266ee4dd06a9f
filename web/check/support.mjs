// Whether what was built stays inside what Chromium 90 and Safari 14.1 know: `node check/support.mjs [FOLDER]` reads each
// style sheet and script of `dist/` and ends with 1 where one needs more, unless it does well without.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as css from "css-tree";
import { parseAst } from "vite";

const known = createRequire(import.meta.url)("@mdn/browser-compat-data");
/** The oldest browsers that are served. Safari 14's last version, which most of its phones have. */
const OLDEST = { chrome: 90, chrome_android: 90, safari: 14.1, safari_ios: 14.5 };

/** What newer browsers do better, and what an older one does instead. */
export const GRACEFUL = {
  "media prefers-contrast": "the usual contrast, which is AA",
  "media forced-colors": "no such mode there",
  "property forced-color-adjust": "no such mode there",
  "at-rule @page": "the browser's own margins",
  "property size": "the paper that the print dialogue names",
  "value break-after: avoid": "a group's heading may stand alone at the foot of a sheet",
  "value align-self: start": "in a row the box is as high as its row",
  "value align-self: end": "in a row the box is as high as its row",
  "value align-content: start": "in a grid known for long, in a row not needed",
  "value justify-content: start": "the same as the default",
  "value justify-content: end": "tools stand at the start",
  "property container-type": "small monitors of the gallery keep the page's type",
  "unit cqi": "small monitors of the gallery keep the page's type",
  "selector :has": "the radio's own dot shows the choice, the box's own words what is missing",
  "member .adoptedStyleSheets": "Lit puts a style element instead",
  "member .chunks": "a field of the decoder's own, and no browser's",
  "member .showModal": "the help opens in the page",
  "property text-autospace": "no thin space between Chinese and digits",
  "property text-spacing-trim": "punctuation keeps its full width",
  "property text-wrap": "a heading breaks where the line is full",
  "property field-sizing": "the scribe's boxes are made as high as their words by script; others scroll",
  "property accent-color": "ticks have the system's colour",
  "property aspect-ratio": "a picture keeps its own shape",
  "property scrollbar-width": "the bar has the system's width",
  "selector :focus-visible": "the browser's own ring is shown",
  "selector ::backdrop": "the help lies on the page without a veil",
  "at-rule @page margin": "no page numbers, or the browser's own",
};

const UNITS = new Set(
  "px pt pc in cm mm em rem ex ch vh vw vmin vmax % s ms deg turn rad fr dpi dpcm dppx x".split(" "),
);
/** Members of these are told apart by their name alone; so only names that are nobody else's are in question. */
const HOSTS = ["Document", "Element", "EventTarget", "HTMLDialogElement", "HTMLElement", "Navigator", "Node", "Window"];

/** What a style sheet needs that the oldest browsers lack. */
export function cssNeeds(text) {
  const needs = new Set();
  const must = (what, compat) => isOld(compat) || needs.add(what);
  const seen = css.parse(text, { positions: false, parseCustomProperty: true });
  const skip = new Set();
  css.walk(seen, function (node) {
    if (this.atrule?.name === "supports" || skip.has(this.atrule)) return;
    if (node.type === "Atrule") {
      const name = node.name.replace(/^-\w+-/, "");
      if (this.atrule?.name === "page") needs.add("at-rule @page margin");
      else must(`at-rule @${name}`, known.css["at-rules"][name]?.__compat);
    } else if (node.type === "Feature" && node.kind === "media") {
      const name = node.name.replace(/^(min|max)-/, "");
      must(
        `media ${node.name}`,
        known.css["at-rules"].media[name]?.__compat ?? known.css["at-rules"].media[node.name]?.__compat,
      );
    } else if (node.type === "FeatureRange") {
      must("media range", known.css["at-rules"].media.range_syntax?.__compat);
    } else if (node.type === "PseudoClassSelector" || node.type === "PseudoElementSelector") {
      const colons = node.type === "PseudoClassSelector" ? ":" : "::";
      if (!node.name.startsWith("-")) must(`selector ${colons}${node.name}`, known.css.selectors[node.name]?.__compat);
    } else if (node.type === "NestingSelector" || (node.type === "Rule" && nests(node))) {
      needs.add("nesting");
    } else if (node.type === "Declaration" && !node.property.startsWith("-")) {
      const property = known.css.properties[node.property];
      // A phone has no pointer; a box that cannot be drawn larger scrolls.
      if (["cursor", "resize", "outline"].includes(node.property)) return;
      const isDescriptor = ["page", "font-face"].includes(this.atrule?.name) && !property;
      if (isDescriptor || text.includes(`-webkit-${node.property}:`)) return;
      must(`property ${node.property}`, property?.__compat);
      const isKnown = isOld(property?.__compat);
      css.walk(node.value, (part) => {
        if (isKnown && part.type === "Identifier" && !hasFallback(this, node) && property[part.name]?.__compat) {
          must(`value ${node.property}: ${part.name}`, property[part.name].__compat);
        }
      });
    }
    if (node.type === "Function") {
      const name = node.name.replace(/^-\w+-/, "");
      if (name !== "var" && FUNCTIONS.has(name)) must(`function ${name}()`, FUNCTIONS.get(name));
    } else if (node.type === "Dimension" && !UNITS.has(node.unit.toLowerCase())) {
      needs.add(`unit ${node.unit}`);
    }
  });
  return [...needs];
}

function nests({ block }) {
  return block.children.some((it) => it.type === "Rule" || (it.type === "Raw" && it.value.includes("{")));
}

/** Whether the same block says it before in other words, for those who do not know these. */
function hasFallback({ block }, declaration) {
  const same = block?.children.toArray().filter((it) => it.property === declaration.property) ?? [];
  return same.length > 1 && same[0] !== declaration;
}

/** What a script needs that the oldest browsers lack: syntax, globals, and members that only newer ones have. */
export function jsNeeds(text, own = ownNames(text)) {
  const needs = new Set();
  const visit = (node) => {
    if (!node || typeof node.type !== "string") return;
    if (node.type === "StaticBlock") needs.add("syntax static block");
    if (node.type === "ImportExpression" && node.options) needs.add("syntax import attributes");
    if (node.type === "Literal" && node.regex) {
      if (/\(\?<[=!]/.test(node.regex.pattern)) needs.add("syntax lookbehind");
      if (/[dv]/.test(node.regex.flags)) needs.add(`syntax flag ${node.regex.flags}`);
    }
    if (node.type === "MemberExpression" && !node.computed) {
      if (NEW_MEMBERS.has(node.property.name) && !own.has(node.property.name))
        needs.add(`member .${node.property.name}`);
    } else if (node.type === "Identifier" && NEW_GLOBALS.has(node.name)) {
      needs.add(`global ${node.name}`);
    }
    for (const [key, value] of Object.entries(node)) {
      if (key === "property" && !node.computed) continue;
      if (Array.isArray(value)) value.forEach(visit);
      else if (value && typeof value === "object") visit(value);
    }
  };
  visit(parseAst(text));
  return [...needs];
}

/** Methods and fields that a script gives its own objects. `at` is a moment in ours, and a call of it is another's. */
export function ownNames(text) {
  const named = /(?:this\.|(?<![.\w$])(?:async )?)([a-z]\w*)(?:\([^()]*\)\s*\{|:(?:\(|async|\w+=>))|this\.([a-z]\w*)=/g;
  return new Set([...text.matchAll(named)].map(([, method, field]) => method ?? field));
}

/** Whether each of the oldest browsers has it, without a flag and without a prefix. What nobody describes is not. */
function isOld(compat) {
  if (!compat) return false;
  return Object.entries(OLDEST).every(([browser, version]) => {
    const said = compat.support[browser] ?? compat.support[browser.split("_")[0]];
    const had = (it) => !it.flags && !it.prefix && !it.alternative_name && since(it) <= version && gone(it) > version;
    return [said].flat().some((it) => it && had(it));
  });
}

function since({ version_added: added }) {
  return typeof added === "string" && added !== "preview" ? Number.parseFloat(added.replace("≤", "")) : Infinity;
}

function gone({ version_removed: removed }) {
  return typeof removed === "string" ? Number.parseFloat(removed.replace("≤", "")) : Infinity;
}

const FUNCTIONS = new Map();
function collect(branch) {
  for (const [name, it] of Object.entries(branch)) {
    if (name === "__compat") continue;
    if (it.__compat && !FUNCTIONS.has(name)) FUNCTIONS.set(name, it.__compat);
    collect(it);
  }
}
collect(known.css.types);

const members = new Map();
for (const owner of [...Object.values(known.javascript.builtins), ...HOSTS.map((name) => known.api[name])]) {
  for (const [name, it] of Object.entries(owner)) {
    if (!it?.__compat || !/^[a-z]\w*$/.test(name)) continue;
    members.set(name.replace(/_(static|event)$/, ""), (members.get(name) ?? false) || isOld(it.__compat));
  }
}
const everywhere = Object.values(known.api).flatMap((it) => Object.entries(it));
for (const [key, it] of everywhere) {
  const name = key.replace(/_(static|event)$/, "");
  if (members.has(name) && isOld(it.__compat)) members.set(name, true);
}
const NEW_MEMBERS = new Set([...members].filter(([, old]) => !old).map(([name]) => name));
const globals = [...Object.entries(known.javascript.builtins), ...Object.entries(known.api)];
const NEW_GLOBALS = new Set(globals.filter(([, it]) => it.__compat && !isOld(it.__compat)).map(([name]) => name));
for (const [name, it] of Object.entries(known.api.Window))
  if (/^structuredClone|^scheduler$/.test(name) && !isOld(it.__compat)) NEW_GLOBALS.add(name);

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2] ?? join(import.meta.dirname, "..", "dist");
  const used = new Set();
  let faults = 0;
  const texts = readdirSync(folder)
    .filter((name) => /\.(css|js)$/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]);
  const own = new Set(texts.flatMap(([name, text]) => (name.endsWith(".js") ? [...ownNames(text)] : [])));
  for (const [name, text] of texts) {
    for (const need of name.endsWith(".css") ? cssNeeds(text) : jsNeeds(text, own)) {
      used.add(need);
      if (need in GRACEFUL) continue;
      faults += 1;
      console.log(`${name}: ${need}: Chromium 90 or Safari 14.1 does not know it`);
    }
  }
  for (const need of Object.keys(GRACEFUL).filter((need) => !used.has(need))) {
    faults += 1;
    console.log(`${need}: nothing needs this leave any more`);
  }
  process.exitCode = faults > 0 ? 1 : 0;
}
