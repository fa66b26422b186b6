import { expect, it } from "vitest";
import { arrivals } from "./summary.svelte";

it("what arrived is one short sentence", () => {
  expect(arrivals({ exchanges: 5, failed: 0 }, { exchanges: 6, failed: 0 })).toBe("1 new request");
  expect(arrivals({ exchanges: 5, failed: 1 }, { exchanges: 17, failed: 2 })).toBe(
    "12 new requests, 1 failed",
  );
});

it("nothing new, or an emptied log, is not announced", () => {
  expect(arrivals({ exchanges: 5, failed: 0 }, { exchanges: 5, failed: 0 })).toBeNull();
  expect(arrivals({ exchanges: 5, failed: 0 }, { exchanges: 0, failed: 0 })).toBeNull();
});
