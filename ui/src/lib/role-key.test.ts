import { describe, expect, it } from "vitest";
import { roleKey, roleName, roleQuery } from "./role-key";

describe("a role as one text", () => {
  it("is the id of the group that gives it", () => {
    const key = roleKey({ origin: "group", group: "g-1", name: "Editors" });
    expect(key).toBe("g-1");
    expect(roleQuery(key)).toEqual({ role: "g-1" });
    expect(roleName(key)).toBeNull();
  });

  it.each([["default"], ["byHand"]] as const)("finds those who have it %s", (origin) => {
    const key = roleKey({ origin, group: null, name: "by-hand: all & more" });
    expect(roleQuery(key)).toEqual({ held: { origin, name: "by-hand: all & more" } });
    expect(roleName(key)).toBe("by-hand: all & more");
  });
});
