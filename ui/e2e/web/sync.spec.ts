// Staging → sync (21RISK): who waits, what a sync would do and why, runs with their step log, the schedule.
import type { Page } from "@playwright/test";
import { axeFindings } from "./axe";
import { expect, open, test as base } from "./fixture";
import { stage, staging, type Stage } from "./staging";

const test = base.extend<{ at: Stage; sync: Page }>({
  at: async ({ options }, use) => {
    const at = await staging(options);
    await use(at);
    await at.stop();
  },
  sync: async ({ at, page }, use) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(at.program.console);
    await open(page, "Sync");
    await use(page);
    expect(complaints, "the page must not complain").toEqual([]);
  },
});

const staged = (page: Page) => page.getByRole("grid", { name: "Staged people" });
const accounts = (page: Page) => page.getByRole("grid", { name: "Accounts in 21RISK" });
const preview = (page: Page) => page.getByRole("region", { name: "Preview" });
const side = (page: Page, name: string | RegExp) => page.getByRole("region", { name });

/** A company: ten of contoso.com, three of contoso.dk, one deactivated, and a group. */
async function company({ scim }: Stage): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= 10; n += 1) ids.push(await stage(scim, `Person ${n}`, "contoso.com"));
  for (const name of ["Adele Vance", "Alex Wilber", "Joni Sherman"])
    ids.push(await stage(scim, name, "contoso.dk"));
  const idle = await stage(scim, "Diego Siciliani", "contoso.com");
  await scim.patch(`/Users/${idle}`, "replace", { active: false });
  await scim.send("POST", "/Groups", {
    displayName: "Site managers",
    members: [{ value: ids[10] }, { value: ids[0] }],
  });
  return ids;
}

test("preview, let a domain in, sync, and see the step log: staged and synced agree", async ({
  at,
  sync: page,
}) => {
  await expect(page.getByText("Nobody is staged", { exact: true })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  const ids = await company(at);
  await expect(staged(page).getByRole("row")).not.toHaveCount(0);
  await expect(page.getByRole("region", { name: "Staged", exact: true })).toContainText("14");
  await expect(page.getByText("Nobody has an account yet")).toBeVisible();
  await expect(page.getByText("Without a domain nobody gets an account")).toBeVisible();

  // One click adds a domain that people have; the verdicts follow.
  await page.getByRole("button", { name: "Preview sync" }).click();
  await expect(preview(page)).toContainText("13 blocked by email domain");
  await page.getByRole("button", { name: "Add contoso.com, 10 people have it" }).click();
  await expect(preview(page)).toContainText("10 get an account");
  await expect(preview(page)).toContainText("3 blocked by email domain");
  await expect(preview(page)).toContainText("1 deactivated in staging");
  expect(await axeFindings(page)).toEqual([]);

  // A verdict opens the rule and the person, and can be mended there.
  await preview(page)
    .getByRole("link", { name: /blocked by email domain/ })
    .click();
  await expect(staged(page).getByRole("row")).toHaveCount(3);
  await staged(page)
    .getByRole("row", { name: /Adele Vance/ })
    .click();
  const person = side(page, "Staged person");
  await expect(person).toContainText(
    "an address of contoso.dk, which is not among the SSO domains",
  );
  const rules = person.getByRole("region", { name: "Conditions" }).getByRole("listitem");
  await expect(rules).toHaveText([
    /Active in staging.*Met/,
    /Email domain is an SSO domain.*Decides/,
    /Not a member yet.*Not asked any more/,
  ]);
  expect(await axeFindings(page)).toEqual([]);
  await person.getByRole("button", { name: "Add contoso.dk" }).click();
  await expect(preview(page)).toContainText("13 get an account");
  await expect(person).toContainText("meets every condition");
  await page.keyboard.press("Escape");

  // The group waits as well.
  await expect(preview(page)).toContainText("1 group is made");
  await page.getByRole("link", { name: "Groups", exact: true }).click();
  const group = page
    .getByRole("grid", { name: "Staged groups" })
    .getByRole("row", { name: /Site managers/ });
  await expect(group).toContainText("Not there yet");
  await expect(group).toContainText("2 accounts");
  await expect(group).toContainText("Is made");
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("link", { name: "Staged and synced" }).click();
  await page.getByRole("button", { name: "Preview sync" }).click();

  await page.getByRole("button", { name: "Sync to 21RISK" }).click();
  await expect(page.getByRole("main")).toContainText("13 provisioned, 1 blocked, 1 group made");
  await expect(page.getByRole("region", { name: "In 21RISK" })).toContainText("13");
  await expect(accounts(page).getByRole("row", { name: /Adele Vance/ })).toContainText(
    "Base access · Site managers",
  );
  await expect(preview(page)).toContainText("13 already members");
  // Without the preview the list tells how each stands.
  await page.getByRole("button", { name: "Preview sync" }).click();
  await expect(page.getByRole("main")).toContainText("Staged and synced agree");
  await expect(staged(page).getByRole("row", { name: /Adele Vance/ })).toContainText("Synced");
  await expect(staged(page).getByRole("row", { name: /Diego Siciliani/ })).toContainText(
    "Deactivated",
  );
  await at.scim.patch(`/Users/${ids[1] ?? ""}`, "replace", { displayName: "Person Two" });
  await expect(page.getByRole("main")).toContainText("1 change waits for the next sync");
  await expect(staged(page).getByRole("row", { name: /Person Two/ })).toContainText(
    "Changed since",
  );

  await page.getByRole("link", { name: "History" }).click();
  const row = page.getByRole("grid", { name: "Sync history" }).getByRole("row").nth(1);
  await expect(row).toContainText("Completed");
  await row.click();
  const log = side(page, "Sync 1").getByRole("region", { name: "Step log" });
  await expect(log.getByRole("listitem")).toHaveText([
    /Look at everybody.*Done.*14 of 14/,
    /Create account.*Done.*13 of 13/,
    /Add to tenant.*Done/,
    /Add to groups.*Done/,
    /Compute access.*Done/,
    /Take access away.*Done.*0 of 0/,
    /Bring groups up to date.*Done.*1 of 1/,
  ]);
  expect(await axeFindings(page)).toEqual([]);

  // Who leaves has access until the next sync.
  await at.scim.send("DELETE", `/Users/${ids[0]}`);
  await page.getByRole("link", { name: "Staged and synced" }).click();
  await page.getByRole("button", { name: "Preview sync" }).click();
  await expect(preview(page)).toContainText("1 loses access");
  await preview(page)
    .getByRole("link", { name: /loses access/ })
    .click();
  await staged(page).getByRole("row").first().click();
  await expect(person).toContainText("Person 1 was deleted in staging");
  await page.getByRole("button", { name: "Sync to 21RISK" }).click();
  await expect(page.getByText("and 1 without access")).toBeVisible();
  await preview(page)
    .getByRole("link", { name: /already members/ })
    .click();
  await expect(staged(page).getByRole("row")).toHaveCount(12);
});

test("a staged group opens its card among the groups of the directory", async ({
  at,
  sync: page,
}) => {
  const ada = await stage(at.scim, "Adele Vance", "contoso.com");
  const group = { displayName: "Site managers", members: [{ value: ada }] };
  const { body } = await at.scim.send("POST", "/Groups", group);
  await page.getByRole("link", { name: "Groups", exact: true }).click();
  const rows = page.getByRole("grid", { name: "Staged groups" }).getByRole("row");
  await rows.filter({ hasText: "Site managers" }).click();
  await expect(page).toHaveURL(new RegExp(`#/directory/groups/${String(body["id"])}$`));
  await expect(page.getByRole("region", { name: "Group", exact: true })).toContainText(
    "Adele Vance",
  );
});

test("domains are added by hand, refused with the reason, and brought back", async ({
  at,
  sync: page,
}) => {
  await stage(at.scim, "Adele Vance", "bücher.example");
  const domains = page.getByRole("region", { name: "SSO domains" });
  const field = domains.getByRole("textbox", { name: "Add an SSO domain" });
  await field.fill("no domain");
  await page.keyboard.press("Enter");
  await expect(domains.getByRole("alert")).toContainText("is no domain");
  await field.fill("xn--bcher-kva.example");
  await page.keyboard.press("Enter");
  const list = domains.getByRole("list", { name: "SSO domains" });
  await expect(list).toContainText("bücher.example");
  await expect(field).toHaveValue("");
  await page.getByRole("button", { name: "Preview sync" }).click();
  await expect(preview(page)).toContainText("1 gets an account");
  await list.getByRole("button", { name: "Remove bücher.example" }).click();
  await expect(preview(page)).toContainText("1 blocked by email domain");
  await domains.getByRole("button", { name: "Undo" }).click();
  await expect(preview(page)).toContainText("1 gets an account");
});

test("the schedule lists the next five runs, in its zone and here", async ({ sync: page }) => {
  await page.getByRole("link", { name: "Schedule" }).click();
  await expect(page.getByRole("table", { name: "The next runs" }).getByRole("row")).toHaveCount(6);
  await expect(page.getByText("21RISK syncs at these times by itself.")).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

test("the palette and the keyboard sync, and rows open by keys", async ({ at, sync: page }) => {
  await stage(at.scim, "Adele Vance", "contoso.com");
  await at.program.run("sync", "domains", "Sandbox", "--add", "contoso.com", ...at.twins);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Sync to 21RISK");
  await page.keyboard.press("Enter");
  await expect(side(page, "Sync 1")).toContainText("1 provisioned");
  await side(page, "Sync 1").getByRole("button", { name: "Close" }).click();
  await expect(side(page, "Sync 1")).toHaveCount(0);
  await page.getByRole("grid", { name: "Sync history" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(side(page, "Sync 1")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(side(page, "Sync 1")).toHaveCount(0);
});

test("names from outside are text", async ({ at, sync: page }) => {
  const hostile = `<img src=x onerror="document.title='owned'">`;
  const address = "a@contoso.com";
  await at.scim.createPerson("A", "B", {
    displayName: hostile,
    userName: address,
    emails: [{ value: address }],
  });
  await staged(page).getByRole("row").first().click();
  await expect(side(page, "Staged person").getByRole("heading", { level: 2 })).toHaveText(hostile);
  await expect(page).not.toHaveTitle("owned");
});

base(
  "an application that does not stage says so and leads to Connect",
  async ({ console: page }) => {
    await open(page, "Sync");
    await expect(page.getByText("Generic SCIM 2.0 applies changes at once")).toBeVisible();
    await page.getByRole("link", { name: "Choose the application on Connect" }).click();
    await expect(page.getByRole("region", { name: "Application" })).toBeVisible();
  },
);
