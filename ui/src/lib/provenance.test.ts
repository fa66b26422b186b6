import { describe, expect, it } from "vitest";
import { sourceOf } from "./provenance";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const source = (path: string, seq: number) => ({
  path,
  seq,
  at: seq,
  exchange: seq,
  actor: null,
  before: null,
});
const sources = [
  source("title", 9),
  source(`${ENTERPRISE}:department`, 8),
  source(`${ENTERPRISE}:manager.value`, 7),
  source("name.givenName", 6),
  source('emails[type eq "work"].value', 5),
  source("name", 2),
  source("userName", 1),
];

describe("where an attribute comes from", () => {
  it.each([
    ["userName", 1],
    ["username", 1],
    ["title", 9],
    [`${ENTERPRISE}:department`, 8],
    [`${ENTERPRISE}:manager`, 7],
    ["name.givenName", 6],
    ["name.familyName", 2],
    ['emails[type eq "work"]', 5],
  ])("%s", (path, seq) => {
    expect(sourceOf(sources, path)?.seq).toBe(seq);
  });

  it("is nothing for what no write is known of, and a name that only begins alike", () => {
    expect(sourceOf(sources, "locale")).toBeNull();
    expect(sourceOf(sources, "user")).toBeNull();
    expect(sourceOf(sources, "titleOfHonour")).toBeNull();
  });
});
