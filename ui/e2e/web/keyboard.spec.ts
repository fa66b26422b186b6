import type { Page } from "@playwright/test";
import { expect, open, provisioned, test } from "./fixture";

/** Draws as rarely as a computer with too much to do. */
function drawSlowly(page: Page): Promise<void> {
  return page.evaluate(() => {
    const soon = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) => window.setTimeout(() => soon(draw), 1_000);
    window.cancelAnimationFrame = (frame) => window.clearTimeout(frame);
  });
}

test("Ctrl and a digit go to the screens, and back returns", async ({ console: page }) => {
  await page.keyboard.press("Control+2");
  await expect(page).toHaveURL(/#\/connect/);
  await page.keyboard.press("Control+1");
  await expect(page).toHaveURL(/#\/overview/);
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page).toHaveURL(/#\/connect/);
});

test("the palette goes, runs and finds people", async ({ console: page, program }) => {
  const scim = await provisioned(program);
  const made = await scim.createPerson("Adele Vance", "Retail");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search or run" });
  await page.keyboard.type("conn");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/connect/);
  await expect(palette).toBeHidden();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("gen tok");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Generate token" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await page.keyboard.type("adele");
  const person = palette.getByRole("option", { name: /Adele Vance/ });
  await expect(person).toBeVisible();
  await person.click();
  await expect(page).toHaveURL(new RegExp(`#/directory/people/${String(made.body["id"])}`));
});

test("the palette takes every key, however late the next frame is drawn", async ({
  console: page,
}) => {
  await drawSlowly(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("conn");
  await page.keyboard.press("Enter");
  // It is still on its way out when it is wanted again.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("gen tok");
  await expect(page.getByRole("combobox", { name: "Search or run" })).toHaveValue("gen tok");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Generate token" });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
});

test("Enter waits for the people of what was typed, and takes nobody found before", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await scim.createPerson("Alex Wilber", "Retail");
  const made = await scim.createPerson("Allan Deyoung", "Retail");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("al");
  const options = page.getByRole("listbox", { name: "Results" }).getByRole("option");
  await expect(options.filter({ hasText: "Allan Deyoung" })).toBeVisible();
  await expect(options.first()).toContainText("Alex Wilber");

  let answer = () => {};
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/rpc/people", (route) => asked.then(() => route.continue()));
  await page.keyboard.type("la");
  await page.keyboard.press("Enter");
  await expect(options.first()).toContainText("Alex Wilber");
  answer();
  await expect(page).toHaveURL(new RegExp(`#/directory/people/${String(made.body["id"])}`));
});

test("a question mark opens the shortcut sheet, but not while typing", async ({
  console: page,
}) => {
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await page.keyboard.press("?");
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await open(page, "Connect");
  await page.getByRole("button", { name: "Rename connection" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("");
  await page.keyboard.type("why?");
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("why?");
  await expect(sheet).toHaveCount(0);
});

test("F6 goes round the parts of the window", async ({ console: page }) => {
  const focused = () =>
    page.evaluate(() =>
      document.activeElement?.closest("[data-landmark]")?.getAttribute("data-landmark"),
    );
  const seen: (string | null | undefined)[] = [];
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press("F6");
    seen.push(await focused());
  }
  expect(seen).toEqual(["rail", "main", "status"]);
  await page.keyboard.press("Shift+F6");
  expect(await focused()).toBe("main");
});

test("the theme is remembered", async ({ console: page }) => {
  await page.getByRole("button", { name: /^Theme:/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("button", { name: "Theme: Dark" })).toBeVisible();
});

test("the whole of Connect is reached with Tab alone", async ({ console: page }) => {
  await open(page, "Connect");
  const wanted = ["Add connection", "Generate token", "Delete requests…"];
  const seen = new Set<string>();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    seen.add(
      await page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
      }),
    );
  }
  for (const name of wanted) expect([...seen]).toContain(name);
});

test.describe("when the login is over", () => {
  test.use({ expected: ["401"] });

  test("the page says so and how to get a new link", async ({ console: page, context }) => {
    await context.clearCookies();
    await page.reload();
    await page.goto(new URL("/#/overview", page.url()).href).catch(() => undefined);
    await expect(page.getByText(/session has ended|login link/i).first()).toBeVisible();
  });
});
