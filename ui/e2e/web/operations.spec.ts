import type { Page } from "@playwright/test";
import { id, provision } from "./company";
import { expect, open, provisioned, test } from "./fixture";
import { Scim } from "./scim";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const list = (page: Page) => page.getByRole("treegrid", { name: "Operations, newest first" });
const row = (page: Page, text: string | RegExp) =>
  list(page).getByRole("row").filter({ hasText: text });
const event = (page: Page, text: string | RegExp) =>
  row(page, text).and(page.locator("[aria-expanded]"));
const calls = (page: Page) => list(page).locator('[role="row"][aria-level="2"]');
const inspector = (page: Page) => page.getByRole("region", { name: "Operation", exact: true });
const request = (page: Page) => page.getByRole("region", { name: /^Request \d+/ });

/** As Entra ID looks for somebody before it creates them. */
const lookup = (scim: Scim, userName: string) =>
  scim.send("GET", `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`);

/** Creates somebody after a lookup; resolves to the path. */
async function create(scim: Scim, name: string, team: string): Promise<string> {
  await lookup(scim, `${name.toLowerCase().replace(" ", ".")}@contoso.example`);
  const { body } = await scim.createPerson(name, team);
  return `/Users/${String(body["id"])}`;
}

/** Sets the manager, as Entra ID does when everybody is there. */
const setManager = (scim: Scim, path: string, manager: string) =>
  scim.patch(path, "Add", { [`${ENTERPRISE}:manager`]: manager });

test("what Entra ID sends to create somebody is one row that grows while it is looked at", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await open(page, "Traffic");
  const path = await create(scim, "Adele Vance", "Sales");
  const adele = event(page, "Adele Vance arrived in Sales");
  await expect(adele).toContainText("2 calls");
  await expect(adele).toContainText("All well");
  await adele.getByRole("button", { name: "Show the 2 calls" }).click();
  await expect(adele).toHaveAttribute("aria-expanded", "true");
  await expect(calls(page)).toHaveCount(2);

  await setManager(scim, path, "8842");
  await expect(adele).toContainText("3 calls");
  await expect(calls(page)).toHaveCount(3);
  await expect(calls(page).nth(0)).toContainText("GET");
  await expect(calls(page).nth(1)).toContainText("POST");
  await expect(calls(page).nth(2)).toContainText("PATCH");
  await expect(calls(page).nth(1)).toContainText("201");
  await expect(list(page)).toHaveAttribute("aria-rowcount", "5");

  await calls(page).nth(2).click();
  await expect(request(page)).toContainText("PATCH");
  await expect(page).toHaveURL(/#\/traffic\/3/);
});

test("an operation opens with its sentence, its calls, and before and after of all of them", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const path = await create(scim, "Adele Vance", "Sales");
  await scim.patch(path, "Replace", { title: "Retail Manager" });
  await open(page, "Traffic");
  await event(page, "Adele Vance arrived in Sales").click();
  await expect(page).toHaveURL(/#\/traffic\/op\/\d+$/);
  const card = inspector(page);
  await expect(card).toContainText("Adele Vance arrived in Sales.");
  await expect(card.getByRole("heading", { name: "Operation of 3 calls" })).toBeVisible();
  const before = card.getByRole("region", { name: "Before and after" });
  await expect(before.locator("ins", { hasText: "Retail Manager" })).toBeVisible();
  await expect(before.locator("ins", { hasText: "Sales" })).toBeVisible();
  await expect(before.locator("del")).toHaveCount(0);
  await expect(card.getByRole("region", { name: "Findings" })).toContainText(/RFC 764[34]/);

  // It goes on: the card says so by itself.
  await scim.patch(path, "Replace", { title: "Director" });
  await expect(card.getByRole("heading", { name: "Operation of 4 calls" })).toBeVisible();
  await expect(before.locator("ins", { hasText: "Director" })).toBeVisible();
  await expect(before.locator("ins", { hasText: "Retail Manager" })).toHaveCount(0);

  const address = page.url();
  await card.getByRole("list", { name: "Calls" }).getByRole("link").nth(1).click();
  await expect(request(page)).toContainText("POST");
  await page.goBack();
  await expect(card).toBeVisible();
  await open(page, "Overview");
  await page.goto(address);
  await expect(card).toContainText("Adele Vance arrived in Sales.");
  await page.reload();
  await expect(card).toContainText("Adele Vance arrived in Sales.");
  await card.getByRole("link", { name: "Open Adele Vance" }).click();
  await expect(page.getByRole("heading", { name: "Adele Vance" })).toBeVisible();
});

test("what Okta reads and writes back is one operation", async ({ console: page, program }) => {
  const scim = await provisioned(program);
  const { body } = await scim.createPerson("Megan Bowen", "Finance");
  await open(page, "Traffic");
  const other = new Scim(program.scim, await program.run("token", "new", "--label", "Okta"));
  const path = `/Users/${String(body["id"])}`;
  const { body: read } = await other.send("GET", path);
  await other.send("PUT", path, { ...read, title: "Auditor" });
  const megan = event(page, "Megan Bowen: job title");
  await expect(megan).toContainText("2 calls");
  await megan.getByRole("button", { name: "Show the 2 calls" }).click();
  await expect(calls(page)).toHaveCount(2);
  await expect(calls(page).nth(1)).toContainText("PUT");
});

test("a refusal shows as failed, and a filter finds the operation by any of its calls", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await provision(scim);
  await create(scim, "Lynne Robbins", "Retail");
  // Somebody who is here already is sent again, and once more when that was refused.
  for (let i = 0; i < 2; i += 1) await scim.createPerson("Adele Vance", "Retail");
  await open(page, "Traffic");
  const refused = event(page, "All failed");
  await expect(refused).toHaveCount(1);
  const field = page.getByRole("searchbox", { name: "Filter requests" });
  await field.fill("status:201 lynne");
  await expect(list(page).getByRole("row")).toHaveCount(2);
  await expect(event(page, "Lynne Robbins arrived"), "its first call was a 200").toBeVisible();
  await field.fill("status:409");
  await expect(list(page).getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("main")).toContainText("1 operation");
  await refused.getByRole("button", { name: "Show the 2 calls" }).click();
  await expect(calls(page)).toHaveCount(2);
  await expect(calls(page).nth(1)).toContainText("409");
  await refused.click();
  await expect(inspector(page).getByRole("region", { name: "What failed" })).toContainText("409");
  await field.fill("status:409 method:DELETE");
  await expect(page.getByRole("heading", { name: "No request matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(row(page, "Patti Fernandez arrived")).toBeVisible();
});

test("the keyboard unfolds, goes in and out, folds and opens", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await create(scim, "Adele Vance", "Sales");
  await create(scim, "Megan Bowen", "Finance");
  await open(page, "Traffic");
  const selected = list(page).getByRole("row", { selected: true });
  await expect(event(page, "Megan Bowen arrived")).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(selected).toContainText("Megan Bowen arrived");
  await page.keyboard.press("ArrowRight");
  await expect(selected).toHaveAttribute("aria-expanded", "true");
  await expect(calls(page)).toHaveCount(2);
  await page.keyboard.press("ArrowRight");
  await expect(selected).toContainText("GET");
  await page.keyboard.press("j");
  await expect(selected).toContainText("POST");
  await page.keyboard.press("Enter");
  await expect(request(page)).toContainText("POST");
  await page.keyboard.press("ArrowLeft");
  await expect(inspector(page)).toContainText("Megan Bowen arrived in Finance.");
  await page.keyboard.press("ArrowLeft");
  await expect(calls(page)).toHaveCount(0);
  await page.keyboard.press("k");
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await expect(inspector(page)).toContainText("Adele Vance arrived in Sales.");
  await page.keyboard.press("Escape");
  await expect(inspector(page)).toHaveCount(0);
  await expect(list(page)).toBeFocused();
});

test("growing rows move neither the selection, nor the focus, nor what is being read", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const paths: string[] = [];
  for (let i = 0; i < 40; i += 1) {
    const name = `Person ${String.fromCharCode(97 + (i % 26))}${i < 26 ? "x" : "y"}`;
    paths.push(await create(scim, name, "Retail"));
  }
  await open(page, "Traffic");
  await expect(list(page)).toHaveAttribute("aria-rowcount", "41");
  // The second row is unfolded; what is read is further down.
  const second = list(page).getByRole("row").nth(2);
  await second.click();
  await page.keyboard.press("ArrowRight");
  await expect(calls(page)).toHaveCount(2);
  await page.keyboard.press("Escape");
  await list(page).evaluate((grid) => (grid.scrollTop = 400));
  const top = () =>
    list(page).evaluate((grid) => {
      const edge = grid.getBoundingClientRect().top + 32;
      const rows = [...grid.querySelectorAll('[role="row"][id]')];
      const first = rows.find((one) => one.getBoundingClientRect().top >= edge);
      return `${first?.textContent ?? ""} ${String(first && first.getBoundingClientRect().top - edge)}`;
    });
  const reading = await top();
  await page.getByRole("searchbox", { name: "Filter requests" }).focus();
  await setManager(scim, paths[38] ?? "", "8842");
  await scim.list();
  await expect(page.getByRole("button", { name: "↑ 1 new" })).toBeVisible();
  await expect.poll(top).toBe(reading);
  await expect(page.getByRole("searchbox", { name: "Filter requests" })).toBeFocused();
  // It grew above what is read, and has not moved it.
  await list(page).evaluate((grid) => (grid.scrollTop = 0));
  await expect(calls(page)).toHaveCount(3);
  await expect(list(page).getByRole("row", { selected: true })).toContainText("3 calls");
});

test("a paused view stays as it is, and catches up with all that grew", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const path = await create(scim, "Adele Vance", "Sales");
  await open(page, "Traffic");
  const adele = event(page, "Adele Vance arrived");
  await expect(adele).toContainText("2 calls");
  await page.keyboard.press("j");
  await expect(list(page)).toBeFocused();
  await page.keyboard.press(" ");
  await expect(page.getByRole("main")).toContainText("Paused");
  await setManager(scim, path, "8842");
  await create(scim, "Megan Bowen", "Finance");
  await expect(page.getByRole("main")).toContainText("Paused · 1 new");
  await expect(adele).toContainText("2 calls");
  await page.keyboard.press(" ");
  await expect(event(page, "Megan Bowen arrived")).toBeVisible();
  await expect(adele).toContainText("3 calls");
});

test("operations can be paged back to the first one", async ({ console: page, program }) => {
  test.slow();
  const scim = await provisioned(program);
  await create(scim, "Adele Vance", "Sales");
  for (let i = 0; i < 450; i += 1) await scim.send("GET", `/Users/nobody-${i}`);
  await open(page, "Traffic");
  await expect(list(page).getByRole("row").nth(1)).toBeVisible();
  await expect(async () => {
    await list(page).focus();
    await page.keyboard.press("End");
    await expect(row(page, "Adele Vance arrived")).toBeVisible({ timeout: 1_000 });
  }).toPass();
});

test("the view is in the address, comes back with back and forward, and is remembered", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await create(scim, "Adele Vance", "Sales");
  await open(page, "Traffic");
  await expect(list(page)).toBeVisible();
  const views = page.getByRole("navigation", { name: "Show" });
  await views.getByRole("link", { name: "Requests" }).click();
  const requests = page.getByRole("grid", { name: "Requests, newest first" });
  await expect(requests.getByRole("row")).toHaveCount(3);
  await expect(page).toHaveURL(/view=requests/);
  await page.reload();
  await expect(requests).toBeVisible();
  await page.goBack();
  await expect(list(page)).toBeVisible();
  await page.goForward();
  await expect(requests).toBeVisible();
  await open(page, "Overview");
  await open(page, "Traffic");
  await expect(requests).toBeVisible();
  await views.getByRole("link", { name: "Operations" }).click();
  await expect(list(page)).toBeVisible();
});

test("an operation of one call is that call, and names in it are text", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const name = '<img src=x onerror="window.hit=1">{name, plural, other {#}}';
  await scim.createPerson("Eve Hostile", name, { displayName: name });
  await open(page, "Traffic");
  await expect(row(page, "arrived")).toContainText("POST");
  await expect(row(page, "arrived")).toContainText(name);
  await row(page, "arrived").click();
  await expect(request(page)).toContainText(`${name} arrived in ${name}.`);
  const path = `/Users/${id(await provision(scim), "Megan Bowen")}`;
  await scim.send("GET", path);
  expect(await page.evaluate(() => "hit" in window)).toBe(false);
});
