// Sentences about what an application does not use: the log speaks of no team, line or role there.
import { describe, expect, it } from "vitest";
import type { Story } from "../bindings/Story";
import { brief, sentenceText, tell } from "./sentences";
import { editors, ENTERPRISE, linked, moved, told } from "./sentences.testing";
import type { Uses } from "./uses";

const nothing: Uses = { makesTeams: false, hasLines: false, groups: "ignored" };
const whole = (story: Story, uses = nothing, more = {}) =>
  sentenceText(tell(told(story, more), uses));

describe("what the application does not use", () => {
  it("is no part of an arrival", () => {
    const story: Story = { type: "created", team: "Retail", manager: linked, backfilled: 2 };
    expect(whole(story)).toBe("Adele Vance arrived.");
    expect(brief(told(story), nothing)).toBe("Adele Vance arrived");
    expect(whole(story, { ...nothing, makesTeams: true })).toBe("Adele Vance arrived in Retail.");
    expect(whole(story, { ...nothing, hasLines: true })).toContain("Reports to Nestor Wilke.");
  });

  it("changes like any attribute", () => {
    const paths = [`${ENTERPRISE}:department`, `${ENTERPRISE}:manager`];
    const others = { backfilled: 1, unlinked: 1 };
    const story: Story = { type: "updated", paths, team: moved, manager: linked, ...others };
    expect(whole(story)).toBe("Adele Vance: department and manager changed.");
    expect(brief(told(story), nothing)).toBe("Adele Vance: department and manager");
  });

  it("does not go with somebody who is deleted", () => {
    const story: Story = { type: "deleted", unlinked: 4 };
    expect(whole(story)).toBe(
      "Adele Vance was deleted. The history stays under Directory, Removed.",
    );
    expect(whole(story, { ...nothing, groups: "groups" })).toContain("Memberships went");
  });

  it("makes no roles of groups", () => {
    const about = { subject: editors, path: "/Groups/g1" };
    const made: Story = { type: "created", team: null, manager: null, backfilled: 0 };
    const gone: Story = { type: "deleted", unlinked: 0 };
    const names = { addedNames: ["Adele"], removedNames: [] };
    const joined: Story = { type: "membersChanged", added: 1, removed: 0, ...names };
    for (const groups of ["groups", "ignored"] as const) {
      const uses = { ...nothing, groups };
      expect(whole(joined, uses, about)).toBe("Adele joined Editors.");
      const consequences = [made, gone].map((story) => tell(told(story, about), uses).consequence);
      const word = groups === "groups" ? /user|group/ : /does not use groups/;
      for (const text of consequences) expect(text).toMatch(word);
      expect(consequences.join()).not.toMatch(/ (has|have|as) (a|this) role/);
    }
  });
});
