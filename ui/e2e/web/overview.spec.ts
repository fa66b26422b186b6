import { expect, open, provisioned, test } from "./fixture";
import { Scim } from "./scim";

const counter = (text: RegExp) => ({ name: text });

test("a new workspace begins with three ways to start and the real base URL", async ({
  console: page,
  program,
}) => {
  await expect(page.getByRole("heading", { name: "Begin here" })).toBeVisible();
  const start = page.getByRole("list", { name: "Start" });
  await expect(start.getByRole("link")).toHaveCount(3);
  await expect(page.getByRole("list", { name: "What has arrived" })).toHaveCount(0);
  await expect(page.getByRole("main").getByText(program.scim, { exact: true })).toBeVisible();
  await start.getByRole("link", { name: /Connect an identity provider/ }).click();
  await expect(page.getByRole("heading", { name: /^Set up Entra ID for/ })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Begin here" })).toBeVisible();
});

test("the base URL is copied to the clipboard", async ({ console: page, program, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page
    .getByRole("main")
    .getByRole("button", { name: /Copy base URL of/ })
    .click();
  const held = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(held).toBe(program.scim);
});

test("counters follow what arrives over HTTP without a reload", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  expect((await scim.createPerson("Adele Vance", "Retail")).status).toBe(201);
  expect((await scim.createPerson("Nestor Wilke", "Operations")).status).toBe(201);
  const counters = page.getByRole("list", { name: "What has arrived" });
  await expect(counters.getByRole("link", counter(/^2 people/))).toBeVisible();
  await expect(counters.getByRole("link", counter(/^2 teams/))).toBeVisible();
  expect((await scim.createPerson("Megan Bowen", "Retail", { active: false })).status).toBe(201);
  await expect(counters.getByRole("link", counter(/^3 people/))).toBeVisible();
  await expect(counters.getByRole("link", counter(/^1 deactivated/))).toBeVisible();
  await expect(page.getByRole("contentinfo", { name: "Status" })).toContainText(
    "3 requests in the workspace",
  );
});

test("a refused request is counted and leads to the failures", async ({
  console: page,
  program,
}) => {
  expect((await new Scim(program.scim, "scimbox_wrong").list()).status).toBe(401);
  const failed = page.getByRole("main").getByRole("link", { name: "1", exact: true });
  await expect(failed).toHaveAttribute("href", /status/);
  await expect(page.getByText(/1 request$/)).toBeVisible();
});

test("sample people play through to a tenant of sixty", async ({ console: page }) => {
  await page.getByRole("link", { name: /Preview with sample people/ }).click();
  const sheet = page.getByRole("dialog", { name: "Preview with sample people" });
  await sheet.getByRole("radio", { name: /Instant/ }).check();
  await page.keyboard.press("Enter");
  await expect(
    sheet.getByRole("heading", { name: /^This is what .* would look like after go-live\.$/ }),
  ).toBeVisible({
    timeout: 30_000,
  });
  await expect(sheet.getByText("60 people")).toBeVisible();
  await expect(sheet.getByRole("link", { name: "Org chart" })).toBeVisible();
  await sheet.getByRole("link", { name: "Directory" }).click();
  await expect(sheet).toBeHidden();
  await expect(page).toHaveURL(/#\/directory\/people/);
  await open(page, "Overview");
  await expect(page.getByRole("link", counter(/^60 people/))).toBeVisible();
  await expect(page.getByRole("heading", { name: /would look like now$/ })).toBeVisible();
});

for (const idp of ["Entra ID with aadOptscim062020", "Okta"]) {
  test(`the cycle of ${idp} brings everybody as well`, async ({ console: page }) => {
    await page.getByRole("link", { name: /Preview with sample people/ }).click();
    const sheet = page.getByRole("dialog", { name: "Preview with sample people" });
    if (idp === "Okta") await sheet.getByRole("radio", { name: "Okta" }).check();
    else await sheet.getByRole("checkbox", { name: /aadOptscim062020/ }).check();
    await sheet.getByRole("radio", { name: /Instant/ }).check();
    await sheet.getByRole("button", { name: "Start" }).click();
    const end = sheet.getByRole("heading", {
      name: /^This is what .* would look like after go-live\.$/,
    });
    await expect(end).toBeVisible({ timeout: 30_000 });
    await expect(sheet.getByText("60 people")).toBeVisible();
    await expect(sheet.getByText("requests failed")).toBeHidden();
  });
}

test("one Escape closes the sheet, also when the cycle is over", async ({ console: page }) => {
  await page.getByRole("link", { name: /Preview with sample people/ }).click();
  const sheet = page.getByRole("dialog", { name: "Preview with sample people" });
  await sheet.getByRole("radio", { name: /Instant/ }).check();
  await sheet.getByRole("button", { name: "Start" }).press("Enter");
  await expect(sheet.getByRole("link", { name: "Org chart" })).toBeVisible({ timeout: 30_000 });
  // Long enough for a tooltip on whatever has the focus now.
  await page.waitForTimeout(600);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
});

test("a running cycle shows its progress and can be stopped", async ({ console: page }) => {
  await page.getByRole("link", { name: /Preview with sample people/ }).click();
  const sheet = page.getByRole("dialog", { name: "Preview with sample people" });
  await sheet.getByRole("radio", { name: /Slow/ }).check();
  await sheet.getByRole("button", { name: "Start" }).click();
  const progress = sheet.getByRole("progressbar", { name: "Requests sent" });
  await expect(progress).toBeVisible();
  await expect
    .poll(async () => Number(await progress.getAttribute("aria-valuenow")))
    .toBeGreaterThan(1);
  await sheet.getByRole("button", { name: "Stop" }).click();
  await expect(sheet.getByRole("heading", { name: /^Stopped after \d+ requests?$/ })).toBeVisible();
  await expect(sheet.getByRole("listitem").filter({ hasText: "Stopped" })).toHaveCount(1);
  await expect(sheet.getByText("not finished")).toHaveCount(0);
  await sheet.getByRole("button", { name: "Run again" }).click();
  await expect(sheet.getByRole("button", { name: "Start" })).toBeVisible();
});
