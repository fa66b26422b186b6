// The whole journey in the web console, step by step in one page.
import {
  BEGINNING,
  LATE_ARRIVAL,
  NO_COMPLAINTS,
  OUTCOME,
  PROVISIONING,
  ROTATION,
  UNRESOLVED,
  Walk,
} from "../journey";
import { WebStage } from "../journey/web-stage";
import { test as base } from "./fixture";
import { Program } from "./program";

const test = base.extend<object, { walk: Walk }>({
  walk: [
    async ({ browser }, use) => {
      const program = await Program.start();
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const walk = new Walk(new WebStage(page));
      await page.goto(program.console);
      await page.getByRole("navigation", { name: "Screens" }).waitFor();
      await use(walk);
      await page.close();
      await program.stop();
    },
    { scope: "worker" },
  ],
});

test.describe.configure({ mode: "serial" });

const steps = [
  ...BEGINNING,
  ...PROVISIONING,
  ...UNRESOLVED,
  LATE_ARRIVAL,
  ...OUTCOME,
  ...ROTATION,
  NO_COMPLAINTS,
];
for (const step of steps) test(step.name, ({ walk }) => step.go(walk));
