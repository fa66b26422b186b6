import { describe, it } from "vitest";
import { check } from "./sentences.testing";

const none = { created: 0, changed: 0, deleted: 0, unchanged: 0, failed: 0, notReached: 0 };

describe("many writes in one request", () => {
  it("are counted by what became of them", () => {
    check(
      { type: "bulk", operations: 7, ...none, created: 3, changed: 2, deleted: 1, unchanged: 1 },
      "Entra ID sent 7 changes in one request: 3 created, 2 changed, 1 deleted and 1 unchanged.",
      "Bulk: 3 created, 2 changed, 1 deleted, 1 unchanged",
    );
  });

  it("say what was left out", () => {
    check(
      { type: "bulk", operations: 4, ...none, created: 1, failed: 1, notReached: 2 },
      "Entra ID sent 4 changes in one request: 1 created and 1 failed. 2 operations were not tried, because the request says after how many errors to stop.",
      "Bulk: 1 created, 1 failed",
    );
  });

  it("need not come to anything", () => {
    check(
      { type: "bulk", operations: 1, ...none },
      "Entra ID sent 1 change in one request, and none was carried out.",
      "Bulk: none of 1 carried out",
    );
  });
});
