// The tabs of the directory with how much each list holds. Pure.
import type { Overview } from "../../bindings/Overview";
import type { Tab } from "../../kit/tabs.svelte";
import { count } from "../../lib/numbers";
import { build, DIRECTORY_TABS, type DirectoryTab } from "../../lib/routes";

const LABELS: Readonly<Record<DirectoryTab, string>> = {
  people: "People",
  teams: "Teams",
  roles: "Roles",
  groups: "Groups",
  removed: "Removed",
};

/** Numbers are absent until read. */
export function directoryTabs(numbers: Overview | null): Tab[] {
  return DIRECTORY_TABS.map((list) => ({
    id: list,
    label: LABELS[list],
    count: numbers === null ? undefined : held(list, numbers),
    href: build({ screen: "directory", list }),
  }));
}

/** As many as the list has rows; of teams those that nobody is in are told apart. */
function held(list: DirectoryTab, numbers: Overview): string {
  switch (list) {
    case "people":
      return count(numbers.people);
    case "teams": {
      const { teams, emptyTeams } = numbers;
      return emptyTeams === 0 ? count(teams) : `${count(teams)} · ${count(emptyTeams)} empty`;
    }
    case "roles":
      return count(numbers.roles + numbers.otherRoles);
    case "groups":
      return count(numbers.groups);
    case "removed":
      return count(numbers.removed);
  }
}
