import { describe, expect, it } from "vitest";
import {
  attributeText,
  isManagerPath,
  isTeamPath,
  plainPaths,
  samePath,
  shortPath,
} from "./attribute-text";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

describe("the name of an attribute for reading", () => {
  it.each([
    ["title", "job title"],
    ["userName", "user name"],
    ["name.familyName", "family name"],
    ['emails[type eq "work"].value', "work email"],
    ['emails[type eq "work"]', "work email"],
    ["emails", "emails"],
    ['phoneNumbers[type eq "mobile"].value', "mobile phone"],
    ['addresses[type eq "work"].postalCode', "work address postal code"],
    ['addresses[type eq "work"].formatted', "work address"],
    [`${ENTERPRISE}:department`, "team"],
    [`${ENTERPRISE}:manager.value`, "manager"],
    [`${ENTERPRISE}:costCenter`, "cost centre"],
    ["urn:ietf:params:scim:schemas:core:2.0:User:title", "job title"],
    ["urn:example:params:1.0:User:badgeColour", "badgeColour"],
    ["shoeSize", "shoeSize"],
    ["", ""],
  ])("%s is “%s”", (path, words) => {
    expect(attributeText(path)).toBe(words);
  });

  it("leaves the middle of a schema URN out where there is one line", () => {
    expect(shortPath(`${ENTERPRISE}:department`)).toBe("urn:…:enterprise:2.0:User:department");
    expect(shortPath("urn:example:1.0:User:x")).toBe("urn:example:1.0:User:x");
  });

  it.each([
    [`${ENTERPRISE}:manager was sent as text.`, "manager was sent as text."],
    [`Sent ${ENTERPRISE}:manager.value.`, "Sent manager.value."],
    [`The schema ${ENTERPRISE} is not named.`, "The schema enterprise User is not named."],
    ["urn:ietf:params:scim:schemas:core:2.0:User lacks it", "User lacks it"],
    ["no urn:ietf:params:scim:api:messages:2.0:PatchOp here", "no PatchOp here"],
    ["urn:example:params:1.0:User:badge, twice", "badge, twice"],
    ["“active” was sent as “False”", "“active” was sent as “False”"],
  ])("makes a sentence readable: %s", (sentence, plain) => {
    expect(plainPaths(sentence)).toBe(plain);
  });

  it("compares names without regard to case, as RFC 7643 §2.1 says", () => {
    expect(samePath("USERNAME", "userName")).toBe(true);
    expect(samePath("urn:ietf:params:scim:schemas:core:2.0:User:active", "active")).toBe(true);
    expect(samePath("title", "userName")).toBe(false);
    expect(isTeamPath(`${ENTERPRISE.toUpperCase()}:Department`)).toBe(true);
    expect(isTeamPath("department")).toBe(false);
    expect(isManagerPath(`${ENTERPRISE}:manager`)).toBe(true);
    expect(isManagerPath(`${ENTERPRISE}:manager.value`)).toBe(true);
    expect(isManagerPath(`${ENTERPRISE}:managerial`)).toBe(false);
  });
});
