// The setup guide as a screen: reached and worked with keys, kept through a reload, narrow and dark, and
// what it says where it can watch nothing or has nothing to say.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { Entra } from "../journey/entra";
import { axeFindings } from "./axe";
import { expect, open, provisioned, test } from "./fixture";
import { Program } from "./program";

const step = (page: Page, title: string) => page.getByRole("listitem", { name: `: ${title}` });
const before = (page: Page) => page.getByRole("region", { name: "Before you begin" });

async function openGuide(page: Page): Promise<void> {
  await open(page, "Connect");
  await page.getByRole("link", { name: "Setup guide" }).click();
  await expect(page.getByRole("heading", { name: /^Set up / })).toBeVisible();
}

test("keys alone open the guide, tick a prerequisite and check the door", async ({
  console: page,
}) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("setup guide");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Set up Entra ID for Generic/ })).toBeVisible();
  await before(page).getByRole("checkbox").first().focus();
  await page.keyboard.press("Space");
  await expect(before(page)).toContainText("1 of 2 ticked");
  const button = page.getByRole("button", { name: "Check the door" });
  for (let tabs = 0; tabs < 5; tabs += 1) {
    await page.keyboard.press("Tab");
    if (await button.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^The door is in order/)).toBeVisible();
  await page.reload();
  await expect(before(page)).toContainText("1 of 2 ticked");
  await expect(before(page).getByRole("checkbox").first()).toBeChecked();
});

test("a step turns while it is looked at, aloud, and the page of the portal is a plain link", async ({
  console: page,
  program,
}) => {
  await openGuide(page);
  const link = page.getByRole("link", { name: "Open the Entra admin center" });
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await expect(link).toHaveAttribute("href", /^https:\/\/entra\.microsoft\.com\//);
  const entra = new Entra(program.scim, await program.run("token", "new"));
  await expect(
    page.getByText(/which ends in ….{4}, works and has not been used yet/),
  ).toBeVisible();
  await entra.probe();
  await expect(step(page, "Test the connection")).toHaveAttribute("data-state", "done");
  await expect(page.locator("[aria-live=polite]").last()).toContainText(/Step \d is done/);
  await step(page, "Test the connection")
    .getByRole("link", { name: /^Request #\d+/ })
    .click();
  await expect(page.getByRole("region", { name: /^Request \d/ })).toContainText(
    "Entra ID tested the connection.",
  );
  entra.close();
});

test("switched off it says so on top, in the step and at the door", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await open(page, "Connect");
  await page.getByRole("switch", { name: "Provisioning" }).click();
  await openGuide(page);
  await expect(page.getByText("Provisioning is switched off: every call")).toBeVisible();
  const entra = new Entra(program.scim, scim.token ?? "");
  await entra.probe();
  const tested = step(page, "Test the connection");
  await expect(tested).toContainText("Entra ID called, but provisioning is switched off.");
  await expect(tested).toHaveAttribute("data-state", "failed");
  await page.getByRole("button", { name: "Check the door" }).click();
  await expect(page.getByText("Something is not right at")).toBeVisible();
  entra.close();
});

test("a call to a wrong address is told in the step that waits for it", async ({
  console: page,
  program,
}) => {
  await openGuide(page);
  const entra = new Entra(new URL(program.scim).origin, await program.run("token", "new"));
  await entra.probe();
  const tested = step(page, "Test the connection");
  await expect(tested).toContainText("called, but at an address that leads to no connection.");
  await expect(tested).toHaveAttribute("data-state", "failed");
  entra.close();
});

test.describe("when nothing is recorded", () => {
  test.use({ options: ["--no-capture"] });

  test("every step is ticked off by hand", async ({ console: page }) => {
    await openGuide(page);
    await expect(page.getByText("no step turns green by itself")).toBeVisible();
    const tested = step(page, "Test the connection");
    await tested.getByRole("checkbox", { name: /^I have done this/ }).check();
    await expect(tested).toHaveAttribute("data-state", "done");
    await expect(page.getByText("1 of 4 steps done")).toBeVisible();
  });
});

test("an application without a guide says what to do", async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), "scimbox-twins-"));
  const mine = 'format = 1\nid = "mine"\nname = "<b>My app</b>"\nabout = "My own."\n';
  await writeFile(join(folder, "mine.toml"), mine);
  const program = await Program.start(["--twins", folder]);
  try {
    await program.run("connection", "set", "Sandbox", "--twin", "mine", "--twins", folder);
    await page.goto(program.console);
    await open(page, "Connect");
    await page.getByRole("link", { name: "Setup guide" }).click();
    await expect(page.getByText("<b>My app</b> comes without a setup guide.")).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("link", { name: "Go to the settings" }).click();
    await expect(page.getByRole("heading", { name: "Tokens" })).toBeVisible();
  } finally {
    await program.stop();
    await rm(folder, { recursive: true });
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`the whole guide passes axe and is not cut off in ${colorScheme}`, async ({
      console: page,
      program,
    }) => {
      test.slow();
      const scim = await provisioned(program);
      const entra = new Entra(program.scim, `Bearer ${scim.token ?? ""}`);
      await entra.probe();
      entra.close();
      await scim.createPerson("Adele Vance", "Retail");
      await openGuide(page);
      await expect(page.getByRole("table", { name: "Attributes" })).toContainText("1 person");
      for (const summary of await page.locator("main summary").all()) await summary.click();
      for (const width of [320, 390, 720, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const overflow = () =>
          page.evaluate(() => {
            const main = document.querySelector("main");
            const { scrollWidth, clientWidth } = document.documentElement;
            return [scrollWidth - clientWidth, (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0)];
          });
        await expect.poll(overflow, `${width}`).toEqual([0, 0]);
        expect.soft(await axeFindings(page), `${width}`).toEqual([]);
      }
    });
  });
}
