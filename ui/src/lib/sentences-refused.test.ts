import { describe, expect, it } from "vitest";
import { brief, kindOf, tell } from "./sentences";
import { check, told } from "./sentences.testing";

describe("a caller who is not let in", () => {
  it.each([
    [
      "doubledBearer",
      "Entra ID called, but sent Bearer twice. Paste the token without the word Bearer.",
      "Bearer sent twice",
    ],
    [
      "missing",
      "Entra ID called without a token. Paste the token into Secret Token in Entra, or into the Authorization header in Okta.",
      "No token",
    ],
    [
      "noScheme",
      "Entra ID called, but left out the word Bearer. Write Bearer and a blank before the token, as Authorization in Okta takes it.",
      "Bearer left out",
    ],
    [
      "wrongScheme",
      "Entra ID called, but not with a bearer token. Choose bearer token (in Okta: HTTP Header) as the authentication method.",
      "Not a bearer token",
    ],
    [
      "blanks",
      "Entra ID called, but there are blanks around the token. Copy the token again and paste it without spaces or line breaks.",
      "Blanks around the token",
    ],
    [
      "unknown",
      "Entra ID called with a token that this connection does not know. Make a token under Connect and paste it at the identity provider.",
      "Unknown token",
    ],
    [
      "otherConnection",
      "Entra ID called with the token of another connection. Use the base URL and the token of the same connection; both are under Connect.",
      "Token of another connection",
    ],
    [
      "switchedOff",
      "Entra ID called, but this connection is switched off. Switch it on under Connect.",
      "Connection is off",
    ],
    [
      "aReasonOfNextYear",
      "Entra ID was not let in. Look at the answer for the reason.",
      "Not let in",
    ],
  ])("is told what to do: %s", (reason, sentence, short) => {
    check({ type: "denied", reason }, sentence, short, { subject: null });
  });

  const at = new Date(2026, 4, 3, 14, 2).getTime();
  const still = "Make a token under Connect and paste it at the identity provider.";
  it.each([
    [
      { reason: "rotated", at },
      "Entra ID called with a token that was replaced on 3 May 2026 14:02:00. Paste the newer token at the identity provider.",
      "Replaced token",
    ],
    [
      { reason: "revoked", at },
      `Entra ID called with a token that was revoked on 3 May 2026 14:02:00. ${still}`,
      "Revoked token",
    ],
    [
      { reason: "revoked", at, why: "run ended" },
      `Entra ID called with a token that was revoked on 3 May 2026 14:02:00: run ended. ${still}`,
      "Revoked token",
    ],
    [
      { reason: "expired", at },
      "Entra ID called with a token that expired on 3 May 2026 14:02:00. Make a new token under Connect and paste it at the identity provider.",
      "Expired token",
    ],
  ])("of a token that once worked says since when: %j", (denied, sentence, short) => {
    check({ type: "denied", ...denied }, sentence, short, { subject: null });
  });

  it("is “somebody” when the caller is not known", () => {
    const story = { type: "denied", reason: "missing" } as const;
    expect(tell(told(story, { actor: " " })).main).toBe("Somebody called without a token.");
  });
});

describe("a refusal", () => {
  it("words the SCIM error type, with the name where there is one", () => {
    check(
      { type: "refused", status: 409, scimType: "uniqueness" },
      "Entra ID sent something about Adele Vance that was refused: somebody here already has this user name. Nothing was changed. Most providers try again in the next cycle.",
      "Refused: somebody here already has this user name",
    );
    check(
      { type: "refused", status: 409, scimType: "uniqueness" },
      "Entra ID sent something that was refused: this name is already taken. Nothing was changed. Most providers try again in the next cycle.",
      "Refused: this name is already taken",
      { subject: null, path: "/Groups" },
    );
  });

  it("falls back to the status, and names one that has no words", () => {
    const refused = (status: number) => ({ type: "refused", status, scimType: null }) as const;
    expect(brief(told(refused(415)))).toBe("Refused: the content type is not JSON");
    expect(brief(told(refused(418)))).toBe("Refused: status 418");
    expect(brief(told({ type: "refused", status: 400, scimType: "newType" }))).toBe(
      "Refused: the request could not be understood",
    );
    expect(tell(told(refused(429))).consequence).toBe(
      "Nothing was changed. The provider should slow down and try again.",
    );
  });

  it.each([
    "uniqueness",
    "invalidFilter",
    "tooMany",
    "mutability",
    "invalidSyntax",
    "invalidPath",
    "noTarget",
    "invalidValue",
    "invalidVers",
    "sensitive",
    "invalidCursor",
    "expiredCursor",
    "invalidCount",
  ])("has words for every scimType: %s", (scimType) => {
    expect(brief(told({ type: "refused", status: 400, scimType }))).not.toContain("400");
  });
});

describe("something that is not here", () => {
  it("is told apart from a wrong address", () => {
    check(
      { type: "notFound" },
      "Entra ID asked for Adele Vance, which is not here. It was deleted, or its id belongs to another connection.",
      "Not here: Adele Vance",
    );
    check(
      { type: "notFound" },
      "Entra ID asked for a person that is not here. It was deleted, or its id belongs to another connection.",
      "Not here: /Users/c7",
      { subject: null },
    );
    check(
      { type: "notFound" },
      "Entra ID called /Usres/c7, and there is nothing at that address. The base URL must end in /scim/v2, without anything after it.",
      "Not here: /Usres/c7",
      { subject: null, path: "/Usres/c7" },
    );
  });
});

describe("the rest", () => {
  it("is shown as method and path", () => {
    check({ type: "other" }, "Entra ID sent PATCH /Users/c7.", "PATCH /Users/c7");
    check(
      { type: "tokenIssued" },
      "Entra ID asked for an access token and got one.",
      "Access token issued",
    );
  });

  it("speaks of what has no name without leaving a hole", () => {
    const story = { type: "deactivated" } as const;
    expect(brief(told(story, { subject: { kind: "User", id: null, name: null } }))).toBe(
      "A person without a name deactivated",
    );
    expect(brief(told(story, { subject: { kind: "Device", id: null, name: " " } }))).toBe(
      "A Device without a name deactivated",
    );
  });

  it("takes the kind from the endpoint when there is no subject", () => {
    expect(kindOf({ subject: null, path: "/Users/1" })).toBe("User");
    expect(kindOf({ subject: null, path: "/Groups?filter=x" })).toBe("Group");
    expect(kindOf({ subject: null, path: "/Usersx" })).toBe("");
  });

  it("leaves braces in names alone", () => {
    const subject = { kind: "User", id: "x", name: "{name, plural, other {#}}" };
    expect(brief(told({ type: "deactivated" }, { subject }))).toBe(
      "{name, plural, other {#}} deactivated",
    );
  });
});
