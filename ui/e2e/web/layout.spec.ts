// What only a real browser can tell: where things stand and how wide they are.
import type { Locator, Page } from "@playwright/test";
import { manages, provision } from "./company";
import { expect, open, openRequests, provisioned, test } from "./fixture";
import { Scim } from "./scim";

const grid = (page: Page, name: string) => page.getByRole("grid", { name });
const chart = (page: Page) => page.getByRole("application", { name: /^Org chart/ });

async function box(part: Locator) {
  const found = await part.boundingBox();
  if (!found) throw new Error("not drawn");
  return { ...found, right: found.x + found.width, bottom: found.y + found.height };
}

/** A word of letters for each number below a hundred. */
const letters = (i: number) =>
  [Math.floor(i / 10), i % 10].map((digit) => "bdfghklmnr".charAt(digit) + "a").join("");

/** Waits until a part stood still while a few frames were drawn. */
async function still(part: Locator): Promise<void> {
  await expect
    .poll(() =>
      part.evaluate(async (element) => {
        const place = () => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return [x, y, width, height].join();
        };
        const before = place();
        for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
        return place() === before;
      }),
    )
    .toBe(true);
}

/** Waits until a row is between the upper and the lower edge of its list. */
async function isWithin(row: Locator, list: Locator): Promise<void> {
  await expect(async () => {
    const [inner, outer] = [await box(row), await box(list)];
    expect(inner.y).toBeGreaterThanOrEqual(outer.y);
    expect(inner.bottom).toBeLessThanOrEqual(outer.bottom + 1);
  }).toPass({ timeout: 10_000 });
}

test("the status of a response is as wide as its word", async ({ console: page, program }) => {
  await (await provisioned(program)).list();
  await open(page, "Traffic");
  await page.getByRole("row").filter({ hasText: "Listed" }).click();
  const inspector = page.getByRole("region", { name: /^Request \d+/ });
  await inspector.getByRole("tab", { name: "Response" }).click();
  const badge = inspector.getByRole("tabpanel").locator(".badge").first();
  await expect(badge).toHaveText(/200/);
  await expect.poll(async () => (await box(badge)).width).toBeLessThan(80);
});

test("an opened request stays in view when the rows grow higher", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  for (let i = 0; i < 40; i += 1) await scim.send("GET", `/Users?startIndex=${i + 1}&count=1`);
  await page.setViewportSize({ width: 1000, height: 800 });
  await openRequests(page);
  const field = page.getByRole("searchbox", { name: "Filter requests" });
  await field.fill("method:GET status:200 since:1h path:Users startIndex count");
  const list = grid(page, "Requests, newest first");
  await expect(page.getByText("40 of 40")).toBeVisible();
  const before = await box(list);
  // The last row of which anything can be seen.
  await page.mouse.click(before.x + 300, before.bottom - 4);
  await expect(page.getByRole("region", { name: /^Request \d+/ })).toBeVisible();
  const opened = list.getByRole("row", { selected: true });
  const height = async () => (await box(opened)).height;
  await expect.poll(height, "each row has two lines now").toBeGreaterThan(32);
  await still(opened);
  await isWithin(opened, list);
});

test("an opened person stays in view when the filters wrap", async ({ console: page, program }) => {
  const scim = await provisioned(program);
  for (let i = 0; i < 40; i += 1) await scim.createPerson(`Person ${letters(i)}`, "Retail");
  await page.setViewportSize({ width: 1000, height: 800 });
  await open(page, "Directory");
  await page.getByRole("searchbox", { name: "Search people" }).fill("person");
  await expect(page.getByText("40 of 40")).toBeVisible();
  const list = grid(page, "People");
  await expect(list).toHaveAttribute("aria-rowcount", "41");
  const before = await box(list);
  await page.mouse.click(before.x + 60, before.bottom - 4);
  await expect(page.getByRole("region", { name: "Person" })).toBeVisible();
  await expect.poll(async () => (await box(list)).height).toBeLessThan(before.height);
  // Longer than the list waits before it asks again for other filters.
  await page.waitForTimeout(400);
  const opened = list.getByRole("row", { selected: true });
  await still(opened);
  await isWithin(opened, list);
});

test("the line under the tabs of the directory reaches both sides", async ({ console: page }) => {
  await open(page, "Directory");
  const tabs = page.getByRole("navigation", { name: "Directory" }).locator("..");
  const sides = async (part: Locator) => [(await box(part)).x, (await box(part)).right];
  await expect.poll(() => sides(tabs)).toEqual(await sides(page.getByRole("main")));
  expect(await tabs.evaluate((part) => getComputedStyle(part).boxShadow)).toContain("inset");
});

/** Nobody of the chart is cut at its sides. */
async function isWhole(page: Page, least: number) {
  const cards = chart(page).locator("[data-place]");
  await expect.poll(() => cards.count()).toBeGreaterThanOrEqual(least);
  await still(cards.first());
  await expect(async () => {
    const frame = await box(chart(page));
    const places = await cards.evaluateAll((all) =>
      all.map((card) => card.getBoundingClientRect().toJSON() as DOMRect),
    );
    for (const place of places) {
      expect(place.left).toBeGreaterThanOrEqual(frame.x);
      expect(place.right).toBeLessThanOrEqual(frame.right);
    }
  }).toPass({ timeout: 10_000 });
}
const scale = (page: Page) =>
  expect.poll(async () => parseInt((await page.locator(".scale").textContent()) ?? "", 10));

test("the sample company opens legible, and in its whole width where there is room", async ({
  console: page,
}) => {
  await page.getByRole("link", { name: /Preview with sample people/ }).click();
  const sheet = page.getByRole("dialog", { name: "Preview with sample people" });
  await sheet.getByRole("radio", { name: /Instant/ }).check();
  await page.keyboard.press("Enter");
  await sheet.getByRole("link", { name: "Org chart" }).click({ timeout: 30_000 });
  await expect(chart(page).locator("[data-place]").first()).toBeVisible();
  await scale(page).toBeGreaterThanOrEqual(58);
  await page.getByRole("button", { name: "Hide the problems" }).click();
  await isWhole(page, 55);
  await scale(page).toBeGreaterThanOrEqual(58);
});

test("a small company is there as a whole, and without problems nothing stands beside it", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const ids = await provision(scim);
  await open(page, "Org chart");
  const problems = page.getByRole("region", { name: "Problems" });
  await expect(problems).toBeVisible();
  await isWhole(page, 11);
  await scale(page).toBeLessThanOrEqual(100);

  // The last problem is mended: the panel gives its room to the chart.
  await scim.createPerson("Lynne Robbins", "Retail", { externalId: "8842" });
  await manages(scim, ids, "Nestor Wilke", "Lidia Holloway");
  await expect(problems).toBeHidden();
  await page.getByRole("button", { name: "Problems 0" }).click();
  await expect(problems).toContainText("leads to somebody");
});

test("a chart too wide to be read opens on the person at its top", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const { body } = await scim.createPerson("Patti Fernandez", "Management");
  const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  const below = async (name: string, value: unknown) => {
    const made = await scim.createPerson(name, "Retail", {
      [enterprise]: { department: "Retail", manager: { value } },
    });
    return made.body["id"];
  };
  for (let i = 0; i < 14; i += 1) {
    const lead = await below(`Lead ${letters(i)}`, body["id"]);
    await below(`Person ${letters(i)}`, lead);
  }
  await open(page, "Org chart");
  const top = chart(page).locator("[data-place]").filter({ hasText: "Patti Fernandez" });
  await still(top);
  const aside = async () => {
    const [card, frame] = [await box(top), await box(chart(page))];
    return card.x + card.width / 2 - (frame.x + frame.width / 2);
  };
  await expect.poll(aside).toBeCloseTo(0, 0);
  await expect(page.locator(".scale")).toHaveText("58 %");
});

test("the time in the sentence of a revoked token is a time of this page", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const listed = await program.run("token", "list");
  await program.run("token", "revoke", /tok_\w+/.exec(listed)?.[0] ?? "");
  const refused = await new Scim(program.scim, scim.token).list();
  const sent = String(refused.body["detail"]);
  const moment = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/.exec(sent)?.[0] ?? "none";
  await open(page, "Traffic");
  await page.getByRole("row").filter({ hasText: "Revoked token" }).click();
  const inspector = page.getByRole("region", { name: /^Request \d+/ });
  const time = inspector.getByRole("tabpanel").locator("time");
  await expect(time).toHaveAttribute("datetime", moment);
  await expect(time).toHaveText(/^\d{2}:\d{2}:\d{2}$/);
  await expect(inspector).toContainText("This token was revoked at");
  await expect(inspector).not.toContainText(moment);
  await inspector.getByRole("tab", { name: "Response" }).click();
  await expect(inspector).toContainText(sent);
});
