import type { Page } from "@playwright/test";
import { id, move, operations, provision } from "./company";
import { expect, open, openRequests, provisioned, test } from "./fixture";
import { Scim } from "./scim";

const grid = (page: Page) => page.getByRole("grid", { name: "Requests, newest first" });
const row = (page: Page, text: string | RegExp) =>
  grid(page).getByRole("row").filter({ hasText: text });
const inspector = (page: Page) => page.getByRole("region", { name: /^Request \d+/ });

test("before the first request it shows where to send one", async ({ console: page, program }) => {
  await open(page, "Traffic");
  await expect(page.getByRole("heading", { name: "Nothing yet" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(program.scim);
  await page.getByRole("link", { name: "Simulate a cycle" }).click();
  await expect(page.getByRole("radio", { name: /Instant/ })).toBeVisible();
});

test("requests appear as they come, in words, newest on top", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await openRequests(page);
  const ids = await provision(scim);
  await move(scim, id(ids, "Adele Vance"), "Finance");
  await expect(row(page, "Adele Vance moved to Finance")).toBeVisible();
  await expect(row(page, "New group Viewers")).toBeVisible();
  const first = grid(page).getByRole("row").nth(1);
  await expect(first).toContainText("Adele Vance moved to Finance");
  await expect(first).toContainText("PATCH");
});

test("a 401 says what is wrong and what to do", async ({ console: page, program }) => {
  const scim = await provisioned(program);
  await openRequests(page);
  await new Scim(program.scim, `Bearer ${scim.token ?? ""}`).list();
  await new Scim(program.scim).list();
  await row(page, "Bearer sent twice").click();
  await expect(inspector(page)).toContainText("called, but sent Bearer twice.");
  await expect(inspector(page)).toContainText("Paste the token without the word Bearer.");
  await expect(inspector(page)).toContainText("401");
  await expect(row(page, "No token")).toContainText("401");
});

test("the inspector shows before and after, both messages and no secret", async ({
  console: page,
  program,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const scim = await provisioned(program);
  const ids = await provision(scim);
  await move(scim, id(ids, "Adele Vance"), "Finance");
  await openRequests(page);
  await row(page, "Adele Vance moved to Finance").click();
  await expect(page).toHaveURL(/#\/traffic\/\d+/);
  const card = inspector(page);
  await expect(card).toContainText("Adele Vance moved from Sales to Finance.");
  await expect(card.locator("del")).toHaveText(/Sales/);
  await expect(card.locator("ins")).toHaveText(/Finance/);

  await page.keyboard.press("]");
  await expect(card.getByRole("tab", { name: "Request" })).toHaveAttribute("aria-selected", "true");
  await expect(card).toContainText('"Replace"');
  await expect(card).toContainText("[redacted]");
  await page.keyboard.press("]");
  await expect(card.getByRole("group", { name: "Response body" })).toBeVisible();
  await page.keyboard.press("]");
  await expect(card).toContainText("A strict server answers 400");
  await expect(card).toContainText(/RFC 764[34] §/);
  await page.keyboard.press("]");
  await expect(card).toContainText("PATCH /scim/v2/Users/");
  expect(await page.content()).not.toContain(scim.token ?? "?");

  await page.keyboard.press("c");
  const held = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(held).toMatch(/^curl /);
  const copied = await held();
  expect(copied).toContain("$SCIM_TOKEN");
  expect(copied).not.toContain(scim.token ?? "?");

  await card.getByRole("link", { name: "Open Adele Vance" }).click();
  await expect(page.getByRole("heading", { name: "Adele Vance" })).toBeVisible();
  await page.goBack();
  await expect(inspector(page)).toBeVisible();
});

test("the keyboard alone walks, opens, pauses, filters and leaves", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await provision(scim);
  await openRequests(page);
  await expect(row(page, "New group Viewers")).toBeVisible();
  await page.keyboard.press("j");
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(grid(page).getByRole("row", { selected: true })).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(inspector(page)).toBeVisible();
  const before = page.url();
  await page.keyboard.press("j");
  await expect(page).not.toHaveURL(before);
  await page.keyboard.press("Escape");
  await expect(inspector(page)).toHaveCount(0);

  await page.keyboard.press(" ");
  await expect(page.getByRole("main")).toContainText("Paused");
  await scim.list();
  await scim.list();
  await expect(page.getByRole("main")).toContainText("Paused · 2 new");
  await expect(row(page, "Listed")).toHaveCount(0);
  await page.keyboard.press(" ");
  await expect(row(page, "Listed")).toHaveCount(2);

  await page.keyboard.press("/");
  await page.keyboard.type("method:POST editors");
  await expect(row(page, "New group Editors")).toBeVisible();
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "2");
  await expect(page).toHaveURL(/filter=/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("searchbox", { name: "Filter requests" })).toHaveValue("");
  await expect(row(page, "Listed")).toHaveCount(2);
});

test("a filter is explained, and one that hides everything can be cleared", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await provision(scim);
  await scim.send("GET", "/Users/nobody");
  await openRequests(page);
  const field = page.getByRole("searchbox", { name: "Filter requests" });
  await field.fill("status:>=400");
  await expect(grid(page).getByRole("row")).toHaveCount(2);
  await expect(page.getByText("failed requests")).toBeVisible();
  await field.fill("status:>=400 method:DELETE");
  await expect(page.getByRole("heading", { name: "No request matches" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(/\d+ are hidden/);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(row(page, "New group Viewers")).toBeVisible();
});

test("new rows move neither the selection nor what is being typed or read", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await provision(scim);
  for (let i = 0; i < 60; i += 1) await scim.send("GET", `/Users?startIndex=${i + 1}&count=1`);
  await openRequests(page);
  await row(page, "Listed").first().click();
  const chosen = await inspector(page).getAttribute("aria-label");
  await grid(page).evaluate((list) => (list.scrollTop = 640));
  const reading = await grid(page).getByRole("row").nth(12).textContent();
  const field = page.getByRole("searchbox", { name: "Filter requests" });
  await field.focus();
  await page.keyboard.type("st");
  for (let i = 0; i < 5; i += 1) await scim.list();
  await field.fill("");
  // The whole list comes back at its top; what is scrolled before that is scrolled back.
  await expect(async () => {
    await grid(page).evaluate((list) => (list.scrollTop = 640));
    await scim.list();
    await expect(page.getByRole("button", { name: /new$/ })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  for (let i = 0; i < 7; i += 1) await scim.list();
  expect(await inspector(page).getAttribute("aria-label")).toBe(chosen);
  expect(await grid(page).evaluate((list) => list.scrollTop)).toBe(640);
  expect(reading).not.toBeNull();
  await expect(field).toBeFocused();
  await page.getByRole("button", { name: /new$/ }).click();
  await expect.poll(() => grid(page).evaluate((list) => list.scrollTop)).toBe(0);
});

test("hostile names are text", async ({ console: page, program }) => {
  const scim = await provisioned(program);
  const name = '<img src=x onerror="window.hit=1">{name, plural, other {#}}';
  await scim.createPerson("Eve Hostile", name, { displayName: name });
  await openRequests(page);
  await expect(row(page, "arrived")).toContainText(name);
  await row(page, "arrived").click();
  await expect(inspector(page)).toContainText(`${name} arrived in ${name}.`);
  expect(await page.evaluate(() => "hit" in window)).toBe(false);
});

test("an exchange of its own address opens directly", async ({ console: page, program }) => {
  const scim = await provisioned(program);
  const ids = await provision(scim);
  await operations(scim, `/Users/${id(ids, "Megan Bowen")}`, [
    { op: "Replace", path: "active", value: "False" },
  ]);
  await openRequests(page);
  await row(page, "Megan Bowen deactivated").click();
  await expect(page).toHaveURL(/#\/traffic\/\d+\?view=requests$/);
  const address = page.url();
  await open(page, "Overview");
  await page.goto(address);
  await expect(inspector(page)).toContainText("Megan Bowen was deactivated.");
  await page.reload();
  await expect(inspector(page)).toContainText("Megan Bowen was deactivated.");
});
