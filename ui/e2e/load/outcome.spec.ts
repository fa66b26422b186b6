// A tenant of 50,000 people with managers and 200 departments arrives as calls of Entra ID in random
// order: the org chart and the teams must be those of the source. How long screens take is measured
// and told; it is asserted only with SCIMBOX_BUDGETS=1, since a busy computer is slow at everything.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import type { ConnectionView } from "../../src/bindings/ConnectionView";
import type { Org } from "../../src/bindings/Org";
import type { TeamRow } from "../../src/bindings/TeamRow";
import { expect, open, provisioned, test } from "../web/fixture";
import { moving, opening, percentile, typing, watch } from "./watch";

const PEOPLE = Number(process.env["SCIMBOX_LOAD_PEOPLE"] ?? 50_000);
const DEPARTMENTS = 200;
const CHART = Math.min(10_000, PEOPLE);
const SEED = 9;
const asserted = process.env["SCIMBOX_BUDGETS"] === "1";

interface Tenant {
  requests: number;
  tookMs: number;
  tenant: { name: string; manager: number | null; department: string }[];
}

async function fill(base: string, token: string, people: number): Promise<Tenant> {
  const script = join(import.meta.dirname, "tenant.mjs");
  const args = [script, base, token, people, DEPARTMENTS, SEED].map(String);
  const options = { maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  return JSON.parse(stdout) as Tenant;
}

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

/** The name of everybody's manager by the name of the person. */
function lines({ nodes }: Org): Record<string, string | null> {
  const names = new Map(nodes.map((node) => [node.id, node.name]));
  return Object.fromEntries(
    nodes.map((node) => [node.name, node.managerId && (names.get(node.managerId) ?? "nobody")]),
  );
}

function counts(teams: string[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const team of teams) counted[team] = (counted[team] ?? 0) + 1;
  return counted;
}

function told(what: string, ms: number, budget: number) {
  console.log(`${what}: ${ms.toFixed(0)} ms, budget ${budget} ms`);
  if (asserted) expect(ms, what).toBeLessThanOrEqual(budget);
}

test.describe.configure({ timeout: 900_000 });

test(`${PEOPLE} people arrive in random order and the outcome is that of the source`, async ({
  program,
  page,
}) => {
  const scim = await provisioned(program);
  await program.run("connection", "set", "Sandbox", "--twin", "ransomleak", "--yes");
  const { requests, tookMs, tenant } = await fill(program.scim, scim.token ?? "", PEOPLE);
  console.log(`${requests} requests in ${(tookMs / 1000).toFixed(0)} s`);
  await watch(page);
  await page.goto(program.console);
  await open(page, "Connect");
  const [connection] = await ask<ConnectionView[]>(page, "connections", {});
  const of = { connection: connection?.id ?? "" };

  const org = await ask<Org>(page, "org", of);
  expect(org.unresolved).toEqual([]);
  const source = tenant.map(({ name, manager }) => [
    name,
    manager === null ? null : tenant[manager]?.name,
  ]);
  expect(lines(org), "the org chart is that of the source").toEqual(Object.fromEntries(source));
  const teams = await ask<TeamRow[]>(page, "teams", of);
  expect(
    Object.fromEntries(teams.map((team) => [team.name, team.members])),
    "the teams are those of the source",
  ).toEqual(counts(tenant.map((person) => person.department)));

  const first = await opening(page, "Directory", PEOPLE);
  const later: number[] = [];
  for (let turn = 0; turn < 10; turn += 1) {
    await open(page, "Connect");
    later.push(await opening(page, "Directory", PEOPLE));
  }
  told("opening Directory for the first time", first, 150);
  told("opening Directory, p95 of 10", percentile(later, 0.95), 150);
  const keys: number[] = [];
  for (const text of ["person 0123", "department 17", "049 contoso", "zzz"]) {
    keys.push(...(await typing(page, text)), ...(await typing(page, " ")));
  }
  told(`a key in the search, p50 of ${keys.length}`, percentile(keys, 0.5), 60);
  told(`a key in the search, p95 of ${keys.length}`, percentile(keys, 0.95), 60);
});

test(`an org chart of ${CHART} people is laid out whole`, async ({ program, page }) => {
  const scim = await provisioned(program);
  await program.run("connection", "set", "Sandbox", "--twin", "ransomleak", "--yes");
  await fill(program.scim, scim.token ?? "", CHART);
  await watch(page);
  await page.goto(program.console);
  await open(page, "Org chart");
  await page.getByRole("button", { name: "Unfold all" }).click();
  const whole = () =>
    page.evaluate((all) => window.watched.layouts.find((one) => one.places === all), CHART);
  await expect.poll(whole, { timeout: 20_000 }).toBeTruthy();
  told(`the layout of ${CHART} people`, (await whole())?.ms ?? NaN, 250);

  const right = await moving(page, { deltaX: 40 });
  told("a frame of panning among cards, p95", percentile(right, 0.95), 20);
  const out = await moving(page, { deltaY: 8, ctrlKey: true });
  told("a frame of zooming out to everybody, p95", percentile(out, 0.95), 20);
  const down = await moving(page, { deltaY: 3 });
  told("a frame of panning with everybody in sight, p95", percentile(down, 0.95), 20);
});
