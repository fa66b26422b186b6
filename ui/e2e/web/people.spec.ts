// What the application makes of people: roles by hand with undo, status, sign-in, and why each of them
// is as it is.
import type { Page } from "@playwright/test";
import { axeFindings } from "./axe";
import { group, id, provision } from "./company";
import { expect, open, provisioned, test } from "./fixture";
import type { Program } from "./program";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const people = (page: Page) => page.getByRole("grid", { name: "People" });
const card = (page: Page) => page.getByRole("region", { name: "Person", exact: true });
const roles = (page: Page) => card(page).getByRole("region", { name: "Roles" });

async function behavesLike(program: Program, twin: string): Promise<void> {
  await program.run("connection", "set", "Sandbox", "--twin", twin, "--yes");
}

async function openPerson(page: Page, name: string): Promise<void> {
  await open(page, "Directory");
  await people(page).getByText(name, { exact: true }).click();
  await expect(card(page).getByRole("heading", { name })).toBeVisible();
}

test("permissions are set by hand, survive the next cycle, and are undone", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const { body } = await scim.createPerson("Ada Byron", "Finance");
  await behavesLike(program, "whistleblower");
  await openPerson(page, "Ada Byron");
  await expect(roles(page)).toContainText("Base user permissions");
  await expect(roles(page)).toContainText("everybody begins with it in Whistleblower Software");

  await roles(page).getByRole("button", { name: "Set by hand" }).click();
  const sheet = page.getByRole("dialog", { name: "Permissions of Ada Byron" });
  await expect(sheet).toContainText("They count in place of Base user permissions.");
  await expect(sheet).toContainText("The next cycle leaves them as they are.");
  await sheet.getByRole("textbox", { name: "Permissions by hand" }).fill("Administrator");
  expect(await axeFindings(page)).toEqual([]);
  await sheet.getByRole("button", { name: "Set permissions" }).click();
  await expect(sheet).toBeHidden();
  await expect(roles(page)).toContainText(/Administrator\s*MManual/);
  await expect(roles(page)).toContainText("Does not count: what is set by hand stands over it.");
  expect(await axeFindings(page)).toEqual([]);

  await scim.patch(`/Users/${String(body["id"])}`, "Replace", { title: "Lead" });
  await expect(card(page)).toContainText("Lead");
  await expect(roles(page)).toContainText(/Administrator\s*MManual/);
  await card(page)
    .getByRole("tab", { name: /^Timeline/ })
    .click();
  await expect(card(page)).toContainText("Permissions set by hand: Administrator.");

  await card(page).getByRole("tab", { name: "Profile" }).click();
  await roles(page).getByRole("button", { name: "Undo" }).click();
  await expect(roles(page)).not.toContainText("Does not count");
  await expect(roles(page)).toContainText("The edit was undone; by hand now: nothing.");
  await roles(page).getByRole("button", { name: "Redo" }).click();
  await expect(roles(page)).toContainText(/Administrator\s*MManual/);

  await page.getByRole("link", { name: /^Roles/ }).click();
  const list = page.getByRole("grid", { name: "Roles" });
  const administrator = list.getByRole("row", { name: /^Administrator/ });
  await expect(administrator).toContainText("Manual");
  await administrator.getByText("Administrator").click();
  await expect(people(page)).toHaveAttribute("aria-rowcount", "2");
  await expect(people(page)).toContainText("Ada Byron");
});

test("where roles come from groups, the card says so and offers nothing by hand", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await provision(scim);
  await behavesLike(program, "ransomleak");
  await openPerson(page, "Adele Vance");
  await expect(roles(page).getByRole("button", { name: "Set by hand" })).toHaveCount(0);
  await expect(roles(page)).toContainText(
    "In RansomLeak roles are not set by hand; they come from the groups of the identity provider.",
  );
});

test("the timeline of a person tells which roles came and went", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const { body } = await scim.createPerson("Ada Byron", "Finance");
  const auditors = await group(scim, "Auditors", [String(body["id"])]);
  await scim.patch(auditors, "Replace", { displayName: "Inspectors" });
  await scim.send("DELETE", auditors);
  await openPerson(page, "Ada Byron");
  await card(page)
    .getByRole("tab", { name: /^Timeline/ })
    .click();
  await expect(card(page)).toContainText("Gained the role Auditors.");
  await expect(card(page)).toContainText("The role Auditors is called Inspectors since.");
  await expect(card(page)).toContainText("Lost the role Inspectors, whose group was deleted.");
});

test("who would not sign in is counted, found, marked and told why", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await scim.createPerson("Ada Byron", "Finance");
  const upn = { userName: "bram@contoso.onmicrosoft.example" };
  const { body } = await scim.createPerson("Bram Stoker", "Finance", upn);
  await behavesLike(program, "ransomleak");
  await page
    .getByRole("list", { name: "What has arrived" })
    .getByRole("link", { name: /would not sign in/ })
    .click();
  await expect(people(page)).toHaveAttribute("aria-rowcount", "2");
  await expect(people(page).getByRole("row", { name: /Bram Stoker/ })).toContainText(
    "Would not be found",
  );
  await people(page).getByText("Bram Stoker").click();
  await expect(card(page)).toContainText(
    "Their login is bram@contoso.onmicrosoft.example, but single sign-on passes on bram.stoker@contoso.example, which is nobody’s login",
  );
  await scim.patch(`/Users/${String(body["id"])}`, "Replace", {
    userName: "bram.stoker@contoso.example",
  });
  await expect(card(page)).toContainText("and single sign-on passes on the same");
  await expect(page.getByRole("heading", { name: "Nobody matches" })).toBeVisible();
});

test("the status is what the application makes of it, and is filtered by", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const { body } = await scim.createPerson("Ada Byron", "Finance");
  await scim.createPerson("Bram Stoker", "Finance");
  await behavesLike(program, "21risk");
  await program.run("sync", "domains", "Sandbox", "--add", "contoso.example");
  await program.run("sync", "now", "Sandbox");
  const path = `/Users/${String(body["id"])}`;
  await scim.patch(path, "Replace", { active: "False" });
  await open(page, "Directory");
  const status = page.getByRole("combobox", { name: "Status" });
  await status.selectOption("Leaves with the next sync");
  await expect(people(page)).toHaveAttribute("aria-rowcount", "2");
  await program.run("sync", "now", "Sandbox");
  await status.selectOption("Disabled");
  await expect(people(page)).toHaveAttribute("aria-rowcount", "2");
  await people(page).getByText("Ada Byron").click();
  await expect(card(page)).toContainText(
    "active became false, and a sync has taken the access to 21RISK.",
  );
  await expect(card(page)).toContainText("The account is disabled, so no login gets them in");
  await card(page).getByRole("button", { name: "Close" }).click();
  await scim.send("DELETE", path);
  await page.getByRole("link", { name: /^Removed/ }).click();
  const gone = page.getByRole("grid", { name: "Removed" });
  await expect(gone.getByRole("row", { name: /Ada Byron/ })).toContainText("Disabled");
  await gone.getByText("Ada Byron").click();
  await expect(page.getByRole("region", { name: "Removed", exact: true })).toContainText(
    "21RISK disables those who are deleted; the account stays there.",
  );
});

test("every attribute opens its history, and the card answers why", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const ids = await provision(scim);
  const adele = `/Users/${id(ids, "Adele Vance")}`;
  await scim.patch(adele, "Replace", { [`${ENTERPRISE}:department`]: "Finance" });
  await scim.patch(adele, "Replace", { [`${ENTERPRISE}:department`]: "Legal" });
  await scim.createPerson("Nina Late", "Sales", { externalId: "8842" });
  await openPerson(page, "Adele Vance");
  const history = card(page).getByRole("button", { name: /history of team$/ });
  await expect(history).toContainText("3×");
  await history.click();
  await expect(card(page).getByRole("list", { name: "History of team" })).toContainText(
    /from\sFinance\s*→\s*to\sLegal.*#\d+.*from\sSales\s*→\s*to\sFinance.*#\d+.*to\sSales/s,
  );

  await card(page).getByRole("tab", { name: "Why" }).click();
  const part = (name: string) => card(page).getByRole("region", { name, exact: true });
  await expect(part("Team")).toContainText(/department was changed from Finance to Legal\.\s*#\d+/);
  await expect(part("Manager")).toContainText(/manager was sent as 8842\.\s*#\d+/);
  await expect(part("Manager")).toContainText("That is the external id of Nina Late.");
  await expect(part("Manager")).toContainText(/Nina Late arrived: the reporting line was linked/);
  await expect(part("Roles")).toContainText(/Editors: a member of the group of this name\.\s*#\d+/);
  await part("Manager").getByRole("link", { name: /^#/ }).first().click();
  await expect(page.getByRole("region", { name: /^Request \d/ })).toBeVisible();
});
