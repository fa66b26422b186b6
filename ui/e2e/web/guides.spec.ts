// Each of the five setup guides, followed step by step in the browser: what must be there is ticked, the
// door is looked at, our values are copied, the token is made, the identity provider's real test arrives,
// wrong at first and then right, people and groups come, and the outcome is what the guide promises.
import type { Page } from "@playwright/test";
import { Album, THEMES } from "../journey/pictures";
import { axeFindings } from "./axe";
import { expect, open, test } from "./fixture";
import {
  accounts,
  fourAttributes,
  leaver,
  permissions,
  roles,
  steady,
  teamsAndLines,
  type End,
} from "./guide-ends";
import { EntraIdp, OktaIdp, PEOPLE, type Idp } from "./guide-idp";

interface Guide {
  app: string;
  idp: "Entra ID" | "Okta";
  prerequisites: number;
  /** Names of the fields that take the address and the token. */
  fields: [url: string, token: string];
  /** Titles of the steps that wait for the test and for people. */
  test: string;
  people: string;
  /** Title of the step that waits for groups, where there is one. */
  groups?: string;
  /** The address ends in the id of the connection. */
  named: boolean;
  /** What the identity provider sends. */
  sends: string[];
  /** Rows of the attribute table that not everybody has. */
  some?: Record<string, string>;
  /** What the guide promises, each seen on its screen. */
  ends: End[];
}

const BASIC = ["userName", "emails", "name", "displayName", "active"];
const WHOLE = [...BASIC, "externalId", "title", "team", "manager"];
const TENANT: Guide["fields"] = ["Tenant URL", "Secret Token"];
const SOME = { manager: "3 of 4 people" };

const GUIDES: Guide[] = [
  {
    app: "RansomLeak",
    idp: "Entra ID",
    prerequisites: 4,
    fields: TENANT,
    test: "Test the connection",
    people: "Choose who comes, and start",
    groups: "Let groups become roles",
    named: false,
    sends: WHOLE,
    some: SOME,
    ends: [teamsAndLines, roles],
  },
  {
    app: "RansomLeak",
    idp: "Okta",
    prerequisites: 3,
    fields: ["Base URL", "Authorization"],
    test: "Test the credentials",
    people: "Assign people",
    groups: "Push groups",
    named: false,
    sends: WHOLE,
    some: SOME,
    ends: [teamsAndLines, roles],
  },
  {
    app: "Unleash",
    idp: "Entra ID",
    prerequisites: 3,
    fields: TENANT,
    test: "Paste the address and the token",
    people: "Start",
    named: false,
    sends: ["userName", "displayName", "emails", "externalId", "active"],
    ends: [fourAttributes, steady, leaver],
  },
  {
    app: "21RISK",
    idp: "Entra ID",
    prerequisites: 3,
    fields: TENANT,
    test: "Connect the application",
    people: "Start",
    named: true,
    sends: BASIC,
    ends: [accounts],
  },
  {
    app: "Whistleblower Software",
    idp: "Entra ID",
    prerequisites: 3,
    fields: TENANT,
    test: "Test the connection",
    people: "Start",
    named: true,
    sends: BASIC,
    ends: [permissions],
  },
];

const step = (page: Page, title: string) => page.getByRole("listitem", { name: `: ${title}` });
const held = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** A picture of the whole page, as tall as it is, in light and in dark. */
function camera(page: Page, name: string) {
  const album = new Album("web");
  return async (moment: string) => {
    const height = await page.evaluate(() => document.querySelector("main")?.scrollHeight ?? 0);
    const size = page.viewportSize() ?? { width: 1280, height: 800 };
    await page.setViewportSize({ ...size, height: height + 120 });
    const keep = album.next(`guide-${name}-${moment}`);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      await keep(colorScheme, await page.screenshot({ animations: "disabled" }));
    }
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(size);
  };
}

/** Lets the connection stand in for an application. */
async function standIn(page: Page, app: string): Promise<void> {
  await open(page, "Connect");
  await page.getByRole("button", { name: "Change…" }).click();
  await page.getByRole("radio", { name: new RegExp(`^${app}`) }).check();
  await page.getByRole("button", { name: `Change to ${app}` }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

async function openGuide(page: Page, { app, idp }: Guide): Promise<void> {
  await open(page, "Overview");
  await page.getByRole("link", { name: /^Connect an identity provider/ }).click();
  if (idp === "Okta") await page.getByRole("link", { name: "Okta" }).click();
  await expect(page.getByRole("heading", { name: `Set up ${idp} for ${app}` })).toBeVisible();
}

async function ticksOff(page: Page, count: number): Promise<void> {
  const before = page.getByRole("region", { name: "Before you begin" });
  await expect(before).toContainText(`0 of ${count} ticked`);
  for (const box of await before.getByRole("checkbox").all()) await box.check();
  await expect(before).toContainText(`${count} of ${count} ticked`);
  await before.getByRole("checkbox").first().uncheck();
  await expect(before).toContainText(`${count - 1} of ${count} ticked`);
}

async function checksTheDoor(page: Page): Promise<void> {
  const door = page.getByRole("region", { name: "Check the door" });
  await door.getByRole("button", { name: "Check the door" }).click();
  await expect(door.getByRole("status")).toContainText("The door is in order");
  await expect(door.getByRole("listitem").filter({ hasText: "Right" })).toHaveCount(5);
}

/** Copies the address, generates the token and copies it; resolves to both as they were pasted. */
async function takesOurValues(page: Page, { fields, named }: Guide) {
  const field = (name: string) => page.getByRole("group", { name, exact: true });
  await page.getByRole("button", { name: "Generate token…" }).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill("From the guide");
  await page.getByRole("button", { name: "Generate", exact: true }).click();
  const secret = ((await page.getByTestId("token-secret").textContent()) ?? "").trim();
  await page.getByRole("button", { name: "I have copied it" }).click();
  expect(await page.content(), "it is shown once").not.toContain(secret);
  const [url, token] = fields;
  await field(url)
    .getByRole("button", { name: `Copy ${url}` })
    .click();
  const base = await held(page);
  expect(base).toMatch(named ? /\/scim\/v2\/scim_conn_[a-z2-7]{20}$/ : /:\d+\/scim\/v2$/);
  await field(token)
    .getByRole("button", { name: `Copy ${token}` })
    .click();
  const pasted = await held(page);
  expect(pasted).toBe(token === "Authorization" ? `Bearer ${secret}` : secret);
  await expect(page.getByText("Copied to clipboard, cleared in 60 s.")).toBeVisible();
  return { base, pasted, secret };
}

for (const guide of GUIDES) {
  const { app, idp, sends } = guide;
  test(`the guide of ${app} for ${idp} is followed to its end`, async ({
    console: page,
    context,
  }) => {
    test.slow();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const shoot = camera(page, `${app}-${idp}`.replaceAll(" ", "-").toLowerCase());
    await standIn(page, app);
    await openGuide(page, guide);
    await ticksOff(page, guide.prerequisites);
    await checksTheDoor(page);
    const tested = step(page, guide.test);
    await expect(tested).toHaveAttribute("data-state", "waiting");
    await expect(tested).toContainText(`No call from ${idp} yet.`);
    const { base, pasted, secret } = await takesOurValues(page, guide);
    await shoot("begun");

    const made = (paste: string): Idp => {
      const fields = new Set(sends);
      return idp === "Okta" ? new OktaIdp(base, paste, fields) : new EntraIdp(base, paste, fields);
    };
    // What the guide warns of: the word Bearer once too often, or not at all.
    expect(await made(idp === "Okta" ? secret : `Bearer ${secret}`).test()).toBe(401);
    const wrong = idp === "Okta" ? "left out the word Bearer" : "sent Bearer twice";
    await expect(tested).toContainText(`${idp} called, but ${wrong}.`);
    await expect(tested).toHaveAttribute("data-state", "failed");
    await shoot("refused");

    const provider = made(pasted);
    expect(await provider.test()).toBe(200);
    await expect(tested).toContainText(`${idp} reached you`);
    await expect(tested).toHaveAttribute("data-state", "done");

    const arrived = step(page, guide.people);
    await expect(arrived).toContainText(`Nobody has arrived from ${idp}.`);
    for (const person of PEOPLE) await provider.person(person);
    await expect(arrived).toContainText(`Ingrid Solberg arrived from ${idp}`);
    await expect(arrived).toContainText("4 have arrived in all.");
    if (guide.groups) {
      await provider.group("Editors", ["Adele Vance", "Priya Raman"]);
      await expect(step(page, guide.groups)).toContainText(`Editors arrived from ${idp}`);
    }
    for (const box of await page.getByRole("checkbox", { name: /^I have done this/ }).all())
      await box.check();
    const steps = await page.locator("li[data-state]").count();
    await expect(page.getByText(`${steps} of ${steps} steps done`)).toBeVisible();

    const table = page.getByRole("table", { name: "Attributes" });
    for (const row of await table.locator("tbody tr").all()) {
      const name = (await row.locator("code").first().textContent())?.trim() ?? "";
      await expect(row).toContainText(guide.some?.[name] ?? "4 of 4 people");
      await expect(row.getByRole("link", { name: /^#\d+/ })).toBeVisible();
    }
    expect(await axeFindings(page)).toEqual([]);
    await shoot("done");

    const first = page.getByTestId("first-arrival");
    await expect(first).toContainText(`Adele Vance arrived from ${idp}`);
    await arrived.getByRole("link", { name: "Directory" }).click();
    const people = page.getByRole("grid", { name: "People" });
    for (const { name } of PEOPLE) await expect(people.getByText(name).first()).toBeVisible();
    await shoot("people");
    for (const see of guide.ends) await see(page, shoot, provider);
  });
}
