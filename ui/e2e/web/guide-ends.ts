// What each setup guide promises, seen on the screen that shows it, after the guide was followed.
import type { Page } from "@playwright/test";
import { objectId } from "../journey/entra";
import { expect, open } from "./fixture";
import { EntraIdp, PEOPLE, type Idp } from "./guide-idp";

/** Looks at an outcome; `shoot` takes a picture of the screen, `idp` goes on sending. */
export type End = (page: Page, shoot: (moment: string) => Promise<void>, idp: Idp) => Promise<void>;

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

/** Four attributes and whether somebody is active: accounts of them and nothing else, no teams or lines. */
export const fourAttributes: End = async (page, shoot) => {
  const tabs = page.getByRole("navigation", { name: "Directory" });
  await page.getByRole("grid", { name: "People" }).getByText("Adele Vance").first().click();
  const card = page.getByRole("region", { name: "Person" });
  for (const value of ["adele.vance@contoso.example", objectId("Adele Vance"), "Adele Vance"])
    await expect(card.getByText(value).first()).toBeVisible();
  await expect(card).not.toContainText("Retail");
  await expect(card).not.toContainText("Ingrid Solberg");
  await expect(card.getByText("does not use it")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Roles" })).not.toContainText("Editors");
  await expect(tabs.getByRole("link", { name: /^Teams [1-9]/ })).toHaveCount(0);
  await shoot("card");
  await page.keyboard.press("Escape");
};

/** The steady state that the guide takes rows out for: a second cycle reads everybody and writes nothing. */
export const steady: End = async (page, shoot, idp) => {
  if (!(idp instanceof EntraIdp)) throw new Error("Only Entra ID comes in cycles here");
  await open(page, "Overview");
  const calls = page.getByRole("main").getByRole("link", { name: /^\d+ requests$/ });
  const told = async () => Number.parseInt((await calls.textContent()) ?? "", 10);
  const before = await told();
  for (const person of PEOPLE)
    expect(await idp.again(person), `${person.name} is found as sent`).toEqual([]);
  // All that arrived of the second cycle are the four questions.
  await expect.poll(told).toBe(before + PEOPLE.length);
  await shoot("steady");
};

/** Who leaves is disabled, with the text that Entra's own expression sends; everybody else stays. */
export const leaver: End = async (page, shoot, idp) => {
  if (!(idp instanceof EntraIdp)) throw new Error("Only Entra ID comes in cycles here");
  const [adele] = PEOPLE;
  if (!adele) throw new Error("Nobody is there to leave");
  expect(await idp.again(adele, false)).toEqual(["active"]);
  expect(await idp.again(adele, false), "the next cycle finds it done").toEqual([]);
  await open(page, "Overview");
  await page.getByRole("link", { name: /^1 disabled/ }).click();
  const people = page.getByRole("grid", { name: "People" });
  await expect(people.getByText("Adele Vance").first()).toBeVisible();
  await expect(people.getByText("Nestor Wilke")).toHaveCount(0);
  await people.getByText("Adele Vance").first().click();
  await expect(page.getByRole("region", { name: "Person" })).toContainText("Disabled");
  await shoot("leaver");
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
  await expect(held).toContainText("Base user permissions");
  await held.getByRole("button", { name: "Set by hand" }).click();
  const sheet = page.getByRole("dialog", { name: "Permissions of Adele Vance" });
  await sheet.getByRole("textbox", { name: "Permissions by hand" }).fill("Case handler");
  await sheet.getByRole("button", { name: "Set permissions" }).click();
  await expect(sheet).toHaveCount(0);
  await expect(held).toContainText("Case handler");
  await shoot("permissions");
};
