// The web console in Chromium against the real program. `SCIMBOX_BIN` names the program to test.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../../test-results",
  fullyParallel: true,
  workers: Number(process.env["SCIMBOX_E2E_WORKERS"] ?? 2),
  timeout: 45_000,
  expect: { timeout: 10_000 },
  // `cargo xtask test` names every test that needed the second attempt.
  retries: process.env["CI"] ? 1 : 0,
  reporter: "list",
  use: {
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env["SCIMBOX_CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
