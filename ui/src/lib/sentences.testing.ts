// What the tests of the sentences tell: an exchange about Adele, and how to check its two forms.
import { expect } from "vitest";
import type { Story } from "../bindings/Story";
import type { Subject } from "../bindings/Subject";
import { brief, sentenceText, tell, type Told } from "./sentences";

export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const adele: Subject = { kind: "User", id: "c7", name: "Adele Vance" };
export const editors: Subject = { kind: "Group", id: "g1", name: "Editors" };

export function told(story: Story, more: Partial<Told> = {}): Told {
  return {
    actor: "Entra ID",
    method: "PATCH",
    path: "/Users/c7",
    status: 200,
    subject: adele,
    story,
    ...more,
  };
}

/** Checks the whole sentence and its short form. */
export function check(story: Story, sentence: string, short: string, more: Partial<Told> = {}) {
  expect(sentenceText(tell(told(story, more)))).toBe(sentence);
  expect(brief(told(story, more))).toBe(short);
}

export const moved = { from: "Sales", to: "Finance" };
export const pending = { state: "pending", reference: "8842", name: null } as const;
export const linked = { state: "linked", reference: "u1", name: "Nestor Wilke" } as const;
