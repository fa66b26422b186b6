import { describe, expect, it } from "vitest";
import type { ManagerState } from "../bindings/ManagerState";
import { managerSentence, managerShort, problemHeading } from "./manager-text";

const sent = (state: ManagerState, name: string | null = null) => ({
  state,
  id: null,
  name,
  reference: state === "neverSent" ? null : "8842",
  gone: null,
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
    [
      sent("dangling"),
      "8842 left",
      "The manager (8842) was the manager and has left. The line is drawn again when they come back or another manager is sent.",
    ],
    [sent("cleared"), "taken away", "The manager was taken away; 8842 was sent before."],
    [sent("neverSent"), "–", "No manager was sent."],
  ])("%j", (manager, short, sentence) => {
    expect(managerShort(manager)).toBe(short);
    expect(managerSentence(manager)).toBe(sentence);
  });

  it("names who left, and when", () => {
    const gone = { id: "1", name: "Nestor Wilke", at: Date.UTC(2026, 4, 3, 12), exchange: 421 };
    const left = { ...sent("dangling"), gone };
    expect(managerShort(left)).toBe("Nestor Wilke left");
    expect(managerSentence(left)).toMatch(
      /^Nestor Wilke was the manager and has left on 3 May 2026 /,
    );
  });

  it("has a heading for every state", () => {
    const states: ManagerState[] = [
      "neverSent",
      "cleared",
      "linked",
      "pending",
      "dangling",
      "loop",
      "itself",
    ];
    expect(new Set(states.map(problemHeading)).size).toBe(states.length);
  });
});
