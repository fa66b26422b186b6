import { beforeEach, expect, it, vi } from "vitest";

async function fresh() {
  vi.resetModules();
  return (await import("./theme.svelte")).appearance;
}

beforeEach(() => {
  localStorage.clear();
  delete document.documentElement.dataset["theme"];
});

it("without a choice the system decides", async () => {
  const appearance = await fresh();
  expect(appearance.theme).toBe("system");
  expect(document.documentElement.dataset["theme"]).toBeUndefined();
});

it("a choice is applied and remembered", async () => {
  (await fresh()).set("dark");
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  delete document.documentElement.dataset["theme"];
  expect((await fresh()).theme).toBe("dark");
  expect(document.documentElement.dataset["theme"]).toBe("dark");
});

it("back to the system removes the mark", async () => {
  const appearance = await fresh();
  appearance.set("light");
  appearance.set("system");
  expect(document.documentElement.dataset["theme"]).toBeUndefined();
});

it("a stored word that means nothing is the system's", async () => {
  localStorage.setItem("scimbox.theme", "neon");
  expect((await fresh()).theme).toBe("system");
});

it("cycling visits all three", async () => {
  const appearance = await fresh();
  expect([appearance.cycle(), appearance.cycle(), appearance.cycle()]).toEqual([
    "light",
    "dark",
    "system",
  ]);
});
