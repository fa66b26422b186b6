// What the tenant looks like: people with team and manager, their cards, teams, roles and the chart,
// before and after the late manager is there.
import { expect } from "@playwright/test";
import { GROUPS, LATE, PEOPLE, TEAM_NAMES, TOP, WAITING, type Colleague } from "./company";
import { objectId } from "./entra";
import { readRows } from "./grid";
import { part, type Step, type Walk } from "./walk";

const CHART = part("region", "Org chart");
const PROBLEMS = part("region", "Problems");
const PERSON = part("region", "Person");

/** Holds the grid of people against the company. */
async function showsPeople(walk: Walk, people: Colleague[], manager: (of: Colleague) => string) {
  await expect.poll(async () => (await readRows(walk.stage, "People")).length).toBe(people.length);
  const shown = (await readRows(walk.stage, "People")).map(({ cells }) => [
    (cells[0] ?? "").replace(/^.*?Active /, "").replace(/ ▲.*$/, ""),
    ...cells.slice(1, 3).map((cell) => cell.replace("◌ ", "")),
  ]);
  const byName = (a: string[], b: string[]) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1);
  const wanted = people.map((person) => [person.name, person.team, manager(person)]);
  expect(shown.sort(byName)).toEqual(wanted.sort(byName));
}

async function waitsForManager(walk: Walk): Promise<void> {
  const { stage } = walk;
  await walk.open("Org chart");
  await walk.reads(PROBLEMS, "Problems 4");
  const waiting = part("region", "Waiting for the manager", PROBLEMS);
  for (const { name } of WAITING)
    await walk.sees(part("button", new RegExp(`^${name} → ${objectId(LATE)}`), waiting));
  await walk.reads(CHART, "Not here yet");
  await stage.shoot("org-waiting");
  await stage.click(part("link", "Outline", CHART));
  const waits = { ...part("treeitem"), text: `Not here yet: ${objectId(LATE)}` };
  await walk.reads(waits, "4 reports");
  await walk.reads({ ...part("treeitem"), text: TOP }, "4 reports, 14 in all");
  await stage.shoot("org-outline-waiting");
  await walk.open("Directory");
  const there = PEOPLE.filter((person) => person.name !== LATE);
  await showsPeople(walk, there, ({ manager }) =>
    manager === LATE ? `waiting for ${objectId(LATE)}` : (manager ?? "–"),
  );
  await stage.shoot("directory-waiting");
}

async function allHere(walk: Walk): Promise<void> {
  await walk.open("Directory");
  await showsPeople(walk, PEOPLE, ({ manager }) => manager ?? "–");
  await walk.stage.shoot("directory-people");
}

async function personCard(walk: Walk): Promise<void> {
  const { stage } = walk;
  const [first] = WAITING;
  if (!first) throw new Error("nobody waited");
  await stage.click({ ...part("gridcell"), text: first.name });
  await walk.reads(PERSON, `Reports to ${LATE}`);
  await walk.reads(PERSON, first.title);
  await walk.reads(PERSON, "Incident Responders");
  await stage.shoot("person");
  await stage.click(part("tab", /^Timeline/, PERSON));
  await walk.reads(PERSON, `Arrived in ${first.team}.`);
  await walk.reads(
    PERSON,
    /the reporting line was linked\..*who was not here yet.*#\d+.*Arrived in/,
  );
  await stage.shoot("person-timeline");
  await stage.click(part("tab", /^JSON/, PERSON));
  await walk.reads(PERSON, `"displayName": "${first.name}"`);
  await stage.shoot("person-json");
  await stage.click(part("button", "Close", PERSON));
}

async function teamsAndRoles(walk: Walk): Promise<void> {
  const { stage } = walk;
  const tabs = part("navigation", "Directory");
  await stage.click(part("link", /^Teams/, tabs));
  await walk.sees(part("grid", "Teams"));
  const teams = (await readRows(stage, "Teams")).map(({ cells }) => cells.slice(0, 2));
  const size = (team: string) => PEOPLE.filter((person) => person.team === team).length;
  const wanted = TEAM_NAMES.map((team) => [team, String(size(team))]);
  expect(teams.sort()).toEqual(wanted.sort());
  await stage.shoot("directory-teams");
  await stage.click(part("link", /^Roles/, tabs));
  await walk.sees(part("grid", "Roles"));
  const roles = (await readRows(stage, "Roles")).map(({ cells }) => cells.slice(0, 2));
  expect(roles.sort()).toEqual(
    GROUPS.map(({ name, members }) => [name, `${members.length}`]).sort(),
  );
  const group = GROUPS[0];
  await stage.click({ ...part("gridcell"), text: group?.name ?? "" });
  for (const name of group?.members ?? [])
    await walk.sees(part("link", name, part("region", "Role")));
  await stage.shoot("directory-role");
}

async function chartIsWhole(walk: Walk): Promise<void> {
  const { stage } = walk;
  await walk.open("Org chart");
  await walk.misses(PROBLEMS);
  await stage.click(part("button", "Problems 0", CHART));
  await walk.reads(PROBLEMS, /Problems 0\b.*that was sent leads to somebody/);
  await stage.click(part("button", "Hide the problems", PROBLEMS));
  const missing = { ...CHART, text: "Not here yet" };
  await walk.misses(missing);
  for (const { name } of PEOPLE) await walk.reads(CHART, name);
  await stage.shoot("org-chart");
  await stage.click(part("link", "Outline", CHART));
  await walk.reads({ ...part("treeitem"), text: new RegExp(`^▾ ${TOP}`) }, "5 reports, 19 in all");
  const level = await stage.run(
    () =>
      [...document.querySelectorAll<HTMLElement>('[role="treeitem"]')].map((item) => [
        item.getAttribute("aria-level"),
        item.querySelector("a")?.textContent.trim(),
      ]),
    null,
  );
  const depth = ({ manager }: Colleague) => (manager === undefined ? 1 : manager === TOP ? 2 : 3);
  const wanted = PEOPLE.map((person) => [String(depth(person)), person.name]);
  expect(level.sort()).toEqual(wanted.sort());
  await stage.shoot("org-outline");
}

async function overviewCounts(walk: Walk): Promise<void> {
  await walk.open("Overview");
  const counters = part("list", "What has arrived");
  for (const name of ["20 people", "6 teams", "3 roles", "19 managers linked"])
    await walk.sees(part("link", new RegExp(`^${name}$`), counters));
  await walk.stage.shoot("overview");
}

export const UNRESOLVED: Step[] = [
  { name: "people whose manager is not here yet are listed as waiting", go: waitsForManager },
];

export const OUTCOME: Step[] = [
  { name: "Directory shows all twenty with team and manager", go: allHere },
  { name: "the card of a person tells their story", go: personCard },
  { name: "teams and roles are counted", go: teamsAndRoles },
  { name: "the org chart is whole once the late manager is there", go: chartIsWhole },
  { name: "Overview counts what has arrived", go: overviewCounts },
];
