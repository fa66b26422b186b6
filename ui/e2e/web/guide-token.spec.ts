// A step of the setup guide that was called with a token that has ended, and what it offers then.
import type { Page } from "@playwright/test";
import { Entra } from "../journey/entra";
import { expect, open, test } from "./fixture";

const step = (page: Page, title: string) => page.getByRole("listitem", { name: `: ${title}` });

async function openGuide(page: Page): Promise<void> {
  await open(page, "Connect");
  await page.getByRole("link", { name: "Setup guide" }).click();
  await expect(page.getByRole("heading", { name: /^Set up / })).toBeVisible();
}

const tenantUrl = async (page: Page) =>
  (await step(page, "Paste the address and the token").locator("code").first().textContent()) ?? "";

/** Makes address and token anew from the guide, as the application does; resolves to both. */
async function renew(page: Page): Promise<{ address: string; secret: string }> {
  await page.getByRole("button", { name: "Regenerate URL and token…" }).first().click();
  const asked = page.getByRole("dialog", { name: "Regenerate the settings of Sandbox" });
  await asked.getByRole("button", { name: "Regenerate URL and token" }).click();
  const made = page.getByRole("dialog", { name: "Your new settings" });
  const secret = ((await made.getByTestId("token-secret").textContent()) ?? "").trim();
  const shown = (await made.locator("code").first().textContent()) ?? "";
  await made.getByRole("button", { name: "I have copied it" }).click();
  return { address: shown.trim(), secret };
}

test("where address and token are made anew together, the guide makes both and shows both", async ({
  console: page,
  program,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await program.run("connection", "set", "Sandbox", "--twin", "whistleblower");
  const old = await program.run("token", "new");
  await openGuide(page);
  const before = (await tenantUrl(page)).trim();
  await expect(page.getByRole("button", { name: "Generate another…" })).toHaveCount(0);
  const { address, secret } = await renew(page);
  expect(address).not.toBe(before);
  const paste = step(page, "Paste the address and the token");
  await expect(paste).toContainText(address);
  await expect(paste).not.toContainText(before);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await paste.getByRole("button", { name: "Copy Tenant URL" }).click();
  await expect.poll(clipboard).toBe(address);
  await paste.getByRole("button", { name: "Copy Secret Token" }).click();
  await expect.poll(clipboard).toBe(secret);
  const status = async (at: string, token: string) =>
    (await fetch(`${at}/Users`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await status(address, secret)).toBe(200);
  expect(await status(before, old)).toBe(404);
  expect(await status(address, old)).toBe(401);
  // Nothing says that the token is lost with the page, and it is not.
  await expect(page.getByRole("main")).not.toContainText(/shown once|never shown again/);
  await page.reload();
  await expect(paste).toContainText("It can be shown again on Connect");
  await paste.getByRole("button", { name: "Show token" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByTestId("token-secret")).toHaveText(secret);
  await expect(dialog).toContainText("It can be shown again on Connect");
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(paste.getByRole("button", { name: "Copy Secret Token" })).toBeVisible();
});

test("a call with a replaced token says when, and the one that works is a click away", async ({
  console: page,
  program,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await program.run("connection", "set", "Sandbox", "--twin", "whistleblower", "--yes");
  const old = await program.run("token", "new");
  await openGuide(page);
  const { address, secret: current } = await renew(page);
  // From here on the page has no secret of its own.
  await page.reload();
  // The new address was pasted, and the token that goes with it was forgotten.
  const entra = new Entra(address, old);
  await entra.probe();
  await openGuide(page);
  const tested = step(page, "Test the connection");
  await expect(tested).toContainText(
    /Entra ID called with a token that was replaced on .+\d\d:\d\d/,
  );
  // The app shows its tokens again, and the keyring has this one.
  await tested.getByRole("button", { name: "Copy the current token" }).click();
  await expect(tested.getByRole("status")).toContainText("Copied to clipboard");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(current);
  await open(page, "Overview");
  await expect(page.getByRole("main")).toContainText(/token that was replaced/);
  // Where a token is shown once, there is only a new one.
  await program.run("connection", "set", "Sandbox", "--twin", "ransomleak", "--yes");
  await page.reload();
  await openGuide(page);
  await expect(tested.getByRole("button", { name: "Copy the current token" })).toHaveCount(0);
  await tested.getByRole("button", { name: "Generate a new token…" }).click();
  await expect(page.getByRole("dialog", { name: "Generate token" })).toBeVisible();
  entra.close();
});
