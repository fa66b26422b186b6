import { expect, it } from "vitest";
import { bytes, count, counted, rate } from "./numbers";

it("thousands are grouped", () => {
  expect(count(18_204)).toBe("18,204");
});

it("the number comes before the noun, and one is one", () => {
  expect(counted(1, "person", "people")).toBe("1 person");
  expect(counted(0, "person", "people")).toBe("0 people");
  expect(counted(2_000, "request")).toBe("2,000 requests");
});

it("a rate is exact where it is small", () => {
  expect([0, 0.2, 1.26, 9.9, 14.4, 1_000].map(rate)).toEqual([
    "0",
    "0.2",
    "1.3",
    "9.9",
    "14",
    "1,000",
  ]);
});

it("sizes are short", () => {
  expect([0, 48_200, 3_210_000, 1_400_000_000].map(bytes)).toEqual([
    "0 KB",
    "48 KB",
    "3.2 MB",
    "1.4 GB",
  ]);
  expect(bytes(999_600)).toBe("1.0 MB");
});
