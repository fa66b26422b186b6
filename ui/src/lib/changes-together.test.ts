import { describe, expect, it } from "vitest";
import { changesTogether } from "./changes-together";

const change = (path: string, before: string | null, after: string | null) => ({
  path,
  before,
  after,
});

describe("before and after over several requests", () => {
  it("begin with the first before and end with the last after", () => {
    const together = changesTogether([
      [change("title", null, "Clerk"), change("userName", null, "adele")],
      [change("title", "Clerk", "Lead")],
    ]);
    expect(together).toEqual([change("title", null, "Lead"), change("userName", null, "adele")]);
  });

  it("are of one attribute, however its name is written", () => {
    const together = changesTogether([
      [change("displayName", "A", "B")],
      [change("displayname", "B", "C")],
    ]);
    expect(together).toEqual([change("displayName", "A", "C")]);
  });

  it("leave out what came back to where it was", () => {
    expect(changesTogether([[change("active", "a", "b")], [change("active", "b", "a")]])).toEqual(
      [],
    );
    expect(changesTogether([[change("a", null, "1")], [change("a", "1", null)]])).toEqual([]);
  });

  it("name whom the first value and the last one refer to", () => {
    const path = "manager";
    const together = changesTogether([
      [{ path, before: "1", after: "2", beforeName: "Patti", afterName: "Miriam" }],
      [{ path, before: "2", after: "3", beforeName: "Miriam" }],
    ]);
    expect(together).toEqual([{ path, before: "1", after: "3", beforeName: "Patti" }]);
  });
});
