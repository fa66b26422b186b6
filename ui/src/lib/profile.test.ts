import { describe, expect, it } from "vitest";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { isUnder, profileGroups } from "./profile";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const adele: JsonValue = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
  id: "c7",
  externalId: "8f2c",
  userName: "adele@contoso.com",
  active: true,
  displayName: "Adele Vance",
  name: { givenName: "Adele", familyName: "Vance" },
  title: "Retail Manager",
  emails: [{ type: "work", value: "adele@contoso.com", primary: true }, { value: "a@home.org" }],
  addresses: [{ type: "work", locality: "Paris", postalCode: "75001", primary: true }],
  locale: "fr-FR",
  nickName: "",
  groups: [{ value: "g1" }],
  meta: { version: "3" },
  [ENTERPRISE]: { department: "Finance", manager: { value: "u1", displayName: "Nestor" } },
  "urn:example:1.0:User": { badge: 7 },
  shoeSize: 41,
};

describe("a person’s attributes", () => {
  const groups = profileGroups(adele);
  const rows = (title: string) =>
    groups.find((group) => group.title === title)?.rows.map((row) => `${row.label}: ${row.value}`);

  it("are grouped the way an admin looks for them", () => {
    expect(groups.map((group) => group.title)).toEqual([
      "Sign-in",
      "Name",
      "Work",
      "Contact",
      "Preferences",
      "Other attributes",
    ]);
    expect(rows("Sign-in")).toEqual([
      "SCIM id: c7",
      "external id: 8f2c",
      "user name: adele@contoso.com",
      "active: true",
    ]);
    expect(rows("Work")).toEqual([
      "job title: Retail Manager",
      "team: Finance",
      "manager: Nestor (u1)",
    ]);
  });

  it("show each element with its type, and the parts of an address", () => {
    expect(rows("Contact")).toEqual([
      "work email: adele@contoso.com",
      "email: a@home.org",
      "work address city: Paris",
      "work address postal code: 75001",
    ]);
  });

  it("leave nothing out that was sent, except what the card shows elsewhere", () => {
    expect(rows("Other attributes")).toEqual(["badge: 7", "shoeSize: 41"]);
    expect(JSON.stringify(groups)).not.toContain("nickName");
    const paths = groups.flatMap((group) => group.rows.map((row) => row.path));
    expect(paths).not.toContain("schemas");
  });

  it("have paths that can be keys", () => {
    const paths = groups.flatMap((group) => group.rows.map((row) => row.path));
    expect(new Set(paths).size).toBe(paths.length);
  });

  it("of nothing are none", () => {
    expect(profileGroups(null)).toEqual([]);
    expect(profileGroups([])).toEqual([]);
  });
});

describe("what the application does not use", () => {
  const unused = ["name.middleName", "emails", `${ENTERPRISE}:manager`];
  it.each([
    ["name.middleName", true],
    ["name.middleNames", false],
    ["name", false],
    ['emails[type eq "work"].value', true],
    ["Emails[0]", true],
    [`${ENTERPRISE}:manager`, true],
    [`${ENTERPRISE}:managerOf`, false],
  ])("%s: %s", (path, is) => expect(isUnder(path, unused)).toBe(is));
});
