import { describe, expect, it } from "vitest";
import { severityOutcome, statusOutcome, subjectHref } from "./outcome";

describe("a status", () => {
  it.each([
    [200, "ok"],
    [204, "ok"],
    [304, "ok"],
    [404, "look"],
    [401, "blocked"],
    [409, "blocked"],
    [500, "blocked"],
  ])("%i is %s", (status, tone) => {
    expect(statusOutcome(status)).toBe(tone);
  });
});

describe("a severity", () => {
  it("has its own tone and word", () => {
    expect(severityOutcome("error")).toEqual({ tone: "blocked", text: "Error" });
    expect(severityOutcome("warn")).toEqual({ tone: "look", text: "Look at" });
    expect(severityOutcome("info")).toEqual({ tone: "note", text: "Note" });
  });
});

describe("the address of what an exchange was about", () => {
  const subject = { kind: "User", id: "a/b", name: "Adele" };
  it("leads to the person or the group", () => {
    expect(subjectHref({ subject, story: { type: "read" } })).toBe("#/directory/people/a%2Fb");
    expect(subjectHref({ subject: { ...subject, kind: "Group" }, story: { type: "read" } })).toBe(
      "#/directory/groups/a%2Fb",
    );
  });
  it("leads to the card of who is gone", () => {
    const story = { type: "deleted", unlinked: 0 } as const;
    expect(subjectHref({ subject, story })).toBe("#/directory/removed/a%2Fb");
  });
  it("is absent for what never was or has no page", () => {
    const story = { type: "deleted", unlinked: 0 } as const;
    expect(subjectHref({ subject: { ...subject, kind: "X" }, story })).toBeNull();
    expect(subjectHref({ subject, story: { type: "notFound" } })).toBeNull();
    expect(subjectHref({ subject: { ...subject, id: null }, story: { type: "read" } })).toBeNull();
    expect(subjectHref({ subject: { ...subject, kind: "X" }, story: { type: "read" } })).toBeNull();
    expect(subjectHref({ subject: null, story: { type: "probe" } })).toBeNull();
  });
});
