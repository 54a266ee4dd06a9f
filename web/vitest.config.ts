// Tests run against a small DOM, without a browser.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { environment: "happy-dom", include: ["**/*.test.ts"], exclude: ["node_modules/**", "dist/**"] },
});
