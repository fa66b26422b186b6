// The journey in the desktop window, with what only the window has: secrets in the keyring of the
// system, an end by signal, and a start on what was there before.
import { expect, test as base } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PEOPLE } from "../journey/company";
import { Entra } from "../journey/entra";
import { readRows } from "../journey/grid";
import {
  BEGINNING,
  LATE_ARRIVAL,
  NO_COMPLAINTS,
  OUTCOME,
  PROVISIONING,
  ROTATION,
  UNRESOLVED,
  Walk,
  type Step,
} from "../journey";
import { part, STATUS } from "../journey/walk";
import { filesWith, integrity, workspaceIn } from "./disk";
import { lookUp, secretsOf } from "./keyring";
import { DesktopProgram } from "./program";
import { WindowStage } from "./stage";

interface Desk {
  home: string;
  /** Secrets that were in the keyring before; they belong to others. */
  before: Map<string, string>;
  program: DesktopProgram;
  walk: Walk;
}

const test = base.extend<object, { desk: Desk }>({
  desk: [
    // eslint-disable-next-line no-empty-pattern -- the runner reads the names from this pattern
    async ({}, use) => {
      const home = await mkdtemp(join(tmpdir(), "scimbox-window-"));
      const program = await DesktopProgram.open(home);
      const stage = new WindowStage(program.driver);
      const desk: Desk = { home, before: new Map(), program, walk: new Walk(stage) };
      try {
        await stage.listen();
        await desk.walk.reads(STATUS, "Listening");
        desk.before = await secretsOf((await workspaceIn(home)).name);
        await use(desk);
      } finally {
        desk.program.destroy();
        await rm(home, { recursive: true, force: true });
      }
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

test.describe.configure({ mode: "serial" });

/** What the keyring holds since this window opened, by the id of the token. */
async function kept({ home, before }: Desk): Promise<[id: string, secret: string][]> {
  const { name } = await workspaceIn(home);
  return [...(await secretsOf(name))].filter(([id]) => !before.has(id));
}

function take(steps: Step[]): void {
  for (const step of steps) test(step.name, ({ desk }) => step.go(desk.walk));
}

take(BEGINNING);

test("the secret is in the keyring of the system, under the id of its token", async ({ desk }) => {
  const [[id, secret] = ["", ""], ...more] = await kept(desk);
  expect(more).toEqual([]);
  expect(id).toMatch(/^tok_\w+$/);
  expect(secret).toBe(desk.walk.secret);
  const { name } = await workspaceIn(desk.home);
  expect(await lookUp(name, id)).toBe(desk.walk.secret);
});

take(PROVISIONING);
take(UNRESOLVED);
take([LATE_ARRIVAL]);
take(OUTCOME);
take(ROTATION);

test("the keyring holds the new secret and no longer the old one", async ({ desk }) => {
  const secrets = async () => (await kept(desk)).map(([, secret]) => secret);
  await expect.poll(secrets).toEqual([desk.walk.secret]);
});

take([NO_COMPLAINTS]);

test("SIGTERM ends it with 0 and leaves a whole workspace without any secret", async ({ desk }) => {
  expect(await desk.program.end()).toBe(0);
  const { workspace } = await workspaceIn(desk.home);
  expect(await integrity(workspace)).toBe("ok");
  const { found, looked } = await filesWith(desk.home, [desk.walk.secret, desk.walk.replaced]);
  expect(looked).toContain("default.scimbox");
  expect(looked.some((name) => name.includes("log"))).toBe(true);
  expect(found).toEqual([]);
});

test("after a new start everybody is there and the token still works", async ({ desk }) => {
  desk.program = await DesktopProgram.open(desk.home);
  const stage = new WindowStage(desk.program.driver);
  await stage.listen();
  const walk = new Walk(stage);
  await walk.reads(STATUS, "Keyring ready");
  await walk.open("Directory");
  await expect.poll(async () => (await readRows(stage, "People")).length).toBe(PEOPLE.length);
  await walk.open("Overview");
  await walk.sees(part("link", /^19 managers linked$/, part("list", "What has arrived")));
  await walk.open("Connect");
  const address = await walk.text(part("group", "Tenant URL"));
  const base = /http:\S+\/scim\/v2(?=\s|$)/.exec(address)?.[0] ?? "";
  const entra = new Entra(base, desk.walk.secret);
  const answer = await entra.send("GET", "/Users?count=1");
  expect([answer.status, answer.body["totalResults"]]).toEqual([200, PEOPLE.length]);
  entra.close();
  expect(await stage.complaints()).toEqual([]);
  expect(await desk.program.end()).toBe(0);
});
