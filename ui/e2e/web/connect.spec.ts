import type { Page } from "@playwright/test";
import { expect, generateToken, open, provisioned, test } from "./fixture";
import { Scim } from "./scim";

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

test("a generated token lets requests in and is shown once", async ({ console: page, program }) => {
  const secret = await generateToken(page, "Entra ID production");
  expect(secret).toMatch(/^scimbox_[\w-]{43}_[0-9A-Za-z]{6}$/);
  await expect(page.getByText(secret)).toHaveCount(0);
  const tokens = row(page, "Entra ID production");
  await expect(tokens).toContainText(`…${secret.slice(-4)}`);
  await expect(tokens).toContainText("never");

  expect((await new Scim(program.scim, secret).list()).status).toBe(200);
  await expect(tokens).toContainText("1 time");
  await page.reload();
  await expect(tokens).toContainText("Active");
  expect(await page.content()).not.toContain(secret);
});

test("the secret is copied in the form that each identity provider takes", async ({
  console: page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "Connect");
  await page.getByRole("button", { name: "Generate token" }).click();
  await page.keyboard.type("Okta");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Your new token" });
  const secret = await dialog.getByTestId("token-secret").textContent();
  const held = () => page.evaluate(() => navigator.clipboard.readText());

  await dialog.getByRole("button", { name: "Copy Secret Token (Entra ID)" }).click();
  await expect(dialog.getByText("Copied to clipboard, cleared in 60 s.")).toBeVisible();
  expect(await held()).toBe(secret);
  await dialog.getByRole("button", { name: "Copy Authorization (Okta)" }).click();
  await expect.poll(held).toBe(`Bearer ${secret}`);
  await expect(dialog.getByText("Shown once.")).toBeVisible();
  // Without a keyring the dialog must not claim that one keeps the token.
  await expect(dialog).toContainText("No system keyring was found");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeVisible();
});

test("a copied secret leaves the clipboard after a minute", async ({ console: page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.clock.install();
  await open(page, "Connect");
  await page.getByRole("button", { name: "Generate token" }).click();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Copy Secret Token (Entra ID)" }).click();
  await expect(page.getByText("Copied to clipboard, cleared in 60 s.")).toBeVisible();
  await page.getByRole("button", { name: "I have copied it" }).click();
  await page.clock.fastForward(20_000);
  const held = () => page.evaluate(() => navigator.clipboard.readText());
  expect(await held()).toMatch(/^scimbox_/);
  await page.clock.fastForward(45_000);
  await expect.poll(held).toBe("");
});

test("after rotating the old token is refused with its reason", async ({
  console: page,
  program,
}) => {
  const before = await generateToken(page, "Entra ID");
  await page.getByRole("button", { name: /^Rotate Entra ID/ }).click();
  const question = page.getByRole("dialog", { name: "Rotate Entra ID" });
  await expect(question).toContainText("stops working at once");
  await question.getByRole("button", { name: "Rotate token" }).click();
  const after = (await page.getByTestId("token-secret").textContent()) ?? "";
  await page.getByRole("button", { name: "I have copied it" }).click();

  const refused = await new Scim(program.scim, before).list();
  expect(refused.status).toBe(401);
  expect(refused.body["detail"]).toMatch(/replaced|rotated/i);
  expect((await new Scim(program.scim, after).list()).status).toBe(200);
  await expect(row(page, `…${before.slice(-4)}`)).toContainText("Replaced");
  await expect(row(page, `…${after.slice(-4)}`)).toContainText("Active");
});

test("a revoked token is refused, also when the command line revoked it", async ({
  console: page,
  program,
}) => {
  const first = await generateToken(page, "First");
  await page.getByRole("button", { name: /^Revoke First/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(row(page, "First")).toContainText("Revoked");
  expect((await new Scim(program.scim, first).list()).status).toBe(401);

  const second = await generateToken(page, "Second");
  const listed = await program.run("token", "list");
  const id = /tok_\w+/.exec(listed.split("\n").find((line) => line.includes("Second")) ?? "")?.[0];
  expect(id).toBeDefined();
  await program.run("token", "revoke", id ?? "");
  await expect(row(page, "Second")).toContainText("Revoked");
  expect((await new Scim(program.scim, second).list()).status).toBe(401);
});

test("switched off it answers 403 and says so everywhere", async ({ console: page, program }) => {
  const scim = new Scim(program.scim, await generateToken(page));
  const toggle = page.getByRole("switch", { name: "Provisioning" });
  await toggle.click();
  await expect(toggle).not.toBeChecked();
  const refused = await scim.list();
  expect(refused.status).toBe(403);
  expect(refused.body["schemas"]).toEqual(["urn:ietf:params:scim:api:messages:2.0:Error"]);
  await expect(page.getByRole("contentinfo", { name: "Status" })).toContainText("answers 403");
  await toggle.click();
  await expect(toggle).toBeChecked();
  expect((await scim.list()).status).toBe(200);
});

test("strict answers refuse what tolerant ones accept", async ({ console: page, program }) => {
  const scim = new Scim(program.scim, await generateToken(page));
  const { body } = await scim.createPerson("Adele Vance", "Retail");
  const path = `/Users/${String(body["id"])}`;
  expect((await scim.patch(path, "Replace", { title: "A" })).status).toBeLessThan(300);
  await page.getByRole("switch", { name: "Strict answers" }).click();
  await expect(page.getByRole("switch", { name: "Strict answers" })).toBeChecked();
  expect((await scim.patch(path, "Replace", { title: "B" })).status).toBe(400);
});

test("a second connection has its own address, tokens and people", async ({
  console: page,
  program,
}) => {
  const main = new Scim(program.scim, await generateToken(page, "Main"));
  await page.getByRole("button", { name: "Add connection" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("21RISK");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "21RISK", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await expect(page.getByText("No token yet.")).toBeVisible();
  const address = await page
    .getByRole("group", { name: "Tenant URL" })
    .locator("code")
    .textContent();
  expect(address).toMatch(/\/scim\/v2\/scim_conn_[a-z2-7]{20}$/);

  const own = new Scim(address ?? "", await generateToken(page, "Own"));
  expect((await own.createPerson("Adele Vance", "Retail")).status).toBe(201);
  expect((await own.list()).body["totalResults"]).toBe(1);
  expect((await main.list()).body["totalResults"]).toBe(0);
  expect((await new Scim(address ?? "", main.token).list()).status).toBe(401);

  await page.getByRole("button", { name: "Rename connection" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("21RISK staging");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Connection: 21RISK staging, on" })).toBeVisible();
});

test("a connection is added for an app and an identity provider, and its guide is shown", async ({
  console: page,
}) => {
  await open(page, "Connect");
  // Every question has an answer already: Enter alone adds one.
  await page.getByRole("button", { name: "Add connection" }).click();
  const sheet = page.getByRole("dialog", { name: "Add connection" });
  await expect(sheet.getByRole("button", { name: "Add connection" })).toBeFocused();
  await page.keyboard.press("Enter");
  const generic = page.getByRole("heading", { name: "Set up Entra ID for Generic SCIM 2.0" });
  await expect(generic).toBeVisible();

  await page.getByRole("button", { name: "Add connection" }).click();
  await sheet.getByRole("radio", { name: /^RansomLeak/ }).check();
  await sheet.getByRole("radio", { name: "Okta" }).check();
  await expect(sheet.getByRole("textbox", { name: "Name" })).toHaveValue("RansomLeak");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Set up Okta for RansomLeak" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "RansomLeak", level: 1 })).toBeVisible();

  await page.getByRole("button", { name: "Add connection" }).click();
  await sheet.getByRole("radio", { name: /^Unleash/ }).check();
  await expect(sheet.getByRole("status")).toContainText(
    "Unleash comes with a setup guide for Entra ID.",
  );
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Set up Entra ID for Unleash" })).toBeVisible();
});

test("emptying takes what it said and nothing else", async ({ console: page, program }) => {
  const scim = await provisioned(program);
  await scim.createPerson("Adele Vance", "Retail");
  await scim.createPerson("Nestor Wilke", "Retail");
  await open(page, "Connect");
  await page.getByRole("button", { name: "Delete people and groups…" }).click();
  const question = page.getByRole("dialog");
  await expect(question).toContainText("2 people and 0 groups");
  await question.getByRole("button", { name: "Delete people and groups" }).click();
  await expect(question).toBeHidden();
  expect((await scim.list()).body["totalResults"]).toBe(0);

  // The last request is written just after its answer: the question may be asked before that.
  await expect(async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Delete requests…" }).click();
    await expect(question).toContainText("3 recorded requests", { timeout: 500 });
  }).toPass({ timeout: 10_000 });
  await question.getByRole("button", { name: "Delete requests" }).click();
  await expect(question).toBeHidden();
  await open(page, "Overview");
  await expect(page.getByRole("heading", { name: "Begin here" })).toBeVisible();
});

test("a connection is deleted by typing its name; the default one stays", async ({
  console: page,
}) => {
  await open(page, "Connect");
  await expect(page.getByRole("button", { name: "Delete connection…" })).toBeDisabled();
  await expect(page.getByText("cannot be deleted")).toBeVisible();
  await page.getByRole("button", { name: "Add connection" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Short-lived");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Short-lived", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  const address = await page
    .getByRole("group", { name: "Tenant URL" })
    .locator("code")
    .textContent();

  await page.getByRole("button", { name: "Delete connection…" }).click();
  const question = page.getByRole("dialog", { name: "Delete Short-lived" });
  const confirm = question.getByRole("button", { name: "Delete connection" });
  await expect(confirm).toBeDisabled();
  await question.getByLabel(/Type the name/).fill("Short-lived");
  await confirm.click();
  await expect(page.getByRole("heading", { name: "Short-lived", level: 1 })).toHaveCount(0);
  expect((await new Scim(address ?? "").list()).status).toBe(404);
});

test("without a keyring a yellow bar says so", async ({ console: page }) => {
  await expect(page.getByRole("status").filter({ hasText: "No keyring" })).toBeVisible();
  await expect(page.getByRole("contentinfo", { name: "Status" })).toContainText("No keyring");
});

test("an open secret is not lost to a shortcut, an address or back", async ({ console: page }) => {
  await open(page, "Connect");
  await page.getByRole("button", { name: "Generate token" }).click();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Your new token" });
  const secret = (await dialog.getByTestId("token-secret").textContent()) ?? "";

  for (const key of ["Control+k", "Control+1", "Shift+?", "/", "F6"])
    await page.keyboard.press(key);
  await expect(page.getByRole("dialog")).toHaveCount(1);
  expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await expect(page).toHaveURL(/#\/connect$/);
  await expect(dialog.getByRole("alert")).toHaveCount(0);

  await page.goBack();
  await expect(dialog.getByRole("alert")).toContainText("not shown again");
  await expect(page).toHaveURL(/#\/connect$/);
  await page.evaluate(() => (location.hash = "#/directory/people"));
  await expect(page).toHaveURL(/#\/connect$/);
  await expect(dialog.getByTestId("token-secret")).toHaveText(secret);

  await dialog.getByRole("button", { name: "Leave without it" }).click();
  await expect(page).toHaveURL(/#\/directory\/people$/);
  await expect(dialog).toBeHidden();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Tokens" })).toBeVisible();
});

test("the question before rotating keeps the palette shut", async ({ console: page }) => {
  await generateToken(page, "Entra ID");
  await page.getByRole("button", { name: /^Rotate Entra ID/ }).click();
  const question = page.getByRole("dialog", { name: "Rotate Entra ID" });
  await expect(question).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Search or run" })).toHaveCount(0);
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Search or run" })).toBeVisible();
});
