import { describe, expect, it } from "vitest";
import { ago, clockTime, duration, when } from "./time";

const now = new Date(2026, 4, 3, 12, 6, 2).getTime();
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

describe("time", () => {
  it("a clock time has seconds and 24 hours", () => {
    expect(clockTime(now)).toBe("12:06:02");
    expect(clockTime(new Date(2026, 4, 3, 0, 5, 0).getTime())).toBe("00:05:00");
  });

  it("a moment today is a clock time, this year a day and a time, before that a date", () => {
    expect(when(now - HOUR, now)).toBe("11:06:02");
    expect(when(now - 24 * HOUR, now)).toBe("2 May 12:06");
    expect(when(now - 400 * 24 * HOUR, now)).toBe("29 Mar 2025");
  });

  it.each([
    [-3_600, "13:06:02"],
    [-172_800, "5 May 12:06"],
    [-2, "just now"],
    [0, "just now"],
    [1.9, "just now"],
    [12, "12 s ago"],
    [59.9, "59 s ago"],
    [60, "1 min ago"],
    [3_599, "59 min ago"],
    [7_200, "2 h ago"],
    [86_400, "2 May 12:06"],
  ])("%d seconds are %j", (seconds, text) => {
    expect(ago(now - seconds * SECOND, now)).toBe(text);
  });

  it.each([
    [400, "0.4 ms"],
    [9_949, "9.9 ms"],
    [14_200, "14 ms"],
    [1_240_000, "1.2 s"],
  ])("%d microseconds are %j", (us, text) => {
    expect(duration(us)).toBe(text);
  });
});
