// What each test gets: a program of its own, a page that is logged in, and requests by HTTP.
// A test fails when the page throws or complains, whatever else it checks.
import { test as base, expect, type Page } from "@playwright/test";
import { Program } from "./program";
import { Scim } from "./scim";

interface Fixtures {
  program: Program;
  /** Options the program is started with. */
  options: string[];
  /** A page of the web console, logged in through the link. */
  console: Page;
  /** Complaints of the page that the test expects, by a part of their text. */
  expected: string[];
}

export const test = base.extend<Fixtures>({
  options: [[], { option: true }],
  program: async ({ options }, use) => {
    const program = await Program.start(options);
    await use(program);
    await program.stop();
  },
  expected: [[], { option: true }],
  console: async ({ program, page, expected }, use) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning")
        complaints.push(`${message.text()} (${message.location().url})`);
    });
    await page.goto(program.console);
    await expect(page.getByRole("navigation", { name: "Screens" })).toBeVisible();
    await use(page);
    const unexpected = complaints.filter((text) => !expected.some((part) => text.includes(part)));
    expect(unexpected, "the page must not complain").toEqual([]);
  },
});

export { expect };

/** Goes to a screen by its link in the rail, and waits until the screen before it is gone. */
export async function open(page: Page, screen: string): Promise<void> {
  const link = page
    .getByRole("navigation", { name: "Screens" })
    .getByRole("link", { name: screen });
  await link.click();
  await expect(link).toHaveAttribute("aria-current", "page");
  await expect(page.locator("main")).toHaveAttribute("aria-busy", "false");
}

/** Goes to Traffic and lists every request as a row of its own. */
export async function openRequests(page: Page): Promise<void> {
  await open(page, "Traffic");
  const views = page.getByRole("navigation", { name: "Show" });
  await views.getByRole("link", { name: "Requests" }).click();
  await expect(page.getByRole("region", { name: "Requests", exact: true })).toBeVisible();
}

/** Generates a token by clicking; resolves to its secret. */
export async function generateToken(page: Page, name = "Entra ID"): Promise<string> {
  await open(page, "Connect");
  await page.getByRole("button", { name: "Generate token" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Generate", exact: true }).click();
  const secret = (await page.getByTestId("token-secret").textContent()) ?? "";
  await page.getByRole("button", { name: "I have copied it" }).click();
  return secret.trim();
}

/** A SCIM client with a token made on the command line, beside the running program. */
export async function provisioned(program: Program): Promise<Scim> {
  return new Scim(program.scim, await program.run("token", "new"));
}
