import { describe, expect, it } from "vitest";
import type { ExchangeRow } from "../bindings/ExchangeRow";
import type { GuideAttributeView } from "../bindings/GuideAttributeView";
import type { GuideStepView } from "../bindings/GuideStepView";
import {
  arrivedShown,
  callersText,
  canBePasted,
  evidenceText,
  idpNames,
  lastCallText,
  mayBeMeant,
  otherText,
  problemText,
  shortPath,
  stateShown,
  stepsDone,
  waitingText,
} from "./guide-text";

const NOW = 1_795_000_000_000;

const probe: ExchangeRow = {
  seq: 1,
  number: 12,
  connection: "c",
  at: NOW - 2_500,
  durationUs: 900,
  method: "GET",
  path: '/Users?filter=userName eq "7d42"',
  status: 200,
  actor: "Entra ID",
  subject: null,
  story: { type: "probe" },
  findings: 0,
  worst: null,
  bodiesDropped: false,
};

const step: GuideStepView = {
  title: "Test the connection",
  place: [],
  text: [],
  page: null,
  fields: [],
  waits: "test",
  makesToken: false,
  state: "waiting",
  watched: true,
  tickedAt: null,
  evidence: null,
  subject: null,
  count: 0,
  gone: false,
  problem: null,
  other: null,
  fromOthers: 0,
};

describe("a step", () => {
  it("has a word and a glyph for each state, and none looks like another", () => {
    const shown = (["done", "waiting", "failed", "open"] as const).map(stateShown);
    expect(shown.map((one) => one.text)).toEqual(["Done", "Waiting", "Not right yet", "To do"]);
    expect(new Set(shown.map((one) => `${one.tone}${one.glyph}`)).size).toBe(4);
  });

  it("says who reached it and when", () => {
    const done: GuideStepView = { ...step, state: "done", evidence: probe };
    expect(evidenceText(done, NOW)).toBe("Entra ID reached you 2 s ago.");
    expect(evidenceText({ ...done, waits: null }, NOW)).toBe(
      "Entra ID has both: it was let in 2 s ago.",
    );
    expect(evidenceText({ ...done, state: "waiting" }, NOW)).toBe(
      "Entra ID reached you 2 s ago, with a token that no longer works.",
    );
    expect(evidenceText(step, NOW)).toBeNull();
  });

  it("names who arrived, also when the log no longer tells how", () => {
    const subject = { kind: "User", id: "c7", name: "Adele Vance" };
    const person: GuideStepView = { ...step, waits: "person", state: "done", subject, count: 1 };
    expect(evidenceText({ ...person, evidence: probe }, NOW)).toBe(
      "Adele Vance arrived from Entra ID 2 s ago.",
    );
    expect(evidenceText(person, NOW)).toBe("Adele Vance is here.");
  });

  it("explains silence in the words of the identity provider", () => {
    expect(waitingText({ ...step, waits: "person" }, "entra")).toMatch(/up to 40 minutes/);
    expect(waitingText(step, "okta")).toMatch(/Test API Credentials/);
    expect(waitingText({ ...step, waits: null }, "entra")).toBeNull();
    expect(lastCallText(null, "entra", NOW)).toBe("No call from Entra ID yet.");
    expect(lastCallText(NOW - 120_000, "okta", NOW)).toBe("Last call from Okta 2 min ago.");
    expect(lastCallText(NOW - 120_000, "other", NOW)).toBe("Last call from outside 2 min ago.");
  });

  it("says what was wrong with a call and what to do", () => {
    const denied = { type: "denied", reason: "doubledBearer", at: null, why: null } as const;
    expect(problemText({ ...probe, status: 401, story: denied as never })).toEqual({
      main: "Entra ID called, but sent Bearer twice.",
      consequence: "Paste the token without the word Bearer.",
    });
    const off = { type: "refused", status: 403, scimType: null } as const;
    expect(problemText({ ...probe, status: 403, story: off as never }).consequence).toMatch(
      /Switch it on/,
    );
  });

  it("names the wrong address that was called, and what is missing from it", () => {
    const stray = { ...probe, connection: null, status: 404, story: { type: "notFound" } as const };
    expect(problemText(stray)).toEqual({
      main: "Entra ID called /Users, an address that leads to no connection.",
      consequence:
        "The address in the portal is without /scim/v2. Paste it again, exactly as it stands in this guide.",
    });
    const typo = problemText({ ...stray, path: "/scim/v2/scim_conn_typo/Users" });
    expect(typo.consequence).toBe("Paste the address again, exactly as it stands in this guide.");
  });

  it("tells of a test that is not recognisably the identity provider’s", () => {
    const other: GuideStepView = { ...step, other: { ...probe, actor: "curl" } };
    expect(otherText(other, "entra", NOW)).toEqual({
      main: "A test of the connection came from curl 2 s ago. It is not recognisably from Entra ID.",
      consequence: "It was let in: address and token are right, the door is open.",
      failed: false,
    });
    expect(mayBeMeant(other)).toBe(true);
    const unknown = { ...probe, actor: "Unknown", story: { type: "listed" } as never };
    expect(otherText({ ...step, other: unknown }, "okta", NOW)?.main).toBe(
      "A call came from a caller that does not name itself 2 s ago. It is not recognisably from Okta.",
    );
    const denied = { type: "denied", reason: "doubledBearer", at: null, why: null } as never;
    const refused = { ...probe, actor: "curl", status: 401, story: denied };
    const told = otherText({ ...step, other: refused }, "entra", NOW);
    expect(told?.main).toBe(
      "curl called, but sent Bearer twice. It is not recognisably from Entra ID.",
    );
    expect([told?.failed, mayBeMeant({ ...step, other: refused })]).toEqual([true, false]);
  });

  it("tells what came from somebody else, and what is gone, without counting it", () => {
    const subject = { kind: "User", id: "c7", name: "Adele Vance" };
    const person: GuideStepView = { ...step, waits: "person", subject };
    const other = { ...probe, actor: "Okta", subject };
    expect(otherText({ ...person, other, fromOthers: 3 }, "entra", NOW)?.main).toBe(
      "Adele Vance came from Okta 2 s ago, not from Entra ID. 3 people came from elsewhere in all.",
    );
    expect(evidenceText({ ...person, evidence: probe, gone: true }, NOW)).toBe(
      "Adele Vance had arrived from Entra ID 2 s ago, and is gone since. That shows nothing any more.",
    );
  });

  it("says who else called, and that it counts for nothing", () => {
    const caller = (actor: string | null, calls: number) => ({
      actor,
      guide: null,
      calls,
      lastAt: NOW - 60_000,
    });
    expect(callersText([], "entra", NOW)).toBeNull();
    expect(callersText([caller("curl", 3)], "entra", NOW)).toBe(
      "3 calls came from curl, not from Entra ID; the last one 1 min ago. They count for no step of this guide.",
    );
    expect(callersText([caller("Okta", 1), caller(null, 2)], "entra", NOW)).toBe(
      "1 call came from Okta and 2 calls came from a caller that does not name itself, not from Entra ID; the last one 1 min ago. They count for no step of this guide.",
    );
  });

  it("is counted when it is done", () => {
    expect(stepsDone([step, { ...step, state: "done" }, { ...step, state: "failed" }])).toBe(1);
  });
});

describe("the attribute table", () => {
  const row = (people: number, required = false): GuideAttributeView => ({
    from: "mail",
    to: "userName",
    populates: "Login",
    note: null,
    required,
    people,
    example: null,
    exchange: null,
  });

  it("tells not yet from not sent, and more so where it is required", () => {
    expect(arrivedShown(row(0, true), null)).toMatchObject({ text: "Counting…" });
    expect(arrivedShown(row(0, true), 0)).toMatchObject({ tone: "off", text: "Not yet" });
    expect(arrivedShown(row(0, true), 60)).toMatchObject({ tone: "look", text: "Nobody has it" });
    expect(arrivedShown(row(0), 60)).toMatchObject({ tone: "off", text: "Not yet" });
    expect(arrivedShown(row(58), 60)).toMatchObject({ tone: "note", text: "58 of 60 people" });
    expect(arrivedShown(row(58, true), 60)).toMatchObject({ tone: "look" });
    expect(arrivedShown(row(60), 60)).toMatchObject({ tone: "ok", text: "60 of 60 people" });
    expect(arrivedShown(row(1), 1)).toMatchObject({ tone: "ok", text: "1 person" });
  });

  it("copies what can be pasted, and no description", () => {
    expect(canBePasted("mail")).toBe(true);
    expect(canBePasted('Switch([IsSoftDeleted], , "False", "True")')).toBe(true);
    expect(canBePasted("your choice")).toBe(false);
  });

  it("writes extensions as the guides do", () => {
    expect(shortPath("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department")).toBe(
      "…:enterprise:2.0:User:department",
    );
    expect(shortPath('emails[type eq "work"].value')).toBe('emails[type eq "work"].value');
  });
});

it("several identity providers are listed", () => {
  expect(idpNames(["entra", "okta"])).toBe("Entra ID and Okta");
});
