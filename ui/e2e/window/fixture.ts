// What each window test gets: the real window on a workspace of its own, and words to drive it with.
import { test as base, expect } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary } from "../web/program";
import { Driver, type Element } from "./driver";

/** Finds what a user would find, in the open dialog if there is one: something of a role whose
 *  accessible name is `name`, else one whose name contains it. */
const FIND = `
  const [role, name] = arguments;
  const css = { button: "button,[role=button]", link: "a[href]", textbox: "input,textarea",
    heading: "h1,h2,h3", switch: "[role=switch]", radio: "[type=radio]" }[role];
  const named = (e) => document.getElementById(e.getAttribute("aria-labelledby") ?? "");
  const label = (e) => e.getAttribute("aria-label") ??
    (named(e) ?? e.labels?.[0] ?? e).textContent.trim().replace(/\\s+/g, " ");
  const dialogs = [...document.querySelectorAll("[role=dialog]")];
  const scope = (role !== "dialog" && dialogs.at(-1)) || document;
  const seen = [...scope.querySelectorAll(css ?? "[role=" + role + "]")]
    .filter((e) => e.checkVisibility());
  return seen.find((e) => label(e) === name) ?? seen.find((e) => label(e).includes(name)) ?? null;`;

export class Window {
  constructor(readonly driver: Driver) {}

  /** Waits for something of this role and name. */
  async find(role: string, name: string): Promise<Element> {
    let found: Element | null = null;
    await expect
      .poll(async () => (found = await this.driver.run<Element | null>(FIND, role, name)), {
        message: `${role} “${name}”`,
      })
      .not.toBeNull();
    return found as unknown as Element;
  }

  async click(role: string, name: string): Promise<void> {
    await this.driver.click(await this.find(role, name));
  }

  async fill(name: string, text: string): Promise<void> {
    await this.driver.type(await this.find("textbox", name), text);
  }

  /** The text of what a selector finds; empty when there is nothing. */
  text(selector: string): Promise<string> {
    return this.driver.run(
      "return document.querySelector(arguments[0])?.textContent ?? ''",
      selector,
    );
  }

  /** Waits until the page shows a text. */
  async shows(text: string | RegExp): Promise<void> {
    const body = () => this.driver.run<string>("return document.body.innerText");
    await expect.poll(body).toMatch(typeof text === "string" ? new RegExp(escape(text)) : text);
  }
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

export const test = base.extend<{ window: Window }>({
  // eslint-disable-next-line no-empty-pattern -- the runner reads the names from this pattern
  window: async ({}, use, info) => {
    const folder = await mkdtemp(join(tmpdir(), "scimbox-window-"));
    const args = ["--workspace", join(folder, "test.scimbox")];
    const driver = await Driver.start(binary(), args, process.env);
    await use(new Window(driver));
    if (info.status !== info.expectedStatus) {
      const body = await driver.screenshot().catch(() => undefined);
      if (body) await info.attach("window", { body, contentType: "image/png" });
      await info.attach("output", { body: driver.output(), contentType: "text/plain" });
    }
    await driver.stop();
    await rm(folder, { recursive: true, force: true });
  },
});

export { expect };
