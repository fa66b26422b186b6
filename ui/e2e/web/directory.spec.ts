import type { Page } from "@playwright/test";
import { id, manages, move, operations, provision } from "./company";
import { expect, open, provisioned, test } from "./fixture";

const people = (page: Page) => page.getByRole("grid", { name: "People" });
/** The row of a person: its name begins with the state and the name. */
const row = (page: Page, name: string) =>
  people(page).getByRole("row", { name: new RegExp(`^(Active|Deactivated) ${name}`) });
/** Clicks the name: in the middle of a row stands the link to the manager. */
const openCard = (page: Page, name: string) => row(page, name).getByText(name).first().click();
const card = (page: Page) => page.getByRole("region", { name: "Person" });

test("people stand there with team, manager and roles as they arrive", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await open(page, "Directory");
  await expect(page.getByRole("heading", { name: "No people yet" })).toBeVisible();
  const ids = await provision(scim);
  await expect(row(page, "Alex Wilber")).toContainText("Marketing");
  await expect(row(page, "Alex Wilber")).toContainText("Miriam Graham");
  await expect(row(page, "Alex Wilber")).toContainText("Editors");
  await expect(row(page, "Diego Siciliani")).toContainText("finance␣");
  await expect(row(page, "Adele Vance")).toContainText("waiting for 8842");
  await expect(row(page, "Lidia Holloway")).toContainText("loop");
  await expect(page.getByRole("link", { name: /^People 10/ })).toBeVisible();

  // The manager comes late: the lines draw themselves.
  await scim.createPerson("Lynne Robbins", "Retail", { externalId: "8842" });
  await expect(row(page, "Adele Vance")).toContainText("Lynne Robbins");

  await operations(scim, `/Users/${id(ids, "Megan Bowen")}`, [
    { op: "Replace", path: "active", value: "False" },
  ]);
  await expect(row(page, "Megan Bowen")).toContainText("Deactivated");
});

test("search, filters and order narrow and sort the list", async ({ console: page, program }) => {
  await provision(await provisioned(program));
  await open(page, "Directory");
  const search = page.getByRole("searchbox", { name: "Search people" });
  await search.fill("vance");
  await expect(people(page)).toHaveAttribute("aria-rowcount", "2");
  await expect(page.getByText("1 of 10")).toBeVisible();
  await search.fill("nobody at all");
  await expect(page.getByRole("heading", { name: "Nobody matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(people(page)).toHaveAttribute("aria-rowcount", "11");

  await page.getByLabel("Team").selectOption("Marketing");
  await expect(people(page)).toHaveAttribute("aria-rowcount", "3");
  await page.getByLabel("Team").selectOption("All teams");
  await page.getByLabel("Role").selectOption("Editors");
  await expect(people(page)).toHaveAttribute("aria-rowcount", "3");
  await page.getByLabel("Role").selectOption("All roles");
  // Two wait for a manager, and two lead to each other.
  await page.getByRole("button", { name: "Needs attention 4" }).click();
  await expect(people(page)).toHaveAttribute("aria-rowcount", "5");
  await expect(row(page, "Adele Vance")).toBeVisible();
  await expect(row(page, "Patti Fernandez")).toHaveCount(0);
  await page.getByRole("button", { name: "Needs attention" }).click();

  const first = people(page).getByRole("row").nth(1);
  await expect(first).toContainText("Adele Vance");
  await page.getByRole("button", { name: "Name" }).click();
  await expect(first).toContainText("Pradeep Gupta");
  await page.getByRole("button", { name: "Team" }).click();
  await expect(page.getByRole("columnheader", { name: "Team" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
});

test("a person’s card tells who, where and what happened", async ({ console: page, program }) => {
  const scim = await provisioned(program);
  const ids = await provision(scim);
  await move(scim, id(ids, "Adele Vance"), "Finance");
  await open(page, "Directory");
  await openCard(page, "Adele Vance");
  await expect(card(page)).toContainText("Active");
  await expect(card(page)).toContainText("The manager (8842) has not arrived yet.");
  await expect(card(page)).toContainText("adele.vance@contoso.example");
  await expect(card(page)).toContainText("Retail Manager");

  await card(page)
    .getByRole("tab", { name: /Timeline/ })
    .click();
  await expect(card(page)).toContainText("Moved from Sales to Finance.");
  await expect(card(page)).toContainText("Arrived in Sales.");
  await card(page).getByRole("tab", { name: "JSON" }).click();
  await expect(card(page).getByRole("group", { name: "SCIM resource" })).toContainText(
    '"userName"',
  );

  await page.reload();
  await expect(card(page).getByRole("tab", { name: "JSON" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await card(page)
    .getByRole("tab", { name: /Timeline/ })
    .click();
  await card(page).getByRole("link", { name: /^#\d+/ }).first().click();
  await expect(page).toHaveURL(/#\/traffic\/\d+/);
  await expect(page.getByRole("region", { name: /^Request \d/ })).toContainText(
    "Adele Vance moved from Sales to Finance.",
  );
});

test.describe("a person who goes while open", () => {
  // The page asks for the person once more and is told that there is none.
  test.use({ expected: ["404"] });

  test("an open card follows the person without losing its tab or the typed text", async ({
    console: page,
    program,
  }) => {
    const scim = await provisioned(program);
    const ids = await provision(scim);
    await open(page, "Directory");
    await openCard(page, "Alex Wilber");
    await card(page)
      .getByRole("tab", { name: /Timeline/ })
      .click();
    const search = page.getByRole("searchbox", { name: "Search people" });
    await search.focus();
    await page.keyboard.type("al");
    await move(scim, id(ids, "Alex Wilber"), "Retail");
    await expect(card(page)).toContainText("Moved from Marketing to Retail.");
    await expect(search).toBeFocused();
    await expect(search).toHaveValue("al");
    await manages(scim, ids, "Nestor Wilke", "Alex Wilber");
    await expect(card(page).getByRole("link", { name: "Nestor Wilke" })).toBeVisible();
    await scim.send("DELETE", `/Users/${id(ids, "Alex Wilber")}`);
    await expect(card(page)).toContainText("This person is not here any more.");
    await card(page).getByRole("link", { name: "Show since when and why" }).click();
    const gone = page.getByRole("region", { name: "Removed", exact: true });
    await expect(gone).toContainText("Gone since");
  });
});

test("the manager in a row opens the manager, and nothing else happens", async ({
  console: page,
  program,
}) => {
  const ids = await provision(await provisioned(program));
  await open(page, "Directory");
  await page.getByLabel("Team").selectOption("Marketing");
  await expect(people(page)).toHaveAttribute("aria-rowcount", "3");
  const went = await page.evaluate(() => history.length);
  const link = row(page, "Alex Wilber").getByRole("link", { name: "Miriam Graham" });
  await link.dblclick();
  await expect(card(page).getByRole("heading", { name: "Miriam Graham" })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`#/directory/people/${id(ids, "Miriam Graham")}`));
  // Two clicks on one link are one step, and the filter is what it was.
  expect(await page.evaluate(() => history.length)).toBe(went + 1);
  await expect(people(page)).toHaveAttribute("aria-rowcount", "3");
  await page.goBack();
  await expect(card(page)).toHaveCount(0);
});

test("teams count their people and flag names that look alike", async ({
  console: page,
  program,
}) => {
  await provision(await provisioned(program));
  await open(page, "Directory");
  await page.getByRole("link", { name: /^Teams/ }).click();
  const teams = page.getByRole("grid", { name: "Teams" });
  await expect(teams.getByRole("row").filter({ hasText: "Marketing" })).toContainText("2");
  await expect(teams.getByRole("row").filter({ hasText: "“finance␣”" })).toContainText("Finance");
  await expect(teams.getByRole("row").filter({ hasText: "Marketing" })).toContainText(/#\d+/);
  const search = page.getByRole("searchbox", { name: "Search teams" });
  await search.fill("fin");
  await expect(teams).toHaveAttribute("aria-rowcount", "3");
  await search.fill("nothing");
  await page.getByRole("button", { name: "Clear" }).click();
  await teams.getByRole("link", { name: "Marketing" }).click();
  await expect(page).toHaveURL(/team=Marketing/);
  await expect(people(page)).toHaveAttribute("aria-rowcount", "3");
});

test("groups are roles with their members", async ({ console: page, program }) => {
  await provision(await provisioned(program));
  await open(page, "Directory");
  await page.getByRole("link", { name: /^Roles/ }).click();
  const roles = page.getByRole("grid", { name: "Roles" });
  await roles.getByRole("row").filter({ hasText: "Editors" }).click();
  const role = page.getByRole("region", { name: "Role" });
  await expect(role).toContainText("A role for 2 people");
  await role.getByRole("link", { name: "Adele Vance" }).click();
  await expect(card(page)).toContainText("Adele Vance");
  await expect(card(page).getByRole("link", { name: "Editors" })).toBeVisible();
});

test("on a narrow window the card takes the page and back returns", async ({
  console: page,
  program,
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await provision(await provisioned(program));
  await open(page, "Directory");
  await openCard(page, "Megan Bowen");
  await expect(card(page)).toBeVisible();
  await expect(people(page)).toBeHidden();
  await page.goBack();
  await expect(row(page, "Megan Bowen")).toBeVisible();
});

test("the number of the deactivated leads to them, and only who needs something is marked", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await scim.createPerson("Adele Vance", "Retail");
  const { body } = await scim.createPerson("Nestor Wilke", "Retail");
  const path = `/Users/${String(body["id"])}`;
  // What one request was odd about is no finding about somebody; lower-case text for active is one.
  expect((await scim.patch(path, "Replace", { active: "false" })).status).toBeLessThan(300);
  await open(page, "Overview");
  await page.getByRole("link", { name: "1 deactivated" }).click();
  await expect(row(page, "Nestor Wilke")).toContainText("finding");
  await expect(row(page, "Adele Vance")).toHaveCount(0);
  await expect(page.getByText("1 of 2")).toBeVisible();
  await page.goBack();
  await open(page, "Directory");
  await expect(row(page, "Adele Vance")).toBeVisible();
  await expect(row(page, "Adele Vance")).not.toContainText("finding");
});

test("very long names leave the tools and the card usable", async ({ console: page, program }) => {
  const scim = await provisioned(program);
  const name = "Wolfeschlegelstein ".repeat(160).trim();
  const made = await scim.createPerson("Adele Vance", "Team of the very long name ".repeat(12), {
    displayName: name,
  });
  expect(made.status).toBe(201);
  await open(page, "Directory");
  await page.getByRole("row", { name: /Wolfeschlegelstein/ }).click();
  await expect(card(page)).toBeVisible();
  const heading = card(page).getByRole("heading", { level: 2 });
  await expect(heading).toHaveAttribute("title", name);
  expect((await heading.boundingBox())?.height).toBeLessThan(100);
  const value = card(page).getByRole("definition").filter({ hasText: name });
  expect((await value.boundingBox())?.height).toBeLessThan(100);

  await page.getByLabel("Team").selectOption({ index: 2 });
  const box = async (part: ReturnType<Page["locator"]>) => {
    const found = await part.boundingBox();
    if (!found) throw new Error("not drawn");
    return found;
  };
  const team = await box(page.getByLabel("Team"));
  const search = await box(page.getByRole("searchbox", { name: "Search people" }));
  const tools = await box(page.getByRole("region", { name: "Directory" }));
  expect(team.width).toBeLessThanOrEqual(180);
  expect(search.width).toBeGreaterThanOrEqual(100);
  expect(team.x + team.width).toBeLessThanOrEqual(tools.x + tools.width);
  const apart = search.x + search.width <= team.x || search.y + search.height <= team.y;
  expect(apart).toBe(true);
  for (const option of await page.getByLabel("Team").locator("option").allTextContents())
    expect(option.length).toBeLessThanOrEqual(60);
});
