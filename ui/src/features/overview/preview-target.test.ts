import { describe, expect, it } from "vitest";
import type { ConnectionView } from "../../bindings/ConnectionView";
import { target } from "./preview-target";

const connection = { id: "c", name: "Sandbox", twin: "generic" } as ConnectionView;
const unleash = { id: "unleash", name: "Unleash" };
const nobody = { people: 0, groups: 0, removed: 0 };

describe("where sample people come", () => {
  it("the application that the connection stands in for changes nothing, whoever is there", () => {
    const same = { id: "generic", name: "Generic SCIM 2.0" };
    expect(target(connection, same, { ...nobody, people: 9 }, [])).toEqual({ kind: "here" });
  });
  it("an empty connection becomes the other application", () => {
    expect(target(connection, unleash, nobody, ["Sandbox"])).toEqual({ kind: "becomes" });
  });
  it.each(["people", "groups", "removed"] as const)("one with %s stays as it is", (what) => {
    const held = { ...nobody, [what]: 1 };
    expect(target(connection, unleash, held, ["Sandbox"])).toEqual({
      kind: "own",
      name: "Unleash preview",
    });
  });
  it("a second preview has a name of its own", () => {
    const taken = ["Sandbox", "unleash PREVIEW"];
    expect(target(connection, unleash, { ...nobody, people: 1 }, taken)).toEqual({
      kind: "own",
      name: "Unleash preview 2",
    });
  });
});
