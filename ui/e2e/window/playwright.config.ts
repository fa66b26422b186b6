// The real desktop window through WebKitWebDriver. Playwright is only the runner here; no browser of
// its own takes part. Needs a display, and a Secret Service for what is said about the keyring.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../../test-results",
  // One display, and windows that take the focus from each other.
  workers: 1,
  // Each step stands on the one before it; there is no second attempt at one alone.
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["./sum.ts"]],
});
