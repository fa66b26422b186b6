import { describe, expect, it } from "vitest";
import type { ManagerState } from "../bindings/ManagerState";
import type { Org } from "../bindings/Org";
import { problemRow } from "./manager-text";
import { findPeople } from "./org-find";
import { above, circling, firstOpen, forestOf, preorder, problemsOf, unsentOf } from "./org-tree";

const node = (id: string, managerId: string | null = null, name = id) => ({
  id,
  name,
  title: null,
  team: null,
  status: "active" as const,
  managerId,
});
const line = (id: string, state: ManagerState, reference: string | null = null) => ({
  id,
  name: id,
  state,
  reference,
  gone: null,
});
const org = (nodes: Org["nodes"], unresolved: Org["unresolved"] = []): Org => ({
  nodes,
  unresolved,
  backfilled: 0,
  unused: false,
});

describe("the forest of reporting lines", () => {
  it("puts everybody under their manager and counts who is below", () => {
    const forest = forestOf(org([node("patti"), node("alex", "miriam"), node("miriam", "patti")]));
    expect(forest.roots.map((root) => root.id)).toEqual(["patti"]);
    expect(forest.byId.get("patti")?.below).toBe(2);
    expect(forest.byId.get("alex")?.parent?.id).toBe("miriam");
    expect(forest.linked).toBe(2);
  });

  it("seats those who wait under an empty chair for whom they wait for", () => {
    const forest = forestOf(
      org(
        [node("adele"), node("joni"), node("zoe", "adele")],
        [line("adele", "pending", "8842"), line("joni", "pending", "8842")],
      ),
    );
    expect(forest.roots).toHaveLength(1);
    const chair = forest.roots[0];
    expect(chair?.person).toBeNull();
    expect(chair?.name).toBe("8842");
    expect(chair?.children.map((child) => child.id)).toEqual(["adele", "joni"]);
    expect(chair?.below).toBe(3);
    expect(forest.linked).toBe(1);
    expect(forest.people).toBe(3);
  });

  it("holds everybody once, even when the lines run in a circle or lead nowhere", () => {
    const forest = forestOf(
      org([node("a", "b"), node("b", "c"), node("c", "a"), node("d", "d"), node("e", "gone")]),
    );
    const all = preorder(forest.roots).map((place) => place.id);
    expect([...all].sort()).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("shows those with reports first, then by name", () => {
    const people = [
      node("top"),
      node("z", "top"),
      node("a", "top"),
      node("m", "top"),
      node("x", "z"),
    ];
    const forest = forestOf(org(people));
    expect(forest.byId.get("top")?.children.map((child) => child.id)).toEqual(["z", "a", "m"]);
  });

  it("puts the largest tree first, then empty chairs, then those without anybody", () => {
    const forest = forestOf(
      org(
        [
          node("alone"),
          node("boss"),
          node("a", "boss"),
          node("chief"),
          node("b", "chief"),
          node("c", "b"),
          node("late"),
        ],
        [line("late", "pending", "77")],
      ),
    );
    expect(forest.roots.map((root) => root.id)).toEqual(["chief", "boss", "chair:77", "alone"]);
  });

  it("is deep without a stack, and fast enough for ten thousand", () => {
    const chain = Array.from({ length: 10_000 }, (_, i) =>
      node(`p${i}`, i === 0 ? null : `p${i - 1}`),
    );
    const forest = forestOf(org(chain.slice(0, 2_000)));
    expect(forest.roots[0]?.below).toBe(1_999);
    const wide = Array.from({ length: 10_000 }, (_, i) =>
      node(`p${i}`, i === 0 ? null : `p${Math.floor((i - 1) / 7)}`),
    );
    const took = () => {
      const before = performance.now();
      expect(forestOf(org(wide)).roots[0]?.below).toBe(9_999);
      return performance.now() - before;
    };
    // More than one try: a busy computer takes the processor away in the middle of one.
    expect(Math.min(took(), took(), took())).toBeLessThan(1_000);
  });
});

describe("what is open first", () => {
  const wide = Array.from({ length: 400 }, (_, i) =>
    node(`p${i}`, i === 0 ? null : `p${Math.floor((i - 1) / 7)}`),
  );

  it("is everything in a small company", () => {
    const forest = forestOf(org(wide.slice(0, 60)));
    const open = firstOpen(forest.roots);
    expect(preorder(forest.roots, (place) => open.has(place.id))).toHaveLength(60);
  });

  it("is whole levels in a large one", () => {
    const forest = forestOf(org(wide));
    const open = firstOpen(forest.roots);
    expect(preorder(forest.roots, (place) => open.has(place.id))).toHaveLength(1 + 7 + 49);
  });

  it("is at least one level, however many there are", () => {
    const flat = [node("top"), ...Array.from({ length: 500 }, (_, i) => node(`p${i}`, "top"))];
    const forest = forestOf(org(flat));
    expect([...firstOpen(forest.roots)]).toEqual(["top"]);
  });

  it("can be widened to show one person", () => {
    const forest = forestOf(org(wide));
    const deep = forest.byId.get("p399");
    expect(deep && above(deep)).toEqual(["p56", "p7", "p0"]);
  });
});

describe("the problem list", () => {
  it("puts circles first, then own managers, then those who wait by whom they wait for", () => {
    const problems = problemsOf(
      org(
        [node("lidia", null, "Lidia H.")],
        [
          line("adele", "pending", "9"),
          line("top", "neverSent"),
          line("joni", "pending", "8"),
          line("sam", "itself", "sam"),
          line("pradeep", "loop", "lidia"),
          line("lidia", "loop", "pradeep"),
        ],
      ),
    );
    expect(problems.map((problem) => problem.id)).toEqual([
      "pradeep",
      "lidia",
      "sam",
      "joni",
      "adele",
    ]);
    expect(problems[0]?.reference).toBe("Lidia H.");
  });
});

describe("who is named in the problem list", () => {
  const people = [node("l", null, "Lidia"), node("p", null, "Pradeep"), node("g", null, "Grady")];
  const rows = (of: Org, managers?: Map<string, string>) =>
    problemsOf(of, managers).map(
      (problem) => problemRow({ ...problem, name: names[problem.id] ?? problem.name }).who,
    );
  const names: Record<string, string> = { l: "Lidia", p: "Pradeep", g: "Grady" };

  it("is by name in a circle, however the manager was sent", () => {
    const byId = org(people, [line("l", "loop", "p"), line("p", "loop", "l")]);
    expect(circling(byId)).toEqual([]);
    expect(rows(byId)).toEqual(["Pradeep ⇄ Lidia", "Lidia ⇄ Pradeep"]);
    const byName = org(people, [line("l", "loop", "p@x"), line("p", "loop", "l@x")]);
    expect(circling(byName)).toEqual(["l", "p"]);
    const asked = new Map([
      ["l", "p"],
      ["p", "l"],
    ]);
    expect(rows(byName, asked)).toEqual(["Pradeep ⇄ Lidia", "Lidia ⇄ Pradeep"]);
  });

  it("has an arrow where a circle is of three, and words for an own manager", () => {
    const lines = [line("l", "loop", "p"), line("p", "loop", "g"), line("g", "loop", "l")];
    expect(rows(org(people, lines))).toEqual([
      "Pradeep → Grady",
      "Grady → Lidia",
      "Lidia → Pradeep",
    ]);
    expect(rows(org(people, [line("g", "itself", "E7")]))).toEqual(["Grady is their own manager"]);
  });

  it("is who has neither manager nor reports, apart from the problems", () => {
    const some = org(people, [line("p", "neverSent"), line("g", "cleared", "l")]);
    expect(problemsOf(some)).toEqual([]);
    expect(unsentOf(some).map((person) => person.id)).toEqual(["p"]);
  });
});

describe("finding a person", () => {
  const forest = forestOf(
    org([
      node("1", null, "Alex Wilber"),
      node("2", null, "Pradeep Alexander"),
      node("3", null, "Joni"),
    ]),
  );
  it("prefers names that begin with the text", () => {
    expect(findPeople(forest, "alex").map((place) => place.name)).toEqual([
      "Alex Wilber",
      "Pradeep Alexander",
    ]);
    expect(findPeople(forest, " ")).toEqual([]);
    expect(findPeople(forest, "nobody")).toEqual([]);
  });
});

describe("managers who are not active any more", () => {
  const left = (id: string) => ({ ...node(id), status: "deactivated" as const });
  it("are a problem of the active people below them", () => {
    const of = org([left("Nestor"), node("Adele", "Nestor"), node("Bram"), node("Cleo", "Bram")]);
    expect(problemsOf(of).map(({ id, state, reference }) => [id, state, reference])).toEqual([
      ["Adele", "inactive", "Nestor"],
    ]);
    expect(problemsOf(of).map(problemRow)).toEqual([{ who: "Adele", whom: "→ Nestor" }]);
  });
  it("are none where those below are not active either", () => {
    const gone = { ...left("Adele"), managerId: "Nestor" };
    expect(problemsOf(org([left("Nestor"), gone]))).toEqual([]);
  });
});
