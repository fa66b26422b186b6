// What ends with a connection's settings and with the connection itself, and what stays.
import type { Page } from "@playwright/test";
import { axeFindings } from "./axe";
import { expect, generateToken, open, test } from "./fixture";
import { Scim } from "./scim";

const follow = async (page: Page, application: RegExp) => {
  const card = page.getByRole("region", { name: "Application" });
  await card.getByRole("button", { name: "Change…" }).click();
  const sheet = page.getByRole("dialog", { name: "Change application" });
  await sheet.getByRole("radio", { name: application }).check();
  await sheet.getByRole("button", { name: "Change to" }).click();
  await expect(card).toContainText("now stands in for");
};
const address = (page: Page) =>
  page.getByRole("group", { name: "Tenant URL" }).locator("code").first();

test("new settings give another URL and token at once, and both are shown to be pasted", async ({
  console: page,
}) => {
  await open(page, "Connect");
  await follow(page, /Whistleblower/);
  const before = (await address(page).textContent()) ?? "";
  const old = new Scim(before, await generateToken(page));
  await old.createPerson("Adele Vance", "Retail");

  await page.getByRole("button", { name: "Regenerate URL and token" }).click();
  const asked = page.getByRole("dialog", { name: "Regenerate the settings" });
  await expect(asked).toContainText(before);
  await expect(asked).toContainText("1 token");
  expect(await axeFindings(page)).toEqual([]);
  await asked.getByRole("button", { name: "Regenerate URL and token" }).click();

  const shown = page.getByRole("dialog", { name: "Your new settings" });
  const given = shown.getByRole("group", { name: "Tenant URL" }).locator("code");
  const url = (await given.textContent()) ?? "";
  expect(url).not.toBe(before);
  const secret = (await page.getByTestId("token-secret").textContent())?.trim() ?? "";
  expect(await axeFindings(page)).toEqual([]);
  await shown.getByRole("button", { name: "I have copied it" }).click();
  await expect(address(page)).toHaveText(url);

  const found = await new Scim(url, secret).list();
  expect(found).toMatchObject({ status: 200, body: { totalResults: 1 } });
  expect((await old.list()).status).toBe(404);
  await open(page, "Traffic");
  await expect(page.getByText("404").first()).toBeVisible();
});

test("the accounts of a deleted connection stay listed until they are forgotten", async ({
  console: page,
  program,
}) => {
  await open(page, "Connect");
  await page.getByRole("button", { name: "Add connection" }).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill("Go-live");
  await page.getByRole("dialog").getByRole("button", { name: "Add connection" }).click();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await follow(page, /21RISK/);
  const url = (await address(page).textContent()) ?? "";
  const scim = new Scim(url, await generateToken(page));
  await scim.createPerson("Adele Vance", "Retail");
  await scim.createPerson("Nestor Wilke", "Operations");
  await program.run("sync", "domains", "Go-live", "--add", "contoso.example");
  await program.run("sync", "now", "Go-live");

  await page.getByRole("button", { name: "Delete connection…" }).click();
  const asked = page.getByRole("dialog", { name: "Delete Go-live?" });
  await expect(asked).toContainText("The 2 accounts keep their access to 21RISK");
  await asked.getByRole("textbox").fill("Go-live");
  await asked.getByRole("button", { name: "Delete connection" }).click();

  const list = page.getByRole("navigation", { name: "Connections" });
  await expect(list.getByRole("link", { name: /Go-live/ })).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("heading", { name: "2 accounts retained" })).toBeVisible();
  await expect(page.getByText("Nestor Wilke")).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("searchbox", { name: "Search these accounts" }).fill("retail");
  await expect(page.getByText("Nestor Wilke")).toBeHidden();
  await page.getByRole("button", { name: "Remove the list…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove the list" }).click();
  await expect(list.getByRole("link")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Endpoint" })).toBeVisible();
});
