import { describe, expect, it } from "vitest";
import type { ChangeView } from "../bindings/ChangeView";
import { timelineSentence } from "./timeline";
import { EVERYTHING, type Uses } from "./uses";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const change = (path: string, before: ChangeView["before"], after: ChangeView["after"]) => ({
  path,
  before,
  after,
});

describe("a version in one sentence", () => {
  it("tells arrival, with the team where one was sent", () => {
    const changes = [
      change("userName", null, "adele"),
      change(`${ENTERPRISE}:department`, null, "HR"),
    ];
    expect(timelineSentence({ kind: "created", changes })).toBe("Arrived in HR.");
    expect(timelineSentence({ kind: "created", changes: [] })).toBe("Arrived.");
    expect(timelineSentence({ kind: "deleted", changes: [] })).toBe("Deleted.");
  });

  it("tells a group as the role that it is", () => {
    const told = (kind: "created" | "patched" | "deleted", changes: ChangeView[] = []) =>
      timelineSentence({ kind, changes }, EVERYTHING, true);
    expect(told("created")).toBe("The role was created with its group.");
    expect(told("deleted")).toBe("The role was removed with its group.");
    const renamed = [change("displayName", "Editors", "Writers")];
    expect(told("patched", renamed)).toBe("The role was renamed from Editors to Writers.");
    expect(timelineSentence({ kind: "patched", changes: renamed })).toBe("Display name changed.");
  });

  it.each(["groups", "ignored"] as const)(
    "tells a group as a group where it is no role: %s",
    (groups) => {
      const told = (kind: "created" | "patched" | "deleted", changes: ChangeView[] = []) =>
        timelineSentence({ kind, changes }, { ...EVERYTHING, groups }, true);
      expect(told("created")).toBe("The group was created.");
      expect(told("deleted")).toBe("The group was deleted.");
      const renamed = [change("displayName", "Editors", "Writers")];
      expect(told("patched", renamed)).toBe("The group was renamed from Editors to Writers.");
    },
  );

  it("speaks of no team and no manager where the application has none", () => {
    const none: Uses = { makesTeams: false, hasLines: false, groups: "ignored" };
    const team = change(`${ENTERPRISE}:department`, null, "Retail");
    const manager = { ...change(`${ENTERPRISE}:manager.value`, null, "8842"), afterAwaited: true };
    const told = (kind: "created" | "patched", changes: ChangeView[]) =>
      timelineSentence({ kind, changes }, none);
    expect(told("created", [team, manager])).toBe("Arrived.");
    expect(told("patched", [team, manager])).toBe("Department and manager changed.");
  });

  it("tells what matters first and the rest after it", () => {
    const changes = [
      change("title", "Clerk", "Lead"),
      change("active", true, false),
      change(`${ENTERPRISE}:manager.value`, null, "8842"),
      change(`${ENTERPRISE}:department`, "Sales", "Finance"),
    ];
    expect(timelineSentence({ kind: "patched", changes })).toBe(
      "Moved from Sales to Finance. Manager set to 8842. Deactivated. Job title changed.",
    );
  });

  it.each([
    [[change(`${ENTERPRISE}:department`, null, "Finance")], "Joined Finance."],
    [[change(`${ENTERPRISE}:department`, "Sales", null)], "Left Sales; no team now."],
    [[change(`${ENTERPRISE}:manager`, { value: "1" }, null)], "Manager removed."],
    [
      [change(`${ENTERPRISE}:manager`, null, { value: "u1", displayName: "Nestor" })],
      "Manager set to Nestor (u1).",
    ],
    [
      [{ ...change(`${ENTERPRISE}:manager.value`, "u1", "u2"), afterName: "Ada Byron" }],
      "Manager set to Ada Byron.",
    ],
    [
      [{ ...change(`${ENTERPRISE}:manager.value`, null, "8842"), afterAwaited: true }],
      "A manager was named who was not here yet (8842).",
    ],
    [[change("active", false, true)], "Activated."],
    [[change("title", "a", "b"), change("locale", "a", "b")], "Job title and locale changed."],
    [["a", "b", "c", "d"].map((path) => change(path, 1, 2)), "4 attributes changed."],
    [[], "Written again without a change."],
  ])("%j", (changes, sentence) => {
    expect(timelineSentence({ kind: "replaced", changes })).toBe(sentence);
  });
});
