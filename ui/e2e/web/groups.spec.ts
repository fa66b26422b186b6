// The Groups tab: what each group is by the rules of the application, and where it is not used, that it
// has no effect.
import type { Page } from "@playwright/test";
import { group, id, provision } from "./company";
import { expect, open, provisioned, test } from "./fixture";
import type { Program } from "./program";

const groups = (page: Page) => page.getByRole("grid", { name: "Groups" });
const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Directory" }).getByRole("link", { name });
const row = (page: Page, name: string) => groups(page).getByRole("row").filter({ hasText: name });

async function behaving(page: Page, program: Program, twin: string): Promise<void> {
  await program.run("connection", "set", "Sandbox", "--twin", twin, "--yes");
  await page.reload();
  await open(page, "Directory");
}

test("a group says what it is, how large, and which request made it, and opens its card", async ({
  console: page,
  program,
}) => {
  await behaving(page, program, "ransomleak");
  await tab(page, "Groups").click();
  await expect(page.getByRole("heading", { name: "No groups yet" })).toBeVisible();
  await expect(page.getByText("RansomLeak makes a role of each group.")).toBeVisible();
  const scim = await provisioned(program);
  const ids = await provision(scim);
  await expect(row(page, "Editors")).toContainText("2");
  await expect(row(page, "Editors")).toContainText("Role");
  await expect(row(page, "Editors").getByRole("link", { name: /^#\d+$/ })).toBeVisible();
  await expect(tab(page, "Groups 2")).toBeVisible();
  await expect(tab(page, "Roles 2")).toBeVisible();

  const search = page.getByRole("searchbox", { name: "Search groups" });
  await search.fill("view");
  await expect(groups(page)).toHaveAttribute("aria-rowcount", "2");
  await expect(page.getByText("1 of 2")).toBeVisible();
  await search.fill("nothing");
  await page.getByRole("button", { name: "Clear" }).click();

  await row(page, "Editors").getByText("Editors").click();
  const card = page.getByRole("region", { name: "Role" });
  await expect(card).toContainText("A role for 2 people");
  await card.getByRole("link", { name: "Adele Vance" }).click();
  await expect(page).toHaveURL(new RegExp(`#/directory/people/${id(ids, "Adele Vance")}`));

  await scim.send("DELETE", await group(scim, "Contractors", []));
  await tab(page, "Removed").click();
  await expect(page.getByRole("grid", { name: "Removed" })).toContainText("Contractors");
});

test("where groups are groups of users nobody has a role by them", async ({
  console: page,
  program,
}) => {
  await behaving(page, program, "21risk");
  await provision(await provisioned(program));
  const people = page.getByRole("grid", { name: "People" });
  const alex = people.getByRole("row").filter({ hasText: "Alex Wilber" });
  await expect(page.getByRole("columnheader", { name: "Groups" })).toBeVisible();
  await expect(alex).toContainText("Editors");
  await expect(alex.getByTitle("Group", { exact: true })).toHaveCount(0);
  await page.getByLabel("Group").selectOption("Editors");
  await expect(people).toHaveAttribute("aria-rowcount", "3");
  await tab(page, "Groups 2").click();
  await expect(row(page, "Editors")).toContainText("User group");
  await tab(page, "Roles 0").click();
  await expect(
    page.getByRole("heading", { name: "21RISK makes no roles of groups" }),
  ).toBeVisible();
});

test("groups that are not used are said to have no effect", async ({ console: page, program }) => {
  await behaving(page, program, "whistleblower");
  await tab(page, "Groups").click();
  await expect(
    page.getByRole("heading", { name: "Whistleblower Software does not use groups" }),
  ).toBeVisible();
  await provision(await provisioned(program));
  await expect(page.getByText("these 2 change nothing for anybody")).toBeVisible();
  await expect(row(page, "Viewers")).toContainText("Not used");
  // What everybody begins with is the only role.
  await expect(tab(page, "Roles 1")).toBeVisible();
  await row(page, "Editors").getByText("Editors").click();
  await expect(page.getByRole("region", { name: "Group" })).toContainText("so it has no effect");
});

test("many groups are read page by page as they come into view", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  for (let from = 0; from < 350; from += 50) {
    const make = Array.from({ length: 50 }, (_, at) =>
      group(scim, `${from < 300 ? "Group" : "Zone"} ${String(from + at).padStart(3, "0")}`, []),
    );
    await Promise.all(make);
  }
  await page.evaluate(() => (location.hash = "#/directory/groups"));
  await expect(groups(page)).toHaveAttribute("aria-rowcount", "351");
  await row(page, "Group 000").getByText("Group 000").click();
  await page.getByRole("button", { name: "Close" }).click();
  await groups(page).press("End");
  await expect(row(page, "Zone 349")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search groups" }).fill("ZONE");
  await expect(groups(page)).toHaveAttribute("aria-rowcount", "51");
});

test("on a narrow window every tab is in view and labels do not run together", async ({
  console: page,
  program,
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await provision(await provisioned(program));
  await open(page, "Directory");
  for (const name of ["People", "Teams", "Roles", "Groups", "Removed"]) {
    await expect(tab(page, name)).toBeInViewport({ ratio: 1 });
    await tab(page, name).click();
  }
  const edges = await page.evaluate(() => {
    const box = (one: Element) => one.getBoundingClientRect();
    const labels = [...document.querySelectorAll(".rail .label")];
    return {
      labels: labels.map((one) => [
        box(one).left,
        box(one).right,
        one.scrollWidth,
        one.clientWidth,
      ]),
      tabs: Math.max(...[...document.querySelectorAll("nav .tab")].map((one) => box(one).right)),
      button: box(document.querySelector(".export") as Element).left,
    };
  });
  expect(edges.tabs).toBeLessThanOrEqual(edges.button);
  for (const [at, [left, , whole, shown]] of edges.labels.entries()) {
    expect(whole, `label ${at} is whole`).toBeLessThanOrEqual((shown ?? 0) + 1);
    const before = edges.labels[at - 1]?.[1] ?? 0;
    expect((left ?? 0) - before, `label ${at} stands apart`).toBeGreaterThanOrEqual(3);
  }
});

test("the line that says what was exported goes with the screen that it is about", async ({
  console: page,
  program,
}) => {
  await provision(await provisioned(program));
  await open(page, "Directory");
  const told = page.getByRole("group", { name: "Export" });
  for (const leave of ["Groups", null]) {
    await page.getByRole("button", { name: "Export people" }).click();
    await page.getByRole("menuitem", { name: "CSV: all 10 people" }).click();
    await expect(told).toContainText("10 people as CSV");
    if (leave) await tab(page, leave).click();
    else await told.getByRole("button", { name: "Dismiss" }).click();
    await expect(told).toHaveCount(0);
    await tab(page, "People").click();
  }
});
