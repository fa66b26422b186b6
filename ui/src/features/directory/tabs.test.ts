import { describe, expect, it } from "vitest";
import type { Overview } from "../../bindings/Overview";
import { directoryTabs } from "./tabs";

const numbers = {
  people: 1_204,
  teams: 23,
  emptyTeams: 0,
  roles: 0,
  otherRoles: 1,
  groups: 11,
  removed: 3,
} as Overview;
const told = (of: Overview | null) => directoryTabs(of).map((tab) => `${tab.label} ${tab.count}`);

describe("the tabs of the directory", () => {
  it("say as much as each list has rows, roles and groups apart", () => {
    const all = ["People 1,204", "Teams 23", "Roles 1", "Groups 11", "Removed 3"];
    expect(told(numbers)).toEqual(all);
  });

  it("tell teams that nobody is in from the others, since the list shows both", () => {
    expect(told({ ...numbers, emptyTeams: 2 })[1]).toBe("Teams 23 · 2 empty");
  });

  it("say nothing before it is known", () => {
    expect(directoryTabs(null).every((tab) => tab.count === undefined)).toBe(true);
  });
});
