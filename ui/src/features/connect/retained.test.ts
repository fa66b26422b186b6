import { describe, expect, it } from "vitest";
import { accountsAfter } from "./retained.svelte";

describe("what becomes of the accounts of a deleted connection", () => {
  const told = (accounts: number, without: number) =>
    accountsAfter("keep", "21RISK", { accounts, without });

  it("counts only those with access among those who keep it", () => {
    expect(told(5, 2)).toBe(
      "The 3 accounts with access keep their access to 21RISK. 2 accounts have no access there already.",
    );
    expect(told(2, 0)).toBe("The 2 accounts keep their access to 21RISK.");
    expect(told(1, 1)).toBe("1 account has no access there already.");
  });

  it("counts all where all of them are removed", () => {
    const all = accountsAfter("remove", "Acme", { accounts: 5, without: 2 });
    expect(all).toBe("Acme removes the 5 accounts entirely.");
  });
});
