import { describe, expect, it } from "vitest";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import type { ChangeView } from "../bindings/ChangeView";
import type { TimelineEntry } from "../bindings/TimelineEntry";
import { historyOf } from "./history";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

function change(path: string, before: JsonValue, after: JsonValue): ChangeView {
  return { path, before, after };
}

function entry(
  seq: number,
  changes: ChangeView[],
  kind: TimelineEntry["kind"] = "patched",
): TimelineEntry {
  return {
    seq,
    version: seq,
    at: seq,
    kind,
    changes,
    exchange: seq,
    recorded: true,
    actor: "Entra ID",
  };
}

const entries = [
  entry(9, [change("title", "Lead", "Boss")]),
  entry(8, [change(`${ENTERPRISE}:department`, "Sales", "Finance")]),
  entry(7, [change(`${ENTERPRISE}:manager.value`, "8842", "8843")]),
  entry(6, [change("name.givenName", "Ada", "Adele")]),
  entry(5, [change('emails[type eq "work"].value', "a@x", "b@x")]),
  entry(4, [change("emails", [], [{ value: "c@x" }])]),
  entry(2, [change("name", null, { givenName: "Ada" })]),
  entry(1, [change("userName", null, "ada@x"), change("title", null, "Lead")], "created"),
];
const seqs = (path: string) => historyOf(entries, path).map((past) => past.seq);

describe("the history of an attribute", () => {
  it.each([
    ["userName", [1]],
    ["username", [1]],
    ["title", [9, 1]],
    [`${ENTERPRISE}:department`, [8]],
    [`${ENTERPRISE}:manager`, [7]],
    ["name.givenName", [6, 2]],
    ["name.familyName", [2]],
    ['emails[type eq "work"]', [5, 4]],
    ["emails[0]", [5, 4]],
    ["locale", []],
    ["user", []],
    ["titleOfHonour", []],
  ])("%s", (path, wanted) => {
    expect(seqs(path)).toEqual(wanted);
  });

  it("says from what to what, by which request", () => {
    expect(historyOf(entries, "title")[0]).toMatchObject({
      before: "Lead",
      after: "Boss",
      exchange: 9,
      actor: "Entra ID",
      deleted: false,
    });
  });

  it("ends with the deletion of who had it", () => {
    const gone = [entry(10, [change("title", "Boss", "Boss")], "deleted"), ...entries];
    expect(historyOf(gone, "title")[0]).toMatchObject({ after: null, deleted: true });
  });
});
