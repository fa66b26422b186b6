// The application that a connection stands in for: what another one would mean, choosing it, and back.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { axeFindings } from "./axe";
import { expect, generateToken, open, provisioned, test } from "./fixture";
import { Program } from "./program";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const card = (page: Page) => page.getByRole("region", { name: "Application" });
const sheet = (page: Page) => page.getByRole("dialog", { name: "Change application" });

async function choose(page: Page, name: RegExp) {
  await card(page).getByRole("button", { name: "Change…" }).click();
  await sheet(page).getByRole("radio", { name }).check();
}

test("another application says what changes, is chosen, and can be undone", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await scim.createPerson("Nestor Wilke", "Operations", { externalId: "o-9" });
  const manager = { [ENTERPRISE]: { manager: { value: "nestor.wilke@contoso.example" } } };
  await scim.createPerson("Adele Vance", "Retail", { externalId: "o-1", ...manager });
  await open(page, "Connect");
  await expect(card(page)).toContainText("Generic SCIM 2.0");
  await expect(card(page)).toContainText("Managers are found by id, then by externalId");

  await choose(page, /RansomLeak/);
  const means = sheet(page).getByRole("region", { name: "What would change" });
  await expect(means).toContainText(
    "1 reporting line comes loose: Adele Vance (now Nestor Wilke).",
  );
  expect(await axeFindings(page)).toEqual([]);
  await sheet(page).getByRole("button", { name: "Change to RansomLeak" }).click();
  await expect(card(page)).toContainText("This connection now stands in for RansomLeak.");
  await expect(card(page)).toContainText("Managers are found by externalId, then by id");
  await open(page, "Org chart");
  await expect(page.getByText("Waiting for the manager").first()).toBeVisible();

  await open(page, "Connect");
  await choose(page, /Generic/);
  await expect(means).toContainText("1 reporting line finds its manager: Adele Vance (then Nestor");
  await sheet(page).getByRole("button", { name: "Cancel" }).click();
  await expect(card(page)).toContainText("RansomLeak");
  await choose(page, /Unleash/);
  await sheet(page).getByRole("button", { name: "Change to Unleash" }).click();
  await card(page).getByRole("button", { name: "Undo" }).click();
  await expect(card(page)).toContainText("Everything is as it was before.");
  await expect(card(page).getByRole("heading", { name: "RansomLeak" })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

test("where an app has one token at a time, that is said before another one is made", async ({
  console: page,
}) => {
  await generateToken(page, "First");
  await choose(page, /21RISK/);
  await sheet(page).getByRole("button", { name: "Change to 21RISK" }).click();
  await page.getByRole("button", { name: "Generate token" }).click();
  const dialog = page.getByRole("dialog", { name: "Generate token" });
  await expect(dialog).toContainText("a new one ends the one that works now");
  await dialog.getByRole("button", { name: "Generate", exact: true }).click();
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByRole("row").filter({ hasText: "First" })).toContainText("Replaced");
});

test("a broken file of the folder is listed and stops nothing", async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), "scimbox-twins-"));
  await writeFile(join(folder, "bad.toml"), 'format = 1\nnane = "x"\n');
  const mine = 'format = 1\nid = "mine"\nname = "My app"\nabout = "My own."\n';
  await writeFile(join(folder, "mine.toml"), mine);
  const program = await Program.start(["--twins", folder]);
  try {
    await page.goto(program.console);
    await open(page, "Connect");
    await card(page).getByText("Files that cannot be used (1)").click();
    await expect(card(page)).toContainText("bad.toml:2: nane: There is no such key here.");
    await choose(page, /My app/);
    await expect(sheet(page)).toContainText("Nobody is here yet");
    await sheet(page).getByRole("button", { name: "Change to My app" }).click();
    await expect(card(page)).toContainText("Managers are found by id.");
  } finally {
    await program.stop();
    await rm(folder, { recursive: true });
  }
});
