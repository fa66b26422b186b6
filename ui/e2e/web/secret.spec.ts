// A secret is shown once: neither a reload nor a closed page may take it away without a word.
import type { Dialog, Page } from "@playwright/test";
import { expect, open, test } from "./fixture";

async function generate(page: Page) {
  await open(page, "Connect");
  await page.getByRole("button", { name: "Generate token" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Generate", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Your new token" });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Answers the questions of the browser, and keeps which there were. */
function answer(page: Page, stay: boolean): string[] {
  const asked: string[] = [];
  page.on("dialog", (question: Dialog) => {
    asked.push(question.type());
    void (stay ? question.dismiss() : question.accept());
  });
  return asked;
}

test("a reload asks while the secret was not copied, and staying keeps it", async ({
  console: page,
}) => {
  const dialog = await generate(page);
  const secret = (await dialog.getByTestId("token-secret").textContent()) ?? "";
  const asked = answer(page, true);
  await page.evaluate(() => location.reload());
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(dialog.getByTestId("token-secret")).toHaveText(secret);
});

test("closing the page asks as well", async ({ console: page }) => {
  const dialog = await generate(page);
  const asked = answer(page, true);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(dialog).toBeVisible();
});

test("once it is copied, or put away, nothing asks", async ({ console: page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const asked = answer(page, false);
  let dialog = await generate(page);
  await dialog.getByRole("button", { name: "Copy Secret Token (Entra ID)" }).click();
  await expect(dialog).toContainText("Copied to clipboard");
  await page.reload();
  await expect(dialog).toBeHidden();

  dialog = await generate(page);
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Tokens" })).toBeVisible();
  expect(asked).toEqual([]);
});

test("a secret copied by hand counts as copied, the next one does not", async ({
  console: page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const asked = answer(page, true);
  const first = await generate(page);
  await first.getByTestId("token-secret").click();
  await page.keyboard.press("Control+c");
  await first.getByRole("button", { name: "I have copied it" }).click();
  await generate(page);
  await page.evaluate(() => location.reload());
  await expect.poll(() => asked).toEqual(["beforeunload"]);
});
