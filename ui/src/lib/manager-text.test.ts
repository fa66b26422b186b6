import { describe, expect, it } from "vitest";
import type { ManagerState } from "../bindings/ManagerState";
import { managerSentence, managerShort, problemHeading } from "./manager-text";

const sent = (state: ManagerState, name: string | null = null) => ({
  state,
  id: null,
  name,
  reference: state === "neverSent" ? null : "8842",
});

describe("a reporting line in words", () => {
  it.each([
    [sent("linked", "Nestor"), "Nestor", "Reports to Nestor."],
    [sent("linked"), "8842", "Reports to 8842."],
    [
      sent("pending"),
      "waiting for 8842",
      "The manager (8842) has not arrived yet. The line is drawn when they do.",
    ],
    [
      sent("loop", "Pradeep"),
      "loop with Pradeep",
      "The manager that was sent (Pradeep) reports back here, so the lines run in a circle.",
    ],
    [sent("itself"), "own manager", "Was sent as their own manager, so no line is drawn."],
    [sent("neverSent"), "–", "No manager was sent."],
  ])("%j", (manager, short, sentence) => {
    expect(managerShort(manager)).toBe(short);
    expect(managerSentence(manager)).toBe(sentence);
  });

  it("has a heading for every state", () => {
    const states: ManagerState[] = ["neverSent", "linked", "pending", "loop", "itself"];
    expect(new Set(states.map(problemHeading)).size).toBe(states.length);
  });
});
