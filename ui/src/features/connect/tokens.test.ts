import { expect, it } from "vitest";
import type { TokenView } from "../../bindings/TokenView";
import { endedWord, madeBy } from "./tokens.svelte";

const token = (part: Partial<TokenView>) => part as TokenView;

it("why a token ended is a word", () => {
  expect(endedWord(token({ revokedReason: "rotated" }))).toBe("Replaced");
  expect(endedWord(token({ revokedReason: "revoked" }))).toBe("Revoked");
  expect(endedWord(token({ revokedReason: null }))).toBe("Revoked");
});

it("a maker without words of ours is shown as it is", () => {
  expect(madeBy(token({ createdBy: "window" }))).toBe("in this app");
  expect(madeBy(token({ createdBy: "robot" }))).toBe("robot");
});
