import { describe, expect, it } from "vitest";
import { removedSentence, wasText } from "./removed-text";

const person = { kind: "User", title: "Director", team: "Operations", members: 0 };

describe("what somebody was", () => {
  it.each([
    [person, "Director · Operations"],
    [{ ...person, team: null }, "Director"],
    [{ ...person, title: null, team: null }, "No title, no team"],
    [{ ...person, kind: "Group", members: 1 }, "Group of 1 person"],
    [{ ...person, kind: "Group", members: 12 }, "Group of 12 people"],
    [{ ...person, kind: "Group" }, "Group without members"],
  ])("%j", (row, text) => {
    expect(wasText(row, { titles: true, departments: "team" })).toBe(text);
  });

  it.each([
    [true, "ignored", "No title"],
    [false, "team", "No team"],
    [false, "ignored", null],
  ] as const)("with titles %s and departments %s nothing more", (titles, departments, text) => {
    const row = { ...person, title: null, team: null };
    expect(wasText(row, { titles, departments })).toBe(text);
  });

  it("says since when and by whose hand", () => {
    const row = { kind: "User", at: Date.UTC(2026, 4, 3, 12), actor: "Entra ID" };
    expect(removedSentence(row)).toMatch(
      /^Gone since 3 May 2026 .*: Entra ID deleted this person.$/,
    );
    expect(removedSentence({ ...row, kind: "Group", actor: null })).toMatch(
      /: this group was deleted.$/,
    );
  });
});
