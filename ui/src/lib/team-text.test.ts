import { describe, expect, it } from "vitest";
import { emptiedSentence, moveSentence, visibleName } from "./team-text";

const move = {
  seq: 1,
  person: "1",
  name: "Adele Vance",
  at: Date.UTC(2026, 4, 3, 12),
  from: "Sales",
  to: "Finance ",
  removed: false,
  exchange: 421,
};

describe("a team in words", () => {
  it("shows blanks at the ends", () => {
    expect(visibleName(" Sales  ")).toBe("␣Sales␣␣");
    expect(visibleName("Human Resources")).toBe("Human Resources");
  });

  it("says since when it is empty and who was last", () => {
    const said = emptiedSentence({ last: move });
    expect(said).toMatch(/^Empty since 3 May 2026 .*, last member Adele Vance moved to Finance␣.$/);
    const removed = emptiedSentence({ last: { ...move, to: null, removed: true } });
    expect(removed).toContain("last member Adele Vance was removed.");
  });

  it.each([
    [move, "Sales", "moved to Finance␣"],
    [move, "Finance ", "came from Sales"],
    [{ ...move, from: null }, "Finance ", "joined, without a team before"],
    [{ ...move, to: null }, "Sales", "has no team since"],
    [{ ...move, to: null, removed: true }, "Sales", "was removed"],
  ])("%j as %s sees it", (one, team, words) => {
    expect(moveSentence(one, team)).toBe(words);
  });
});
