// What the Export menu of the directory offers: what is shown, where that is not all, and all of it.
// Says how much before it is chosen.
import type { ExportFormat } from "../../bindings/ExportFormat";
import type { ExportRequest } from "../../bindings/ExportRequest";
import type { Overview } from "../../bindings/Overview";
import type { PeopleQuery } from "../../bindings/PeopleQuery";
import { count, counted } from "../../lib/numbers";
import type { DirectoryTab } from "../../lib/routes";

/** A list as it is shown: what narrows it, and how many are left. */
export interface Shown<Query> {
  query: Query;
  /** Absent until the first answer. */
  matching: number | null;
  filtered: boolean;
}
export type ShownPeople = Shown<Omit<PeopleQuery, "connection" | "offset" | "limit">>;
export type ShownGroups = Shown<{ text?: string }>;

export interface Lists {
  people: ShownPeople;
  groups: ShownGroups;
  /** Numbers of the connection; absent until read. */
  numbers: Overview | null;
}

export interface ExportChoice {
  id: string;
  label: string;
  /** Finishes “Exported …”. */
  what: string;
  request: ExportRequest;
}

const FORMATS: readonly [ExportFormat, string][] = [
  ["csv", "CSV"],
  ["json", "JSON"],
];

/** Groups of choices for a tab; none while there is nothing to export. */
export function exportChoices(
  tab: DirectoryTab,
  connection: string,
  lists: Lists,
): ExportChoice[][] {
  const numbers = lists.numbers;
  if (!numbers) return [];
  switch (tab) {
    case "people":
      return peopleChoices(connection, lists.people, numbers.people);
    case "teams":
      return teamChoices(connection, numbers.teams, numbers.emptyTeams);
    case "roles":
      return groupChoices(connection, lists.groups, numbers.roles, "role");
    case "groups":
      return groupChoices(connection, lists.groups, numbers.groups, "group");
    case "removed":
      return [];
  }
}

function peopleChoices(connection: string, shown: ShownPeople, total: number): ExportChoice[][] {
  const words = (number: number) => counted(number, "person", "people");
  const { sort, descending } = shown.query;
  const order = {
    ...(sort === undefined ? {} : { sort }),
    ...(descending === undefined ? {} : { descending }),
  };
  const all = both("all", total > 1 ? `all ${words(total)}` : words(total), {
    connection,
    kind: "people",
    people: { connection, ...order },
  });
  if (!shown.filtered || !shown.matching) return some(total, [all]);
  const few = both("shown", `${words(shown.matching)} as shown`, {
    connection,
    kind: "people",
    people: { connection, ...shown.query },
  });
  return [few, all];
}

function teamChoices(connection: string, filled: number, empty: number): ExportChoice[][] {
  const words = counted(filled + empty, "team");
  const what = empty === 0 ? words : `${words}, ${count(empty)} empty`;
  return some(filled + empty, [both("all", what, { connection, kind: "teams" })]);
}

function groupChoices(
  connection: string,
  shown: ShownGroups,
  total: number,
  noun: "role" | "group",
): ExportChoice[][] {
  const words = (number: number) => counted(number, noun);
  const all = both("all", total > 1 ? `all ${words(total)}` : words(total), {
    connection,
    kind: "groups",
  });
  if (!shown.filtered || !shown.matching) return some(total, [all]);
  const few = both("shown", `${words(shown.matching)} as shown`, {
    connection,
    kind: "groups",
    ...shown.query,
  });
  return [few, all];
}

function both(id: string, what: string, request: Omit<ExportRequest, "format">): ExportChoice[] {
  return FORMATS.map(([format, word]) => ({
    id: `${id}-${format}`,
    label: `${word}: ${what}`,
    what: `${what} as ${word}`,
    request: { ...request, format },
  }));
}

function some(total: number, choices: ExportChoice[][]): ExportChoice[][] {
  return total > 0 ? choices : [];
}
