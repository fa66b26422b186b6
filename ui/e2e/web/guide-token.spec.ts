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

test("a call with a replaced token says when, and the one that works is a click away", async ({
  console: page,
  program,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await program.run("connection", "set", "Sandbox", "--twin", "whistleblower");
  const old = await program.run("token", "new");
  await openGuide(page);
  await page.getByRole("button", { name: "Generate another…" }).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill("From the guide");
  await page.getByRole("button", { name: "Generate", exact: true }).click();
  const current = ((await page.getByTestId("token-secret").textContent()) ?? "").trim();
  await page.getByRole("button", { name: "I have copied it" }).click();
  // From here on the page has no secret of its own.
  await page.reload();
  const entra = new Entra(program.scim, old);
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
  await program.run("connection", "set", "Sandbox", "--twin", "ransomleak");
  await page.reload();
  await openGuide(page);
  await expect(tested.getByRole("button", { name: "Copy the current token" })).toHaveCount(0);
  await tested.getByRole("button", { name: "Generate a new token…" }).click();
  await expect(page.getByRole("dialog", { name: "Generate token" })).toBeVisible();
  entra.close();
});
