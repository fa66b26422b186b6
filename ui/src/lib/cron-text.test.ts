import { describe, expect, it } from "vitest";
import { cronText, soonText, untilText, zonedMoment, zonedShort, zonedTime } from "./cron-text";

describe("a schedule in words", () => {
  it("tells days, hours and how many runs a day that makes", () => {
    expect(cronText("0 6-18 * * MON-FRI")).toBe("Mon–Fri, hourly 06:00–18:00 (13 runs a day)");
    expect(cronText("30 2 * * *")).toBe("Every day, at 02:30");
    expect(cronText("5 * * * 7")).toBe("Every Sun, hourly at minute 05");
    expect(cronText("0 8-9 * * 1-5")).toBe("Mon–Fri, hourly 08:00–09:00 (2 runs a day)");
  });

  it("leaves what it cannot tell to the expression", () => {
    for (const cron of [
      "*/5 * * * *",
      "0 6 1 * *",
      "0 6 * JAN *",
      "0 6,18 * * *",
      "0 6 * * MON,FRI",
      "0 18-6 * * *",
      "often",
      "",
    ])
      expect(cronText(cron), cron).toBeNull();
  });
});

describe("times to come", () => {
  const at = Date.UTC(2026, 10, 23, 13, 0);
  it("are told in the zone of the schedule", () => {
    expect(zonedTime(at, "UTC")).toBe("Mon 23 Nov, 13:00");
    expect(zonedMoment(at, "UTC")).toBe("Mon 23 Nov 2026, 13:00");
    expect(zonedShort(at, "UTC")).toBe("Mon 13:00");
    expect(zonedTime(at, "Europe/Copenhagen")).toBe("Mon 23 Nov, 14:00");
  });

  it("are told by how near they are", () => {
    const now = new Date(2026, 10, 23, 9, 0).getTime();
    const local = (day: number, hour: number) => new Date(2026, 10, day, hour, 0).getTime();
    expect(soonText(local(23, 13), now)).toBe("today 13:00");
    expect(soonText(local(24, 6), now)).toBe("tomorrow 06:00");
    expect(soonText(local(30, 6), now)).toBe("Mon 30 Nov, 06:00");
    expect(untilText(now + 20_000, now)).toBe("in less than a minute");
    expect(untilText(now + 12 * 60_000, now)).toBe("in 12 min");
    expect(untilText(now + 3 * 3_600_000, now)).toBe("in 3 h");
    expect(untilText(now + 3 * 86_400_000, now)).toBe("in 3 days");
    expect(untilText(now + 463 * 86_400_000, now)).toBe("in 15 months");
    expect(untilText(now + 3287 * 86_400_000, now)).toBe("in 9 years");
  });

  it("have their year when it is not this one, in the zone that is told", () => {
    const leap = new Date(2028, 1, 29, 6, 0).getTime();
    expect(soonText(leap, new Date(2026, 10, 23).getTime())).toBe("Tue 29 Feb 2028, 06:00");
    const newYear = Date.UTC(2027, 0, 1, 0, 30);
    expect(zonedTime(newYear, "UTC", newYear - 3_600_000)).toBe("Fri 1 Jan 2027, 00:30");
    const here = "America/New_York";
    expect(zonedTime(newYear, here, newYear - 3_600_000)).toBe("Thu 31 Dec, 19:30");
  });
});
