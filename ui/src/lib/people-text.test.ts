// Status, sign-in and roles in words: the sentences that lists and cards show.
import { describe, expect, it } from "vitest";
import type { HeldRole } from "../bindings/HeldRole";
import type { RulesView } from "../bindings/RulesView";
import type { SignInView } from "../bindings/SignInView";
import { editSentence, nextCycle, notByHand, overText, roleSentence } from "./role-text";
import { isRefused, signInSentence } from "./sign-in-text";
import { goneSentence, statusSentence } from "./status-text";

const rules: RulesView = {
  app: "Acme",
  login: "userName",
  sso: "email",
  departments: "team",
  titles: true,
  managers: true,
  groups: "roles",
  defaultRole: "base",
  byHand: true,
  overwrites: false,
  precedence: ["byHand", "group", "default"],
  unassignedDiffers: false,
  stages: false,
  syncsActiveOnly: false,
  history: true,
};

describe("the status", () => {
  it("says why by the rule of the application", () => {
    expect(statusSentence(false, "disabled", rules)).toBe(
      "Disabled: unassigned or deactivated in the identity provider; both send active false.",
    );
    expect(statusSentence(false, "active", rules)).toContain("keeps their access");
    expect(statusSentence(true, "staged", rules)).toContain("has not made this account yet");
  });

  it("says that access stands until a sync takes it, was taken, and comes back with one", () => {
    const staged = { ...rules, stages: true, syncsActiveOnly: true };
    expect(statusSentence(false, "staged", staged)).toContain("no sync of Acme makes an account");
    expect(statusSentence(true, "staged", staged)).toContain("has not made this account yet");
    expect(statusSentence(false, "leaving", staged)).toContain("still stands until the next sync");
    expect(goneSentence("leaving", staged)).toContain("still stands until the next sync");
    expect(statusSentence(false, "disabled", staged)).toContain("a sync has taken the access");
    expect(statusSentence(true, "disabled", staged)).toContain("gives the access to Acme back");
  });

  it("says that unassigned looks the same where it is not", () => {
    const differs = { ...rules, unassignedDiffers: true };
    expect(statusSentence(false, "disabled", differs)).toContain("only unassigned");
    expect(statusSentence(true, "active", differs)).not.toContain("only unassigned");
  });

  it("of somebody deleted says what stays, and that nothing does", () => {
    expect(goneSentence("disabled", rules)).toContain("the account stays there");
    expect(goneSentence("removed", rules)).toContain("what they did stays there");
    expect(goneSentence("removed", { ...rules, history: false })).toContain(
      "Only Scimbox’s own log still has it.",
    );
  });
});

describe("sign-in", () => {
  const signIn: SignInView = {
    verdict: "differs",
    login: "ada@upn",
    told: "ada@x",
    guest: false,
    otherId: null,
    other: null,
  };
  const told = (change: Partial<SignInView>) =>
    signInSentence({ ...signIn, ...change }, "active", "Acme");

  it("names both sides and what to do", () => {
    expect(told({})).toContain("Their login is ada@upn, but single sign-on passes on ada@x");
    expect(told({ verdict: "somebodyElse", other: "Bea" })).toContain("the login of Bea");
    expect(told({ verdict: "shared", other: "Bea" })).toContain("Bea has the same login, ada@upn");
  });

  it("tells apart that there is no login and that nothing is told", () => {
    expect(told({ verdict: "missing", login: null })).toContain("none was sent");
    expect(told({ verdict: "missing", told: null })).toContain(
      "Single sign-on passes on the email address, and none was sent",
    );
  });

  it("names guests, and who is not let in by their status", () => {
    expect(told({ guest: true })).toContain("#EXT#");
    const barred = signInSentence({ ...signIn, verdict: "barred" }, "disabled", "Acme");
    expect(barred).toBe("The account is disabled, so no login gets them in.");
  });

  it("marks those who should get in and would not", () => {
    expect(isRefused("somebodyElse")).toBe(true);
    expect(isRefused("barred")).toBe(false);
    expect(isRefused("otherCase")).toBe(false);
  });
});

describe("roles", () => {
  const role = (origin: HeldRole["origin"], counts: boolean): HeldRole => ({
    origin,
    id: null,
    name: origin,
    counts,
  });

  it("say what stands over them", () => {
    const [group, base] = [role("group", true), role("default", false)];
    const roles = [group, base];
    const over = "Does not count: what groups give stands over it.";
    expect(overText(base, roles, rules)).toBe(over);
    expect(overText(group, roles, rules)).toBeNull();
    // Nothing at all, set by hand, is no role and stands over the others.
    expect(overText(base, [base], rules)).toContain("what is set by hand");
  });

  it("say what the next cycle does to them", () => {
    expect(nextCycle("byHand", rules)).toContain("leaves it as it is");
    expect(nextCycle("byHand", { ...rules, overwrites: true })).toContain("sets it anew");
    expect(nextCycle("default", rules)).toBeNull();
  });

  it("say where they come from where nobody sets them by hand", () => {
    expect(notByHand(rules)).toContain("the groups of the identity provider");
    expect(notByHand({ ...rules, groups: "ignored" })).toContain("the default of Acme");
    expect(notByHand({ ...rules, groups: "groups", defaultRole: null })).toBe(
      "Acme gives roles by rules of its own, which Scimbox cannot know.",
    );
  });

  it("tell what happened to them", () => {
    expect(roleSentence({ change: "renamed", name: "Authors", before: "Editors" })).toBe(
      "The role Editors is called Authors since.",
    );
    const gained = { change: "gained", name: "Authors", before: null } as const;
    expect(roleSentence(gained)).toBe("Gained the role Authors.");
    expect(roleSentence(gained, "groups")).toBe("Joined the group Authors.");
    expect(roleSentence({ ...gained, change: "lost" }, "ignored")).toBe("Left the group Authors.");
    const edit = { before: null, after: ["Administrator", "Auditor"] };
    expect(editSentence({ ...edit, edit: "set" })).toBe(
      "Permissions set by hand: Administrator and Auditor.",
    );
    expect(editSentence({ edit: "set", before: ["A"], after: [] })).toContain("taken away");
    expect(editSentence({ edit: "set", before: ["A"], after: null })).toContain("given up (A)");
    expect(editSentence({ edit: "overwritten", before: ["A"], after: null })).toContain("anew");
  });
});
