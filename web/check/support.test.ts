import { expect, it } from "vitest";
// @ts-expect-error: a script without types
import { cssNeeds, jsNeeds } from "./support.mjs";

it("finds what Chromium 90 or Safari 14.1 does not know", () => {
  for (const [css, need] of [
    ["a:has(b) { color: red }", "selector :has"],
    ["@container (width > 1px) { a { color: red } }", "at-rule @container"],
    ["@layer x { a { color: red } }", "at-rule @layer"],
    ["a { b { color: red } }", "nesting"],
    ["a { block-size: 100dvh }", "unit dvh"],
    ["a { color: color-mix(in srgb, red, blue) }", "function color-mix()"],
    ["a { aspect-ratio: 1 }", "property aspect-ratio"],
    ["a { overflow-wrap: anywhere }", "value overflow-wrap: anywhere"],
  ]) {
    expect(cssNeeds(css)).toContain(need);
  }
  for (const [js, need] of [
    ["[1].at(-1)", "member .at"],
    ["Object.hasOwn(a, b)", "member .hasOwn"],
    ["structuredClone(a)", "global structuredClone"],
    ["/(?<=a)b/.test(c)", "syntax lookbehind"],
    ["class A { static { b() } }", "syntax static block"],
  ]) {
    expect(jsNeeds(js)).toContain(need);
  }
});

it("leaves alone what they know", () => {
  expect(cssNeeds("a:not(b) { inset: 0; gap: 1rem; margin-inline: auto; color: rgb(0 0 0 / .5) }")).toEqual([]);
  expect(cssNeeds("a { overflow-wrap: break-word; overflow-wrap: anywhere }")).toEqual([]);
  expect(cssNeeds("@supports (display: grid) { a { text-wrap: balance } }")).toEqual([]);
  expect(jsNeeds("a?.b ?? c.flatMap((d) => d.replaceAll('e', 'f')); new ResizeObserver(g)")).toEqual([]);
  expect(jsNeeds("const o = { take() {} }; o.take()")).toEqual([]);
});
