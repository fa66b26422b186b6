// What each setup guide promises, seen on the screen that shows it, after the guide was followed.
import type { Page } from "@playwright/test";
import { expect, open } from "./fixture";
import { PEOPLE } from "./guide-idp";

/** Looks at an outcome; `shoot` takes a picture of the screen. */
export type End = (page: Page, shoot: (moment: string) => Promise<void>) => Promise<void>;

/** Teams from departments, and a reporting line for everybody below the top. */
export const teamsAndLines: End = async (page, shoot) => {
  await page.getByRole("link", { name: /^Teams/ }).click();
  const teams = page.getByRole("grid", { name: "Teams" });
  await expect(teams.getByRole("row").filter({ hasText: "Retail" })).toContainText("2");
  await open(page, "Org chart");
  await expect(page.getByText("Waiting for the manager")).toHaveCount(0);
  await page.getByRole("link", { name: "Outline" }).click();
  const top = page.getByRole("treeitem", { name: /Ingrid Solberg/ });
  await expect(top).toBeVisible();
  await shoot("org");
};

/** The group that was sent is a role, and whoever is in it has it. */
export const roles: End = async (page, shoot) => {
  await open(page, "Directory");
  await page.getByRole("link", { name: /^Roles/ }).click();
  const list = page.getByRole("grid", { name: "Roles" });
  await expect(list.getByRole("row").filter({ hasText: "Editors" })).toContainText("2");
  await page.getByRole("link", { name: /^People/ }).click();
  await page.getByRole("grid", { name: "People" }).getByText("Adele Vance").first().click();
  await expect(page.getByRole("region", { name: "Roles" })).toContainText("Editors");
  await shoot("roles");
};

/** The application has no teams, and so it says nothing of any. */
export const noTeams: End = async (page, shoot) => {
  await page.getByRole("grid", { name: "People" }).getByText("Adele Vance").first().click();
  await expect(page.getByRole("complementary").or(page.getByRole("region"))).not.toHaveCount(0);
  await expect(page.getByRole("region", { name: "Roles" })).not.toContainText("Editors");
  await shoot("card");
};

/** Who was staged becomes an account with the first sync that lets their domain in. */
export const accounts: End = async (page, shoot) => {
  await open(page, "Sync");
  const staged = page.getByRole("region", { name: "Staged", exact: true });
  await expect(staged).toContainText(String(PEOPLE.length));
  await page.getByRole("button", { name: "Preview sync" }).click();
  await page.getByRole("button", { name: "Add contoso.example, 4 people have it" }).click();
  await page.getByRole("button", { name: "Sync to 21RISK" }).click();
  await expect(page.getByRole("main")).toContainText("4 provisioned");
  const made = page.getByRole("grid", { name: "Accounts in 21RISK" });
  for (const { name } of PEOPLE) await expect(made.getByText(name).first()).toBeVisible();
  await shoot("accounts");
};

/** Everybody begins with base permissions; those that are set by hand count in their place. */
export const permissions: End = async (page, shoot) => {
  await page.getByRole("grid", { name: "People" }).getByText("Adele Vance").first().click();
  const held = page.getByRole("region", { name: "Roles" });
  await expect(held).toContainText("base user permissions");
  await held.getByRole("button", { name: "Set by hand" }).click();
  const sheet = page.getByRole("dialog", { name: "Permissions of Adele Vance" });
  await sheet.getByRole("textbox", { name: "Permissions by hand" }).fill("Case handler");
  await sheet.getByRole("button", { name: "Set permissions" }).click();
  await expect(sheet).toHaveCount(0);
  await expect(held).toContainText("Case handler");
  await shoot("permissions");
};
