// A minute of load with the log on screen. Alone, so that nothing else takes the processor.
import { defineConfig } from "@playwright/test";
import web from "../web/playwright.config";

export default defineConfig({
  ...web,
  testDir: ".",
  workers: 1,
  timeout: 240_000,
  // A row that is lost once in two runs is lost.
  retries: 0,
  // A trace records every change of the page, which is load of its own.
  use: { ...web.use, trace: "off" },
});
