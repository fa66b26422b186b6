// Twenty people and three groups arrive over HTTP while Traffic is open. The list is held against
// what was sent after every person: no row may be missing or stand twice at any time.
import { expect } from "@playwright/test";
import { GROUPS, LATE, PEOPLE, TOP, WAITING } from "./company";
import { objectId } from "./entra";
import { countRows, readRows } from "./grid";
import { part, type Step, type Walk } from "./walk";

export const REQUESTS = "Requests, newest first";

/** Waits until Traffic shows as many rows as requests were sent, and holds every one against them. */
export async function showsEveryRequest(walk: Walk): Promise<void> {
  const { stage, entra } = walk;
  await expect.poll(() => countRows(stage, REQUESTS)).toBe(entra.log.length);
  const rows = await readRows(stage, REQUESTS);
  const shown = rows.map(({ key, cells }) => [key, cells[1], cells[2], statusIn(cells[5])]);
  const sent = entra.log.map((request, index) => [
    String(index + 1),
    request.method,
    readable(request.path),
    String(request.status),
  ]);
  expect(shown).toEqual(sent.reverse());
}

/** A status cell without its glyph. */
const statusIn = (cell: string | undefined) => /\d{3}/.exec(cell ?? "")?.[0];
const readable = (path: string) => decodeURIComponent(path.replaceAll("+", " "));

async function probes(walk: Walk): Promise<void> {
  await walk.open("Traffic");
  await walk.stage.click(part("link", "Requests", part("navigation", "Show")));
  await walk.entra.probe();
  expect(walk.entra.log.map(({ status, body }) => [status, body["totalResults"]])).toEqual([
    [200, 0],
    [200, 0],
  ]);
  await showsEveryRequest(walk);
  const newest = { ...part("row"), text: "Connection test" };
  await expect.poll(() => walk.stage.texts(newest)).toHaveLength(2);
}

async function peopleArrive(walk: Walk): Promise<void> {
  const { stage, entra } = walk;
  for (const person of PEOPLE) {
    if (person.name === LATE) continue;
    await entra.person(person);
    await expect.poll(() => countRows(stage, REQUESTS)).toBe(entra.log.length);
    await walk.sees({ ...part("row"), text: `${person.name} arrived in ${person.team}` });
    if (person.name === "Grace Okafor") await stage.shoot("traffic-live");
  }
  await showsEveryRequest(walk);
}

async function managersFollow(walk: Walk): Promise<void> {
  const { stage, entra } = walk;
  for (const { name, manager } of PEOPLE) {
    if (manager === undefined || manager === LATE || name === LATE) continue;
    await entra.manager(name, entra.idOf(manager));
  }
  await walk.sees({ ...part("row"), text: `Amara Nwosu reports to Ravi Menon` });
  for (const { name } of WAITING) {
    const answer = await entra.manager(name, objectId(LATE));
    expect(answer.status).toBeLessThan(300);
    await walk.sees({ ...part("row"), text: `${name} waits for manager ${objectId(LATE)}` });
  }
  await expect.poll(() => countRows(stage, REQUESTS)).toBe(entra.log.length);
}

async function groupsFollow(walk: Walk): Promise<void> {
  const { entra } = walk;
  for (const { name, members } of GROUPS) {
    await entra.group(name);
    await entra.members(name, members);
    await walk.sees({ ...part("row"), text: `${members.length} people joined ${name}` });
  }
  await showsEveryRequest(walk);
  await walk.stage.shoot("traffic");
}

/** What was sent for one person is one row, which unfolds and opens. */
async function isOneOperation(walk: Walk): Promise<void> {
  const { stage } = walk;
  const views = part("navigation", "Show");
  await stage.click(part("link", "Operations", views));
  await stage.type(part("searchbox", "Filter requests"), "user:amara");
  const amara = { ...part("row"), text: "Amara Nwosu arrived in" };
  await walk.reads(amara, /3 calls.* All well/);
  await stage.click(part("button", "Show the 3 calls", amara));
  for (const told of ["No match for amara.nwosu", "Amara Nwosu reports to Ravi Menon"]) {
    await walk.sees({ ...part("row"), text: told });
  }
  await stage.shoot("traffic-operations");
  await stage.click({ ...part("row"), text: "3 calls" });
  const inspector = part("region", "Operation");
  await walk.reads(inspector, "Amara Nwosu arrived in");
  await walk.reads(inspector, "after: Ravi Menon");
  await stage.shoot("traffic-operation");
  await stage.click(part("button", "Close", inspector));
  await stage.type(part("searchbox", "Filter requests"), "");
  await stage.click(part("link", "Requests", views));
}

async function inspects(walk: Walk): Promise<void> {
  const { stage } = walk;
  await stage.click({ ...part("row"), text: "Amara Nwosu reports to Ravi Menon" });
  const inspector = part("region", /^Request \d+$/);
  await walk.reads(inspector, "Amara Nwosu now reports to Ravi Menon.");
  await walk.reads(inspector, "Entra ID");
  await walk.reads(inspector, "after: Ravi Menon");
  await stage.shoot("traffic-changes");
  await stage.click(part("tab", /^Request/, inspector));
  await walk.reads(inspector, /authorization Bearer \[redacted\]/i);
  await walk.reads(inspector, "application/scim+json; charset=utf-8");
  await walk.reads(inspector, '"op": "Add"');
  await stage.shoot("traffic-request");
  await stage.click(part("tab", /^Response/, inspector));
  await walk.reads(inspector, "200");
  await stage.shoot("traffic-response");
  await stage.click(part("tab", /^Raw/, inspector));
  await walk.reads(inspector, "PATCH /scim/v2/Users/");
  const raw = await walk.text(inspector);
  expect(raw.includes(walk.secret), "no secret in the raw request").toBe(false);
  await stage.click(part("button", "Close", inspector));
  await walk.misses(inspector);
}

/** He arrives, and everybody who waited for him is linked. */
async function lateManagerArrives(walk: Walk): Promise<void> {
  const { stage, entra } = walk;
  await walk.open("Traffic");
  const late = PEOPLE.find((person) => person.name === LATE);
  if (!late) throw new Error(`${LATE} is not in the company`);
  await entra.person(late);
  await entra.manager(LATE, entra.idOf(TOP));
  await walk.sees({ ...part("row"), text: `${LATE} reports to ${TOP}` });
  await expect.poll(() => countRows(stage, REQUESTS)).toBe(entra.log.length);
}

export const PROVISIONING: Step[] = [
  { name: "Test Connection reaches it and shows in Traffic", go: probes },
  { name: "people appear in Traffic while they arrive", go: peopleArrive },
  { name: "managers follow, four of them not here yet", go: managersFollow },
  { name: "groups and their members follow, no row lost or doubled", go: groupsFollow },
  { name: "what was sent for one person is one operation", go: isOneOperation },
  { name: "the inspector tells what one request meant and hides its secret", go: inspects },
];

export const LATE_ARRIVAL: Step = { name: "the late manager arrives", go: lateManagerArrives };
