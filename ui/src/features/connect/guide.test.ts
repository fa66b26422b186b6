import { beforeEach, expect, it, vi } from "vitest";
import type { GuideState } from "../../bindings/GuideState";
import type { GuideView } from "../../bindings/GuideView";
import { announcer } from "../../shell/announce.svelte";
import { GuideModel } from "./guide.svelte";

const asked: [string, Record<string, unknown>][] = [];
let state: GuideState = "waiting";
let refuses = false;

vi.mock("../../transport", () => ({
  RpcError: class RpcError extends Error {},
  transport: {},
  rpc: async (name: string, request: Record<string, unknown>) => {
    asked.push([name, request]);
    await new Promise((resolve) => setTimeout(resolve));
    if (name === "tickGuide" && refuses) throw new Error("The guide has no such step.");
    return name === "guide" ? view() : {};
  },
}));

function view(): GuideView {
  const step = { title: "Test", state, watched: true } as never;
  const guide = {
    provider: "entra",
    prerequisites: [],
    steps: [step],
    traps: [],
    attributes: [],
  } as never;
  return { app: "RansomLeak", known: true, providers: ["entra"], guide };
}

beforeEach(() => {
  asked.length = 0;
  state = "waiting";
  refuses = false;
});

it("ticks that follow each other at once are all carried out, in their order", async () => {
  const model = new GuideModel("c");
  await model.view.pull();
  const all = ["one", "two", "three"].map((item) => model.tick("prerequisite", item, true));
  expect(await Promise.all(all)).toEqual([true, true, true]);
  const ticked = asked.filter(([name]) => name === "tickGuide").map(([, { item }]) => item);
  expect(ticked).toEqual(["one", "two", "three"]);
});

it("a tick that is refused says so, and the next one counts again", async () => {
  const model = new GuideModel("c");
  await model.view.pull();
  refuses = true;
  expect(await model.tick("step", "gone", true)).toBe(false);
  expect(model.ticking.problem?.message).toBe("The guide has no such step.");
  refuses = false;
  expect(await model.tick("step", "Test", true)).toBe(true);
  expect(model.ticking.problem).toBeNull();
});

it("a step that turns is said aloud once, and the first reading is not", async () => {
  const model = new GuideModel("c");
  announcer.text = "";
  await model.view.pull();
  expect(announcer.text).toBe("");
  state = "done";
  await model.view.pull();
  expect(announcer.text).toBe("Step 1 is done: Test.");
  announcer.text = "";
  await model.view.pull();
  expect(announcer.text).toBe("");
});
