// A sync that breaks off for real, by kill -9 of the program or of the command line beside it: it shows as
// failed with its step, and "Retry from here" goes on with it, to every account exactly once.
import { once } from "node:events";
import type { Page } from "@playwright/test";
import type { AccountsPage } from "../../src/bindings/AccountsPage";
import type { ConnectionView } from "../../src/bindings/ConnectionView";
import type { SyncView } from "../../src/bindings/SyncView";
import { axeFindings } from "./axe";
import { expect, open, test as base } from "./fixture";
import { stage, staging, type Stage } from "./staging";

/** Enough for many transactions in each step. */
const PEOPLE = 3_000;
const AT_ONCE = 16;

const test = base.extend<{ at: Stage }>({
  at: async ({ options }, use) => {
    const at = await staging([...options, "--no-capture"]);
    await use(at);
    await at.stop();
  },
});
test.describe.configure({ timeout: 90_000 });

function ask<T>(page: Page, command: string, request: object): Promise<T> {
  return page.evaluate(
    async ({ command, request }) => {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify(request);
      const answer = await fetch(`/rpc/${command}`, { method: "POST", headers, body });
      return (await answer.json()) as T;
    },
    { command, request },
  );
}

/** Stages everybody and lets them all in. */
async function company({ scim, program, twins }: Stage): Promise<void> {
  let next = 0;
  const send = async () => {
    while (next < PEOPLE) await stage(scim, `Person ${next++}`, "contoso.com");
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  await program.run("sync", "domains", "Sandbox", "--add", "contoso.com", ...twins);
}

async function connectionOf(page: Page): Promise<string> {
  const [connection] = await ask<ConnectionView[]>(page, "connections", {});
  return connection?.id ?? "";
}

/** Waits until a step of the twin is at work in the latest run. */
async function midway(page: Page, connection: string): Promise<void> {
  for (let tries = 0; tries < 5_000; tries += 1) {
    const { staging } = await ask<SyncView>(page, "sync", { connection });
    const run = staging?.latest;
    expect(run?.run.status ?? "inProgress", "it must not end before the blow").toBe("inProgress");
    const steps = run?.steps ?? [];
    if (steps.some((step) => step.step !== "decide" && step.state === "inProgress")) return;
  }
  throw new Error("the run does not get on");
}

/** How many accounts there are, and of how many people. */
async function accounts(page: Page, connection: string): Promise<[number, number]> {
  const people: string[] = [];
  for (let offset = 0; ; offset += 1_000) {
    const asked = { connection, offset, limit: 1_000 };
    const { rows } = await ask<AccountsPage>(page, "accounts", asked);
    if (rows.length === 0) break;
    people.push(...rows.map((row) => row.person));
  }
  return [people.length, new Set(people).size];
}

/** The failed run says where it broke off, and is gone on with by the button. */
async function retried(page: Page, connection: string): Promise<void> {
  const button = page.getByRole("button", { name: "Sync to 21RISK" });
  await expect(page.getByRole("main")).toContainText("Failed");
  await expect(button).toBeEnabled();
  expect(await accounts(page, connection)).not.toEqual([PEOPLE, PEOPLE]);
  await page.getByRole("main").getByRole("link", { name: "Sync 1" }).first().click();
  const first = page.getByRole("region", { name: "Sync 1" });
  await expect(first).toContainText("Scimbox was closed during the run.");
  const steps = first.getByRole("region", { name: "Step log" }).getByRole("listitem");
  await expect(steps.filter({ hasText: "Failed" })).toHaveCount(1);
  await expect(steps.first()).toContainText(/Look at everybody.*Done/);
  expect(await axeFindings(page)).toEqual([]);
  const failed = await steps.filter({ hasText: "Failed" }).locator(".name").textContent();

  await first.getByRole("button", { name: "Retry from here" }).click();
  const second = page.getByRole("region", { name: "Sync 2" });
  await expect(second).toContainText("Completed", { timeout: 60_000 });
  const went = second.getByRole("region", { name: "Step log" }).getByRole("listitem");
  await expect(went.first()).toContainText(`${failed ?? "nothing"}`);
  await expect(went.filter({ hasText: "Done" })).toHaveCount(await went.count());
  await expect(second.getByRole("button", { name: "Retry from here" })).toHaveCount(0);
  await second.getByRole("link", { name: "sync 1" }).click();
  await expect(first).toContainText("Sync 2 goes on with it.");
  await page.getByRole("link", { name: "Staged and synced" }).click();
  await expect(page.getByRole("main")).toContainText("Staged and synced agree");
  expect(await accounts(page, connection)).toEqual([PEOPLE, PEOPLE]);
}

test("a sync of the command line that is killed fails in the open window and is retried there", async ({
  at,
  page,
}) => {
  await company(at);
  await page.goto(at.program.console);
  await open(page, "Sync");
  const connection = await connectionOf(page);
  const beside = at.program.beside("sync", "now", "Sandbox", ...at.twins);
  await midway(page, connection);
  beside.kill("SIGSTOP");
  // One that merely stands still may go on: it is left alone, and nobody begins another.
  await expect(page.getByRole("progressbar")).toBeVisible();
  await expect(page.getByRole("button", { name: "Sync to 21RISK" })).toBeDisabled();
  await page.waitForTimeout(2_500);
  await expect(page.getByRole("progressbar")).toBeVisible();
  const ended = once(beside, "exit");
  beside.kill("SIGKILL");
  await ended;
  await retried(page, connection);
});

test("a sync that dies with the program shows as failed after the restart and is retried", async ({
  at,
  page,
}) => {
  await company(at);
  await page.goto(at.program.console);
  await open(page, "Sync");
  const connection = await connectionOf(page);
  await page.getByRole("button", { name: "Sync to 21RISK" }).click();
  await midway(page, connection);
  at.program = await at.program.crash(["--no-capture", ...at.twins]);
  await page.goto(at.program.console);
  await open(page, "Sync");
  await retried(page, connection);
});
