// Builds one bundle an audience: what a phone loads, and what a desk loads. Tera finds both through the manifest.
import { defineConfig } from "vite";

export default defineConfig({
  base: "/assets/",
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    // WeChat's browser and old phones; the desk is never older than they are.
    target: ["chrome87", "safari14"],
    cssTarget: ["chrome90", "safari15"],
    assetsDir: ".",
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ["shell/public.css", "shell/studio.css", "intake/index.ts", "desk/index.ts", "office/index.ts"],
    },
  },
});
