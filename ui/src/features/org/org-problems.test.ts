import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import type { Problem } from "../../lib/org-tree";
import OrgProblems from "./org-problems.svelte";

const problem = (name: string, state: Problem["state"], more: Partial<Problem> = {}): Problem => ({
  ...{ id: name, name, state, reference: null, mutual: false, gone: null },
  ...more,
});

function show(problems: Problem[], unsent: Problem[] = []) {
  const onshow = vi.fn();
  const rest = { backfilled: 0, current: null, onnext: vi.fn(), onclose: vi.fn() };
  render(OrgProblems, { problems, unsent, onshow, ...rest });
  return onshow;
}

describe("the problem panel", () => {
  it("names those without a manager as a group of links, with count and reason", async () => {
    const emilie = problem("Émilie Gagnon", "neverSent");
    const onshow = show([], [emilie, problem("Zoë", "neverSent")]);
    const group = screen.getByRole("region", { name: "No manager sent" });
    expect(group.textContent).toMatch(/∅\s*No manager sent\s*2/);
    expect(group.textContent).toContain("only while both are in scope; nothing to wait for");
    await fireEvent.click(within(group).getByRole("link", { name: "Émilie Gagnon" }));
    expect(onshow).toHaveBeenCalledWith(emilie);
    expect(screen.getByRole("heading", { name: "Problems 0" })).toBeTruthy();
  });

  it("names both in a circle, and who is their own manager", () => {
    show([
      problem("Lidia", "loop", { reference: "Pradeep", mutual: true }),
      problem("Grady", "itself", { reference: "Grady" }),
      problem("Adele", "pending", { reference: "8842" }),
    ]);
    const buttons = ["Lidia ⇄ Pradeep", "Grady is their own manager", "Adele → 8842"];
    for (const name of buttons) expect(screen.getByRole("button", { name })).toBeTruthy();
    expect(screen.queryByRole("region", { name: "No manager sent" })).toBeNull();
  });
});
