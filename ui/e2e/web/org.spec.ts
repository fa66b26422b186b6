import type { Page } from "@playwright/test";
import { provision } from "./company";
import { expect, open, provisioned, test } from "./fixture";

const chart = (page: Page) => page.getByRole("application", { name: /^Org chart/ });
const card = (page: Page, name: string) =>
  chart(page).locator("[data-place]").filter({ hasText: name });
const problems = (page: Page) => page.getByRole("region", { name: "Problems" });

test("without reporting lines it says what is missing", async ({ console: page, program }) => {
  await open(page, "Org chart");
  await expect(page.getByRole("heading", { name: "No people yet" })).toBeVisible();
  const scim = await provisioned(program);
  await scim.createPerson("Adele Vance", "Sales");
  await expect(page.getByRole("heading", { name: "No reporting lines received" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("manager is not mapped");
});

test("the chart draws lines, empty chairs and problems, and repairs itself", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await provision(scim);
  await open(page, "Org chart");
  await expect(card(page, "Patti Fernandez")).toContainText("President · Management");
  await expect(card(page, "Alex Wilber")).toBeVisible();
  await expect(problems(page)).toContainText("Waiting for the manager 2");
  await expect(problems(page)).toContainText("Run in a circle 2");
  await problems(page)
    .getByRole("button", { name: /Adele Vance/ })
    .click();
  await expect(card(page, "Not here yet")).toContainText("8842");
  await expect(card(page, "Adele Vance")).toHaveClass(/chosen/);

  await scim.createPerson("Lynne Robbins", "Retail", { externalId: "8842" });
  await expect(card(page, "Not here yet")).toHaveCount(0);
  await expect(card(page, "Lynne Robbins")).toBeVisible();
  await expect(problems(page)).not.toContainText("Waiting for the manager");
  await expect(card(page, "Adele Vance")).toHaveClass(/chosen/);
});

test("n goes from problem to problem", async ({ console: page, program }) => {
  await provision(await provisioned(program));
  await open(page, "Org chart");
  await expect(problems(page)).toContainText("Run in a circle 2");
  const current = problems(page).locator("[aria-current]");
  const seen: string[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    await page.keyboard.press("n");
    await expect(current).toHaveCount(1);
    await expect(current).not.toHaveText(seen.at(-1) ?? "nobody");
    seen.push((await current.textContent()) ?? "");
  }
  expect(new Set(seen).size).toBe(4);
  await page.keyboard.press("n");
  await expect(current).toHaveText(seen[0] ?? "");
});

test("the keyboard walks, folds, zooms and opens on the chart", async ({
  console: page,
  program,
}) => {
  await provision(await provisioned(program));
  await open(page, "Org chart");
  await expect(card(page, "Alex Wilber")).toBeVisible();
  await chart(page).focus();
  await page.keyboard.press("ArrowDown");
  await expect(card(page, "Patti Fernandez")).toHaveClass(/chosen/);
  await page.keyboard.press("ArrowDown");
  await expect(card(page, "Miriam Graham")).toHaveClass(/chosen/);
  await page.keyboard.press("ArrowRight");
  await expect(card(page, "Nestor Wilke")).toHaveClass(/chosen/);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press(" ");
  await expect(card(page, "Alex Wilber")).toHaveCount(0);
  await page.keyboard.press(" ");
  await expect(card(page, "Alex Wilber")).toBeVisible();
  const scale = page.locator(".scale");
  const before = await scale.textContent();
  await page.keyboard.press("+");
  await expect(scale).not.toHaveText(before ?? "");
  await page.keyboard.press("0");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Person" })).toContainText("Miriam Graham");
  await page.goBack();
  await expect(card(page, "Miriam Graham")).toHaveClass(/chosen/);
});

test("dragging pans and does not open anybody; a click does", async ({
  console: page,
  program,
}) => {
  await provision(await provisioned(program));
  await open(page, "Org chart");
  const patti = card(page, "Patti Fernandez");
  await expect(patti).toBeVisible();
  await page.waitForFunction(
    (name) => {
      const found = [...document.querySelectorAll("[data-place]")].find((place) =>
        place.textContent.includes(name),
      );
      const now = found?.getBoundingClientRect().x;
      const last = Reflect.get(window, "lastX") as number | undefined;
      Reflect.set(window, "lastX", now);
      return now !== undefined && now === last;
    },
    "Patti Fernandez",
    { polling: 200 },
  );
  const start = await patti.boundingBox();
  if (!start) throw new Error("no card");
  await page.mouse.move(start.x + 60, start.y + 20);
  await page.mouse.down();
  await page.mouse.move(start.x + 160, start.y + 90, { steps: 6 });
  await page.mouse.up();
  await expect(page).toHaveURL(/#\/org/);
  const moved = async () => {
    const now = await patti.boundingBox();
    return now && [Math.round(now.x - start.x), Math.round(now.y - start.y)];
  };
  await expect.poll(moved).toEqual([100, 70]);
  await patti.getByRole("link").click();
  await expect(page.getByRole("region", { name: "Person" })).toContainText("Patti Fernandez");
});

test("a person is found by name", async ({ console: page, program }) => {
  await provision(await provisioned(program));
  await open(page, "Org chart");
  await expect(card(page, "Patti Fernandez")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("megan");
  await expect(page.getByRole("option", { name: /Megan Bowen/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(card(page, "Megan Bowen")).toHaveClass(/chosen/);
  await expect(page).toHaveURL(/#\/org\/.+/);
});

test("the people found can be clicked, and stay while somebody types on", async ({
  console: page,
  program,
}) => {
  await provision(await provisioned(program));
  await open(page, "Org chart");
  await expect(card(page, "Patti Fernandez")).toBeVisible();
  // Time stands still, so that whatever the leaving has put off comes after the typing.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  const megan = page.getByRole("option", { name: /Megan Bowen/ });
  await page.keyboard.press("/");
  await page.keyboard.type("mega");
  await expect(megan).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("End");
  await page.keyboard.type("n");
  await page.clock.runFor(1_000);
  await page.clock.resume();
  await expect(megan).toBeVisible();
  await megan.click();
  await expect(card(page, "Megan Bowen")).toHaveClass(/chosen/);
  await expect(megan).toBeHidden();
});

test("the outline is the same as a tree for the keyboard", async ({ console: page, program }) => {
  await provision(await provisioned(program));
  await open(page, "Org chart");
  await page.getByRole("link", { name: "Outline" }).click();
  const tree = page.getByRole("tree", { name: "Reporting lines" });
  const item = (name: string) => tree.getByRole("treeitem").filter({ hasText: name });
  await expect(item("Patti Fernandez")).toHaveAttribute("aria-expanded", "true");
  await expect(item("Alex Wilber")).toHaveAttribute("aria-level", "3");
  await tree.focus();
  await page.keyboard.press("Home");
  await expect(item("Patti Fernandez")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowLeft");
  await expect(item("Alex Wilber")).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(item("Miriam Graham")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Person" })).toContainText("Miriam Graham");
});
