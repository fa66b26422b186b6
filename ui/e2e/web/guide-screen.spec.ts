// The setup guide as a screen: reached and worked with keys, kept through a reload, narrow and dark, and
// what it says where it can watch nothing or has nothing to say.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { Entra } from "../journey/entra";
import { axeFindings } from "./axe";
import { EntraIdp, OktaIdp } from "./guide-idp";
import { expect, open, provisioned, test } from "./fixture";
import { Program } from "./program";

const step = (page: Page, title: string) => page.getByRole("listitem", { name: `: ${title}` });
const before = (page: Page) => page.getByRole("region", { name: "Before you begin" });

async function openGuide(page: Page): Promise<void> {
  await open(page, "Connect");
  await page.getByRole("link", { name: "Setup guide" }).click();
  await expect(page.getByRole("heading", { name: /^Set up / })).toBeVisible();
}

test("keys alone open the guide, tick a prerequisite and check the door", async ({
  console: page,
}) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("setup guide");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Set up Entra ID for Generic/ })).toBeVisible();
  await before(page).getByRole("checkbox").first().focus();
  await page.keyboard.press("Space");
  await expect(before(page)).toContainText("1 of 2 ticked");
  const button = page.getByRole("button", { name: "Check the door" });
  for (let tabs = 0; tabs < 5; tabs += 1) {
    await page.keyboard.press("Tab");
    if (await button.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^The door is in order/)).toBeVisible();
  // Nobody ran a simulator: the calls are called what they are.
  const status = page.getByRole("contentinfo", { name: "Status" });
  await expect(status).toContainText("Door check");
  await expect(status).not.toContainText("Simulator");
  await page.reload();
  await expect(before(page)).toContainText("1 of 2 ticked");
  await expect(before(page).getByRole("checkbox").first()).toBeChecked();
});

test("a step turns while it is looked at, aloud, and the page of the portal is a plain link", async ({
  console: page,
  program,
}) => {
  await openGuide(page);
  const link = page.getByRole("link", { name: "Open the Entra admin center" });
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await expect(link).toHaveAttribute("href", /^https:\/\/entra\.microsoft\.com\//);
  const entra = new Entra(program.scim, await program.run("token", "new"));
  await expect(
    page.getByText(/which ends in ….{4}, works and has not been used yet/),
  ).toBeVisible();
  await entra.probe();
  await expect(step(page, "Test the connection")).toHaveAttribute("data-state", "done");
  await expect(page.locator("[aria-live=polite]").last()).toContainText(/Step \d is done/);
  await step(page, "Test the connection")
    .getByRole("link", { name: /^Request #\d+/ })
    .click();
  await expect(page.getByRole("region", { name: /^Request \d/ })).toContainText(
    "Entra ID tested the connection.",
  );
  entra.close();
});

test("switched off it says so on top, in the step and at the door", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await open(page, "Connect");
  await page.getByRole("switch", { name: "Provisioning" }).click();
  await openGuide(page);
  await expect(page.getByText("Provisioning is switched off: every call")).toBeVisible();
  const entra = new Entra(program.scim, scim.token ?? "");
  await entra.probe();
  const tested = step(page, "Test the connection");
  await expect(tested).toContainText("Entra ID called, but provisioning is switched off.");
  await expect(tested).toHaveAttribute("data-state", "failed");
  await page.getByRole("button", { name: "Check the door" }).click();
  await expect(page.getByText("Something is not right at")).toBeVisible();
  entra.close();
});

test("a call to a wrong address is told in the step that waits for it", async ({
  console: page,
  program,
}) => {
  await openGuide(page);
  const entra = new Entra(new URL(program.scim).origin, await program.run("token", "new"));
  await entra.probe();
  const tested = step(page, "Test the connection");
  await expect(tested).toContainText(
    /Entra ID called \/(Users|Groups), an address that leads to no connection\./,
  );
  await expect(tested).toContainText("The address in the portal is without /scim/v2.");
  await expect(tested).toHaveAttribute("data-state", "failed");
  await open(page, "Overview");
  await expect(page.getByRole("main")).toContainText("/scim/v2 is missing");
  entra.close();
});

test("the guide that was chosen stays, and who else calls is told without counting", async ({
  console: page,
  program,
}) => {
  await program.run("connection", "set", "Sandbox", "--twin", "ransomleak", "--yes");
  const token = await program.run("token", "new");
  await openGuide(page);
  const okta = new OktaIdp(program.scim, `Bearer ${token}`, new Set(["userName", "name"]));
  await okta.test();
  await okta.person({ name: "Adele Vance", title: "Lead", team: "Retail" });
  await expect(page.getByText(/^\W*3 calls came from Okta, not from Entra ID/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Set up Entra ID for RansomLeak" })).toBeVisible();
  const start = step(page, "Choose who comes, and start");
  await expect(start).toHaveAttribute("data-state", "waiting");
  await expect(start).toContainText("Adele Vance came from Okta");
  await expect(page.getByRole("table", { name: "Attributes" })).toContainText("Not yet");
  await page.getByRole("link", { name: "Show the Okta guide" }).click();
  await expect(page.getByRole("heading", { name: "Set up Okta for RansomLeak" })).toBeVisible();
  const credentials = step(page, "Test the credentials");
  await expect(credentials).toHaveAttribute("data-state", "done");
  await expect(page.getByTestId("first-arrival")).toContainText("Adele Vance arrived from Okta");
  await page.getByRole("link", { name: "Open the card of Adele Vance" }).click();
  await expect(page).toHaveURL(/directory\/people\/./);
  await expect(page.getByRole("heading", { name: "Adele Vance" })).toBeVisible();
  // Whoever comes back finds what was chosen, whoever has called since.
  const entra = new EntraIdp(program.scim, token, new Set(["userName", "name"]));
  await entra.test();
  await page.reload();
  await openGuide(page);
  await expect(page.getByRole("heading", { name: "Set up Okta for RansomLeak" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Show the Entra ID guide" })).toBeVisible();
});

test("a test that is not recognisably Entra’s is told, and can be taken for it", async ({
  console: page,
  program,
}) => {
  const token = await program.run("token", "new");
  await openGuide(page);
  const nobody = "filter=userName+eq+%227d420df3-9995-4831-a406-ecf8166f5f6a%22";
  const headers = { authorization: `Bearer ${token}`, "user-agent": "python-requests/2.32" };
  await fetch(`${program.scim}/Users?${nobody}`, { headers });
  const tested = step(page, "Test the connection");
  await expect(tested).toContainText("A test of the connection came from python-requests");
  await expect(tested).toContainText("It is not recognisably from Entra ID.");
  await expect(tested).toContainText("the door is open");
  await expect(tested).toHaveAttribute("data-state", "waiting");
  await tested.getByRole("checkbox", { name: /^I have done this/ }).check();
  await expect(tested).toHaveAttribute("data-state", "done");
  await tested.getByRole("checkbox", { name: /^I have done this/ }).uncheck();
  await tested.getByRole("link", { name: /^Request #/ }).click();
  await expect(page.getByRole("region", { name: /^Request \d/ })).toContainText("python-requests");
});

test("the attribute table stands there at once, and nothing moves when its counts come", async ({
  console: page,
  program,
}) => {
  const entra = new EntraIdp(
    program.scim,
    await program.run("token", "new"),
    new Set(["userName", "name"]),
  );
  await entra.person({ name: "Adele Vance", title: "Lead", team: "Retail" });
  let count = () => {};
  const held = new Promise<void>((resolve) => (count = resolve));
  await page.route("**/rpc/guideAttributes", async (route) => {
    await held;
    await route.continue();
  });
  await openGuide(page);
  const table = page.getByRole("table", { name: "Attributes" });
  await expect(table).toContainText("Counting…");
  const below = page.getByRole("heading", { name: "What surprises" });
  const top = async () => (await below.boundingBox())?.y;
  const before = await top();
  count();
  await expect(table).not.toContainText("Counting…");
  await expect(table).toContainText("1 person");
  expect(Math.abs(((await top()) ?? 0) - (before ?? 0))).toBeLessThanOrEqual(2);
  await page.setViewportSize({ width: 1280, height: 800 });
  const cut = await table
    .locator(".state")
    .evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent),
    );
  expect(cut, "no count is cut off").toEqual([]);
});

test("at 390 px the guide comes before the other connections, which are folded", async ({
  console: page,
  program,
}) => {
  await program.run("connection", "add", "Second", "--twin", "unleash");
  await page.setViewportSize({ width: 390, height: 800 });
  await openGuide(page);
  const list = page.getByRole("navigation", { name: "Connections" });
  await expect(list.getByRole("button", { name: "Second" })).toBeHidden();
  const heading = page.getByRole("heading", { name: /^Set up / });
  expect((await heading.boundingBox())?.y ?? 999).toBeLessThan(420);
  await list.getByRole("button", { name: "Connections (2)" }).click();
  await list.getByRole("button", { name: "Second" }).click();
  await expect(page.getByRole("heading", { name: "Set up Entra ID for Unleash" })).toBeVisible();
  await expect(list.getByRole("button", { name: "Second" })).toBeHidden();
});

test.describe("when nothing is recorded", () => {
  test.use({ options: ["--no-capture"] });

  test("every step is ticked off by hand", async ({ console: page }) => {
    await openGuide(page);
    await expect(page.getByText("no step turns green by itself")).toBeVisible();
    const tested = step(page, "Test the connection");
    await tested.getByRole("checkbox", { name: /^I have done this/ }).check();
    await expect(tested).toHaveAttribute("data-state", "done");
    await expect(page.getByText("1 of 4 steps done")).toBeVisible();
  });
});

test("an application without a guide says what to do", async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), "scimbox-twins-"));
  const mine = 'format = 1\nid = "mine"\nname = "<b>My app</b>"\nabout = "My own."\n';
  await writeFile(join(folder, "mine.toml"), mine);
  const program = await Program.start(["--twins", folder]);
  try {
    await program.run("connection", "set", "Sandbox", "--twin", "mine", "--yes", "--twins", folder);
    await page.goto(program.console);
    await open(page, "Connect");
    await page.getByRole("link", { name: "Setup guide" }).click();
    await expect(page.getByText("<b>My app</b> comes without a setup guide.")).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("link", { name: "Go to the settings" }).click();
    await expect(page.getByRole("heading", { name: "Tokens" })).toBeVisible();
  } finally {
    await program.stop();
    await rm(folder, { recursive: true });
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`the whole guide passes axe and is not cut off in ${colorScheme}`, async ({
      console: page,
      program,
    }) => {
      test.slow();
      const scim = await provisioned(program);
      const entra = new Entra(program.scim, `Bearer ${scim.token ?? ""}`);
      await entra.probe();
      entra.close();
      const sent = new EntraIdp(program.scim, scim.token ?? "", new Set(["userName", "name"]));
      await sent.person({ name: "Adele Vance", title: "Lead", team: "Retail" });
      await openGuide(page);
      await expect(page.getByRole("table", { name: "Attributes" })).toContainText("1 person");
      for (const summary of await page.locator("main summary").all()) await summary.click();
      for (const width of [320, 390, 720, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const overflow = () =>
          page.evaluate(() => {
            const main = document.querySelector("main");
            const { scrollWidth, clientWidth } = document.documentElement;
            return [scrollWidth - clientWidth, (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0)];
          });
        await expect.poll(overflow, `${width}`).toEqual([0, 0]);
        expect.soft(await axeFindings(page), `${width}`).toEqual([]);
      }
    });
  });
}
