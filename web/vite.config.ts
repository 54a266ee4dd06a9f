// Builds one bundle an audience: what a phone loads, and what a desk loads. Tera finds both through the manifest.
import { defineConfig } from "vite";

/** Safari 14 knows no `overflow-wrap: anywhere`: without the older word, long words would stand out of their box. */
const longWords = {
  postcssPlugin: "long-words",
  Declaration(it: { prop: string; value: string; cloneBefore(how: object): unknown; prev(): unknown }) {
    const before = it.prev() as { prop?: string } | undefined;
    if (it.prop !== "overflow-wrap" || it.value !== "anywhere" || before?.prop === it.prop) return;
    it.cloneBefore({ value: "break-word" });
  },
};

export default defineConfig({
  base: "/assets/",
  css: { postcss: { plugins: [longWords] } },
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    // WeChat's browser and old phones; the desk is never older than they are.
    target: ["chrome87", "safari14"],
    cssTarget: ["chrome90", "safari15", "ios15"],
    assetsDir: ".",
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [
        "shell/public.css",
        "shell/studio.css",
        "shell/office.css",
        "shell/paper.css",
        "shell/hold.ts",
        "shell/ring.css",
        "shell/watermark.css",
        "shell/ring.ts",
        "intake/index.ts",
        "intake/type-in.css",
        "intake/type-in.ts",
        "desk/index.ts",
        "followup/scribe.ts",
        "office/copy.ts",
        "office/progress.ts",
        "stage/air.css",
        "stage/index.ts",
        "stage/checks.ts",
        "stage/pairs.ts",
        "stage/prompter.ts",
        "stage/confidence.ts",
        "stage/lower-third.ts",
        "stage/worker.ts",
      ],
    },
  },
});
