// Findings: opened by what arrives, explained with the fix in the portal, accepted, closed by itself.
import type { Page } from "@playwright/test";
import { axeFindings } from "./axe";
import { createPerson, testConnection } from "./entra";
import { expect, open, provisioned, test } from "./fixture";
import { Scim } from "./scim";

const TWICE = "Entra ID sent the word Bearer twice";

const list = (page: Page) => page.getByRole("region", { name: "Findings", exact: true });
const panel = (page: Page) => page.getByRole("region", { name: "Finding", exact: true });
const rail = (page: Page) =>
  page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: /^Findings/ });

test("a fault is found with its fix, leads to its requests, and closes with the call that works", async ({
  console: page,
  program,
}) => {
  const token = await program.run("token", "new");
  await open(page, "Findings");
  await expect(list(page).getByRole("heading", { name: "Nothing to look at" })).toBeVisible();

  expect(await testConnection(program.scim, `Bearer Bearer ${token}`)).toBe(401);
  await expect(rail(page)).toContainText("(1 open)");
  await open(page, "Overview");
  await expect(page.getByRole("heading", { name: "1 finding" })).toBeVisible();
  await page.getByRole("link", { name: new RegExp(TWICE) }).click();

  await expect(panel(page).getByRole("heading", { name: TWICE })).toBeVisible();
  const fix = panel(page).getByRole("region", { name: "What to change in Entra ID" });
  await expect(fix.getByRole("listitem").last()).toHaveText("Secret Token");
  await expect(fix).toContainText("Paste the token alone");
  await expect(panel(page).getByRole("region", { name: "Why" })).toContainText("adds that word");
  await panel(page).getByRole("region", { name: "Requests" }).getByRole("link").click();
  const request = page.getByRole("region", { name: /^Request \d/ });
  await expect(request.getByRole("list", { name: "Findings of this request" })).toContainText(
    `Shows: ${TWICE}`,
  );
  await request.getByRole("link", { name: TWICE }).click();

  expect(await testConnection(program.scim, `Bearer ${token}`)).toBe(200);
  await expect(panel(page)).toContainText(/Fixed.*Closed by #\d+ at \d\d:\d\d/);
  await expect(rail(page)).not.toContainText("to look at");
  await page.getByRole("link", { name: /^Fixed/ }).click();
  await expect(list(page).getByRole("link", { name: new RegExp(TWICE) })).toContainText(
    /Closed by #\d+/,
  );
});

test("a finding is accepted with a note and opened again", async ({ console: page, program }) => {
  expect(await testConnection(program.scim)).toBe(401);
  await open(page, "Findings");
  await list(page)
    .getByRole("link", { name: /without a token/ })
    .click();
  await panel(page).getByRole("button", { name: "Accept with a note" }).click();
  const dialog = page.getByRole("dialog", { name: "Accept this finding" });
  await dialog.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(dialog).toContainText("Write a few words");
  await dialog.getByRole("textbox").fill("Our <b>monitoring</b> asks so.");
  await dialog.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(panel(page)).toContainText("Our <b>monitoring</b> asks so.");
  await expect(list(page).getByRole("heading", { name: "Nothing to look at" })).toBeVisible();
  await page.getByRole("link", { name: /^Accepted/ }).click();
  await expect(list(page)).toContainText("Our <b>monitoring</b> asks so.");
  await list(page)
    .getByRole("link", { name: /without a token/ })
    .click();
  await panel(page).getByRole("button", { name: "Open again" }).click();
  await expect(panel(page).getByRole("button", { name: "Accept with a note" })).toBeVisible();
  await expect(rail(page)).toContainText("(1 open)");
});

test("the people of a finding are named, and a person's card leads back", async ({
  console: page,
  program,
}) => {
  await program.run("connection", "set", "Sandbox", "--twin", "ransomleak", "--yes");
  const scim = await provisioned(program);
  const upn = { userName: "adele@corp.contoso.example" };
  expect((await scim.createPerson("Adele Vance", "Retail", upn)).status).toBe(201);
  expect((await scim.createPerson("Megan Bowen", "Retail")).status).toBe(201);
  await open(page, "Findings");
  await list(page)
    .getByRole("link", { name: /1 person has a userName/ })
    .click();
  const people = panel(page).getByRole("region", { name: "People" });
  await expect(people).toContainText("Adele Vance");
  await expect(people).not.toContainText("Megan Bowen");
  await people.getByRole("link", { name: "Adele Vance" }).click();
  const card = page.getByRole("region", { name: "Person" });
  await card.getByRole("link", { name: /1 person has a userName/ }).click();
  await expect(panel(page)).toBeVisible();
});

test("Overview says when the last cycle was and when the next is due", async ({
  console: page,
  program,
}) => {
  const token = await program.run("token", "new");
  expect(await createPerson(program.scim, token, "ada@contoso.example")).toBe(201);
  expect(await createPerson(program.scim, token, "bram@contoso.example")).toBe(201);
  const calls = page.getByRole("region", { name: "Calls" });
  await expect(calls).toContainText(/Last cycle\s*Entra ID, \d\d:\d\d: 2 people, 2 calls/);
  await expect(calls).toContainText(/Next cycle\s*about \d\d:\d\d/);
});

test("the palette goes to the findings", async ({ console: page }) => {
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("Findings");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Nothing to look at" })).toBeVisible();
});

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test(`what is found passes in ${theme}, wide and narrow`, async ({
      console: page,
      program,
    }) => {
      await testConnection(program.scim);
      await new Scim(program.scim, "scimbox_wrong").list();
      await open(page, "Findings");
      await list(page)
        .getByRole("link", { name: /without a token/ })
        .click();
      await expect(panel(page).getByRole("region", { name: "Why" })).toBeVisible();
      expect.soft(await axeFindings(page), "wide").toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(panel(page)).toBeVisible();
      expect.soft(await axeFindings(page), "narrow").toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(390);
    });
  });
}
