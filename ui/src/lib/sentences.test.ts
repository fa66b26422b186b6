import { describe, expect, it } from "vitest";
import type { Story } from "../bindings/Story";
import { sentenceText, tell } from "./sentences";
import { check, editors, ENTERPRISE, linked, moved, pending, told } from "./sentences.testing";

describe("a search before a write", () => {
  it("is told apart from a connection test", () => {
    check(
      { type: "probe" },
      "Entra ID tested the connection. It looked for somebody who cannot exist; an empty list is the right answer.",
      "Connection test",
      { subject: null, path: '/Users?filter=userName eq "7d420df3"' },
    );
    check(
      { type: "probe" },
      "Okta tested the connection. It read the first two people; a list with its counters as numbers is the right answer.",
      "Connection test",
      { subject: null, actor: "Okta", path: "/Users?startIndex=1&count=2" },
    );
  });

  it("says who was found, how many, or nobody", () => {
    const match = { type: "match", attribute: "userName", value: "adele@contoso.com" } as const;
    check(
      { ...match, found: 0 },
      "Entra ID looked for user name adele@contoso.com and found nobody. It usually creates what it did not find.",
      "No match for adele@contoso.com",
      { subject: null, path: '/Users?filter=userName eq "adele@contoso.com"' },
    );
    check(
      { ...match, found: 1 },
      "Entra ID looked for user name adele@contoso.com and found Adele Vance. It updates this one from now on instead of creating a second.",
      "Found Adele Vance",
    );
    check(
      { ...match, found: 2 },
      "Entra ID looked for user name adele@contoso.com and found 2. It cannot tell which one is meant and usually stops here.",
      "2 matches for adele@contoso.com",
    );
  });

  it("speaks of a group when groups were searched", () => {
    const story = { type: "match", attribute: "displayName", value: "Editors", found: 0 } as const;
    expect(tell(told(story, { subject: null, path: "/Groups?filter=x" })).main).toBe(
      "Entra ID looked for display name Editors and found no group.",
    );
  });
});

describe("reading", () => {
  it("names what was read, listed or asked for", () => {
    check({ type: "read" }, "Entra ID read Adele Vance.", "Read Adele Vance");
    check(
      { type: "listed", count: 100, total: 1204 },
      "Entra ID read a list of people: 100 of 1,204.",
      "Listed 100 of 1,204 people",
      { subject: null, path: "/Users?startIndex=1" },
    );
    check(
      { type: "listed", count: 0, total: 0 },
      "Entra ID asked for groups and got an empty list.",
      "Listed nothing",
      { subject: null, path: "/Groups" },
    );
    check(
      { type: "discovered", what: "ServiceProviderConfig" },
      "Entra ID asked what this server can do.",
      "Asked for capabilities",
      { subject: null, path: "/ServiceProviderConfig" },
    );
    check({ type: "discovered", what: "Bulk" }, "Entra ID asked about Bulk.", "Asked for Bulk", {
      subject: null,
    });
  });
});

describe("a creation", () => {
  it("says the team and what became of the manager", () => {
    check(
      { type: "created", team: "Finance", manager: pending, backfilled: 0 },
      "Adele Vance arrived in Finance. The manager (8842) has not arrived yet.",
      "Adele Vance arrived in Finance",
    );
    check(
      { type: "created", team: "Finance", manager: linked, backfilled: 0 },
      "Adele Vance arrived in Finance. Reports to Nestor Wilke.",
      "Adele Vance arrived in Finance",
    );
    check(
      { type: "created", team: null, manager: { ...pending, state: "itself" }, backfilled: 0 },
      "Adele Vance arrived. No team was sent. The manager that was sent is Adele Vance, so no line is drawn.",
      "Adele Vance arrived",
    );
    check(
      {
        type: "created",
        team: "Finance",
        manager: { ...linked, state: "neverSent" },
        backfilled: 0,
      },
      "Adele Vance arrived in Finance.",
      "Adele Vance arrived in Finance",
    );
  });

  it("knows groups and other resources", () => {
    const story = { type: "created", team: null, manager: null, backfilled: 0 } as const;
    check(
      story,
      "The group Editors was created. It counts as a role for everybody who joins it.",
      "New group Editors",
      { subject: editors },
    );
    expect(tell(told(story, { subject: { kind: "Device", id: "d", name: "Door" } })).main).toBe(
      "Door was created.",
    );
  });
});

describe("an update", () => {
  const updated = (paths: string[], more: Partial<Extract<Story, { type: "updated" }>> = {}) =>
    ({
      type: "updated",
      paths,
      team: null,
      manager: null,
      backfilled: 0,
      unlinked: 0,
      ...more,
    }) as const;

  it("tells a move with its consequence, and guesses nobody’s gender", () => {
    const story = updated([`${ENTERPRISE}:department`, `${ENTERPRISE}:manager`], {
      team: moved,
      manager: pending,
    });
    check(
      story,
      "Adele Vance moved from Sales to Finance. The manager (8842) has not arrived yet.",
      "Adele Vance moved to Finance",
    );
    expect(sentenceText(tell(told(story)))).not.toMatch(/\b(his|her|he|she)\b/i);
  });

  it("tells joining and leaving a team", () => {
    check(
      updated([`${ENTERPRISE}:department`], { team: { from: null, to: "Finance" } }),
      "Adele Vance joined Finance.",
      "Adele Vance moved to Finance",
    );
    check(
      updated([`${ENTERPRISE}:department`], { team: { from: "Sales", to: null } }),
      "Adele Vance left Sales and has no team now.",
      "Adele Vance left Sales",
    );
  });

  it.each([
    ["linked", "Adele Vance now reports to Nestor Wilke.", "Adele Vance reports to Nestor Wilke"],
    [
      "pending",
      "Adele Vance was given a manager. The manager (u1) has not arrived yet.",
      "Adele Vance waits for manager u1",
    ],
    [
      "loop",
      "Adele Vance was given the manager Nestor Wilke. These reporting lines run in a circle, so nobody in it is placed below anybody.",
      "Adele Vance: reporting lines run in a circle",
    ],
    [
      "itself",
      "Adele Vance was named as their own manager. No reporting line is drawn.",
      "Adele Vance named as own manager",
    ],
    ["neverSent", "Adele Vance no longer has a manager.", "Adele Vance: manager removed"],
  ] as const)("tells a manager who is %s", (state, sentence, short) => {
    check(updated([`${ENTERPRISE}:manager`], { manager: { ...linked, state } }), sentence, short);
  });

  it("names a few attributes and counts many", () => {
    check(updated(["title"]), "Adele Vance: job title changed.", "Adele Vance: job title");
    check(
      updated(["title", 'emails[type eq "work"].value', "name.familyName"]),
      "Adele Vance: job title, work email and family name changed.",
      "Adele Vance: job title, work email and family name",
    );
    check(
      updated(["title", "nickName", "locale", "timezone"]),
      "4 attributes of Adele Vance changed.",
      "Adele Vance: 4 attributes",
    );
    check(updated([]), "Adele Vance was updated.", "Adele Vance updated");
  });

  it("adds the other attributes after a move", () => {
    check(
      updated([`${ENTERPRISE}:department`, "title"], { team: moved }),
      "Adele Vance moved from Sales to Finance. Also changed: job title.",
      "Adele Vance moved to Finance",
    );
    expect(
      tell(
        told(
          updated(["a", "b", "c", "d", `${ENTERPRISE}:manager`], {
            manager: linked,
            backfilled: 0,
          }),
        ),
      ).consequence,
    ).toBe("4 more attributes changed.");
  });

  it("tells a new name as a rename", () => {
    check(updated(["displayName"]), "A group is called Editors now.", "Renamed to Editors", {
      subject: editors,
    });
  });

  it("says so when nothing changed", () => {
    check(
      { type: "unchanged" },
      "Entra ID sent Adele Vance again and nothing changed. If this comes back in every cycle, the mapping never settles.",
      "Adele Vance: no change",
    );
  });
});

describe("coming back, leaving, going", () => {
  it("tells activation, deactivation and deletion apart", () => {
    check(
      { type: "activated" },
      "Adele Vance was activated. The account counts as active again.",
      "Adele Vance activated",
    );
    check(
      { type: "deactivated" },
      "Adele Vance was deactivated. The account and its history stay; nothing was deleted.",
      "Adele Vance deactivated",
    );
    check(
      { type: "deleted", unlinked: 2 },
      "Adele Vance was deleted. Roles went with the person; the history stays under Directory, Removed. 2 people are left without their manager.",
      "Adele Vance deleted",
    );
    check(
      { type: "deleted", unlinked: 0 },
      "The group Editors was deleted. Its members no longer have this role; the people stay.",
      "Editors deleted",
      { subject: editors },
    );
  });
});

describe("membership", () => {
  const members = (added: number, removed: number, addedNames: string[], removedNames: string[]) =>
    ({ type: "membersChanged", added, removed, addedNames, removedNames }) as const;
  const about = { subject: editors };

  it("names who came and who went", () => {
    check(
      members(1, 0, ["Adele Vance"], []),
      "Adele Vance joined Editors. This role counts for one more person.",
      "Adele Vance joined Editors",
      about,
    );
    check(
      members(0, 2, [], ["Joni", "Alex"]),
      "Joni and Alex left Editors. This role no longer counts for 2 people.",
      "2 people left Editors",
      about,
    );
    check(
      members(5000, 0, ["Adele", "Joni", "Alex"], []),
      "Adele, Joni and 4,998 more joined Editors. This role counts for 5,000 more people.",
      "5,000 people joined Editors",
      about,
    );
    check(
      members(1, 1, ["Adele"], ["Joni"]),
      "Adele joined Editors; Joni left.",
      "1 joined, 1 left Editors",
      about,
    );
  });

  it("counts people whose names are not known", () => {
    check(
      members(2, 0, [], []),
      "2 people joined Editors. This role counts for 2 more people.",
      "2 people joined Editors",
      about,
    );
    check(
      members(0, 0, [], []),
      "The members of Editors were sent again and nobody joined or left.",
      "Editors: same members",
      about,
    );
  });
});
