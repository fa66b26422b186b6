// Every screen, empty and with people, light and dark: no serious finding of axe-core.
import type { Page } from "@playwright/test";
import { axeFindings as findings } from "./axe";
import { expect, open, openRequests, test } from "./fixture";

const THEMES = ["light", "dark"] as const;

/** The screens that the rail offers. */
async function screens(page: Page): Promise<string[]> {
  const links = page.getByRole("navigation", { name: "Screens" }).locator(".label");
  return links.allTextContents();
}

/** Screens whose rows open a panel, with the panel's name. */
const PANELS = [
  { screen: "Traffic", list: null, grid: "Requests, newest first", panel: /^Request \d/ },
  { screen: "Directory", list: /^People/, grid: "People", panel: "Person" },
  { screen: "Directory", list: /^Roles/, grid: "Roles", panel: "Role" },
  // In the neutral application a group is a role.
  { screen: "Directory", list: /^Groups/, grid: "Groups", panel: "Role" },
];

async function simulate(page: Page): Promise<void> {
  await page.getByRole("link", { name: /Preview with sample people/ }).click();
  await page.getByRole("radio", { name: /Instant/ }).check();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^This is what/ })).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole("button", { name: "Close" }).click();
}

for (const theme of THEMES) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test(`every empty screen passes in ${theme}`, async ({ console: page }) => {
      for (const screen of await screens(page)) {
        await open(page, screen);
        await expect(page.getByRole("main")).not.toBeEmpty();
        expect.soft(await findings(page), screen).toEqual([]);
      }
    });

    test(`every screen with people passes in ${theme}`, async ({ console: page }) => {
      await simulate(page);
      for (const screen of await screens(page)) {
        await open(page, screen);
        await expect(page.getByRole("main")).not.toBeEmpty();
        expect.soft(await findings(page), screen).toEqual([]);
      }
    });

    test(`what opens beside a list passes in ${theme}`, async ({ console: page }) => {
      test.slow();
      await simulate(page);
      for (const { screen, list, grid, panel } of PANELS) {
        await (screen === "Traffic" ? openRequests(page) : open(page, screen));
        if (list) await page.getByRole("link", { name: list }).click();
        await page.getByRole("grid", { name: grid }).getByRole("row").nth(2).click();
        const side = page.getByRole("region", { name: panel });
        await expect(side.getByRole("tab").first()).toBeVisible();
        for (const tab of await side.getByRole("tab").all()) {
          await tab.click();
          await expect(tab).toHaveAttribute("aria-selected", "true");
          await expect(side.getByRole("tabpanel")).not.toBeEmpty();
          const where = `${screen}: ${await tab.textContent()}`;
          expect.soft(await findings(page), where).toEqual([]);
        }
      }
    });

    test(`operations and what opens beside them pass in ${theme}`, async ({ console: page }) => {
      await simulate(page);
      await open(page, "Traffic");
      const list = page.getByRole("treegrid", { name: "Operations, newest first" });
      await list
        .getByRole("button", { name: /^Show the/ })
        .first()
        .click();
      await expect(list.locator('[aria-level="2"]').first()).toBeVisible();
      expect.soft(await findings(page), "unfolded").toEqual([]);
      await list.locator("[aria-expanded=true]").click();
      const side = page.getByRole("region", { name: "Operation", exact: true });
      await expect(side.getByRole("region", { name: "Before and after" })).toBeVisible();
      expect.soft(await findings(page), "opened").toEqual([]);
    });

    test(`the problems and the outline of the chart pass in ${theme}`, async ({
      console: page,
    }) => {
      await simulate(page);
      await open(page, "Org chart");
      const problems = page.getByRole("region", { name: "Problems" });
      await expect(problems.getByRole("listitem").first()).toBeVisible();
      await page.keyboard.press("n");
      await expect(problems.locator("[aria-current]")).toBeVisible();
      expect.soft(await findings(page), "problems").toEqual([]);
      const outside = () =>
        problems.evaluate((panel) =>
          [...panel.querySelectorAll("*")]
            .filter((part) => part.getBoundingClientRect().right > window.innerWidth)
            .map((part) => part.outerHTML.slice(0, 80)),
        );
      await expect.soft.poll(outside, "what leaves the window").toEqual([]);
      await page.getByRole("link", { name: "Outline" }).click();
      await expect(page.getByRole("tree")).toBeVisible();
      expect.soft(await findings(page), "outline").toEqual([]);
    });

    test(`dialogs and sheets pass in ${theme}`, async ({ console: page }) => {
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("dialog", { name: "Search or run" })).toBeVisible();
      expect.soft(await findings(page), "palette").toEqual([]);
      await page.keyboard.press("Escape");
      // While a dialog is there, even on its way out, keys belong to it.
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
      expect.soft(await findings(page), "shortcuts").toEqual([]);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await page.getByRole("link", { name: /Preview with sample people/ }).click();
      await expect(page.getByRole("radio", { name: /Instant/ })).toBeVisible();
      expect.soft(await findings(page), "simulation").toEqual([]);
      await page.keyboard.press("Escape");
      await open(page, "Connect");
      await page.getByRole("button", { name: "Generate token" }).click();
      await expect(page.getByRole("dialog", { name: "Generate token" })).toBeVisible();
      expect.soft(await findings(page), "new token").toEqual([]);
      await page.keyboard.press("Enter");
      await expect(page.getByTestId("token-secret")).toBeVisible();
      expect.soft(await findings(page), "secret").toEqual([]);
    });
  });
}

for (const width of [320, 390, 720, 1000]) {
  test(`nothing is cut off at ${width} pixels`, async ({ console: page }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const screen of await screens(page)) {
      await open(page, screen);
      await expect(page.getByRole("main")).not.toBeEmpty();
      const overflow = () =>
        page.evaluate(() => {
          const main = document.querySelector("main");
          const page = document.documentElement;
          return [
            page.scrollWidth - page.clientWidth,
            (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0),
          ];
        });
      await expect.soft.poll(overflow, screen).toEqual([0, 0]);
    }
  });
}
