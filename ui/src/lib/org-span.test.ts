import { describe, expect, it } from "vitest";
import type { Org } from "../bindings/Org";
import { levelOf, spansOf } from "./org-span";
import { forestOf } from "./org-tree";

const node = (id: string, managerId: string | null = null) => ({
  id,
  name: id,
  title: null,
  team: null,
  status: "active" as const,
  managerId,
});
const org = (nodes: Org["nodes"], unresolved: Org["unresolved"] = []): Org => ({
  nodes,
  unresolved,
  backfilled: 0,
  unused: false,
});

describe("the chart in numbers", () => {
  it("counts tops, levels and the widest span", () => {
    const forest = forestOf(
      org([node("a"), node("b", "a"), node("c", "a"), node("d", "b"), node("alone")]),
    );
    const { widest, ...rest } = spansOf(forest);
    expect(rest).toEqual({ roots: 1, levels: 3 });
    expect(widest?.name).toBe("a");
    const d = forest.byId.get("d");
    expect(d && levelOf(d)).toBe(3);
  });

  it("takes an empty chair for nobody", () => {
    const late = { id: "b", name: "b", state: "pending", reference: "9", gone: null } as const;
    const forest = forestOf(org([node("b"), node("c", "b")], [late]));
    const { widest, ...rest } = spansOf(forest);
    expect(rest).toEqual({ roots: 0, levels: 2 });
    expect(widest?.name).toBe("b");
    const b = forest.byId.get("b");
    expect(b && levelOf(b)).toBe(1);
  });

  it("is nothing without people", () => {
    expect(spansOf(forestOf(org([])))).toEqual({ roots: 0, levels: 0, widest: null });
  });

  it("puts who was left under the chair of who has left, whatever they were called by", () => {
    const gone = { id: "n", name: "Nestor", at: 0, exchange: null };
    const left = (id: string, reference: string) =>
      ({ id, name: id, state: "dangling", reference, gone }) as const;
    const lines = [left("a", "E1"), left("b", "nestor@x")];
    const [chair, ...others] = forestOf(org([node("a"), node("b")], lines)).roots;
    expect(others).toEqual([]);
    expect(chair?.person).toBeNull();
    expect([chair?.name, chair?.children.length, chair?.gone?.id]).toEqual(["Nestor", 2, "n"]);
  });
});
