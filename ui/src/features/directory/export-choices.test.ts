import { describe, expect, it } from "vitest";
import type { Overview } from "../../bindings/Overview";
import { exportChoices, type Lists } from "./export-choices";

const numbers = { people: 412, teams: 7, emptyTeams: 0, roles: 1, groups: 1 } as Overview;
const lists: Lists = {
  people: { query: { sort: "team", descending: true }, matching: 412, filtered: false },
  groups: { query: {}, matching: 1, filtered: false },
  numbers,
};
const labels = (choices: ReturnType<typeof exportChoices>) =>
  choices.map((group) => group.map((choice) => choice.label));

describe("what the directory offers to export", () => {
  it("all of it, as much as it is, in the order that is shown", () => {
    const choices = exportChoices("people", "c", lists);
    expect(labels(choices)).toEqual([["CSV: all 412 people", "JSON: all 412 people"]]);
    expect(choices[0]?.[0]?.request).toEqual({
      connection: "c",
      kind: "people",
      format: "csv",
      people: { connection: "c", sort: "team", descending: true },
    });
    expect(labels(exportChoices("teams", "c", lists))).toEqual([["CSV: 7 teams", "JSON: 7 teams"]]);
    expect(labels(exportChoices("roles", "c", lists))).toEqual([["CSV: 1 role", "JSON: 1 role"]]);
  });

  it("what is shown first, where that is not all", () => {
    const people = { query: { team: "Finance" }, matching: 12, filtered: true };
    const groups = { query: { text: "adm" }, matching: 1, filtered: true };
    const choices = exportChoices("people", "c", { ...lists, people });
    expect(labels(choices)).toEqual([
      ["CSV: 12 people as shown", "JSON: 12 people as shown"],
      ["CSV: all 412 people", "JSON: all 412 people"],
    ]);
    expect(choices[0]?.[1]?.request.people).toEqual({ connection: "c", team: "Finance" });
    expect(choices[1]?.[0]?.request.people).toEqual({ connection: "c" });
    const shown = exportChoices("roles", "c", { ...lists, groups })[0]?.[0];
    expect(shown?.request).toEqual({ connection: "c", kind: "groups", format: "csv", text: "adm" });
  });

  it("groups that are no roles, and teams with those that are empty", () => {
    const unused = { ...numbers, roles: 0, groups: 2, emptyTeams: 2 };
    const of = (tab: "roles" | "groups" | "teams") =>
      labels(exportChoices(tab, "c", { ...lists, numbers: unused }));
    expect(of("roles")).toEqual([]);
    expect(of("groups")).toEqual([["CSV: all 2 groups", "JSON: all 2 groups"]]);
    expect(of("teams")).toEqual([["CSV: 9 teams, 2 empty", "JSON: 9 teams, 2 empty"]]);
  });

  it("nothing while there is nothing, or before it is known", () => {
    const none = { people: 0, teams: 0, emptyTeams: 0, roles: 0, groups: 0 } as Overview;
    for (const tab of ["people", "teams", "roles", "groups"] as const) {
      expect(exportChoices(tab, "c", { ...lists, numbers: none })).toEqual([]);
      expect(exportChoices(tab, "c", { ...lists, numbers: null })).toEqual([]);
    }
  });
});
