import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { SyncCard } from "../../bindings/SyncCard";
import type { SyncPeoplePage } from "../../bindings/SyncPeoplePage";
import RunPanel from "./run-panel.svelte";
import { SyncState } from "./sync.svelte";

const rpc = vi.hoisted(() => vi.fn());
vi.mock("../../transport", async (original) => ({ ...(await original()), rpc }));

const step = (position: number, kind: SyncCard["steps"][number]["step"]) => ({
  position,
  step: kind,
  total: 3,
  started: 1_000,
  finished: 2_000,
});
const failed: SyncCard = {
  run: {
    number: 7,
    cause: "scheduled",
    due: 1_000,
    missed: 4,
    retryOf: null,
    retriedBy: null,
    status: "failed",
    failure: "Scimbox was closed during the run.",
    started: 1_000,
    finished: 2_500,
    repeatable: true,
    counts: {
      considered: 5,
      blocked: 2,
      unchanged: 0,
      created: 1,
      updated: 2,
      restored: 0,
      disabled: 0,
      removed: 0,
      skipped: 0,
      groupsCreated: 0,
      groupsRenamed: 0,
      groupsEmptied: 0,
      groupsRemoved: 0,
    },
  },
  steps: [
    { ...step(0, "decide"), state: "done", done: 3 },
    { ...step(1, "createAccount"), state: "failed", done: 1 },
    { ...step(2, "takeAccess"), state: "waiting", done: 0, started: null, finished: null },
  ],
};
const people: SyncPeoplePage = {
  total: 101,
  rows: [
    {
      id: "1",
      name: "<b>Ada</b>",
      verdict: "create",
      rule: null,
      domain: null,
      stepsDone: 1,
      finished: false,
      skipped: false,
    },
  ],
};

let answers: Record<string, unknown>;
const asked = (name: string) => rpc.mock.calls.filter(([command]) => command === name);

beforeEach(() => {
  answers = { syncRun: failed, syncPeople: people, retrySync: { ...failed.run, number: 8 } };
  answers["sync"] = { app: "21RISK", staging: null };
  rpc.mockReset();
  rpc.mockImplementation((name: string) => Promise.resolve(answers[name]));
  render(RunPanel, {
    props: { connection: "one", run: 7, sync: new SyncState("one"), onclose: () => undefined },
  });
});

describe("a run that failed", () => {
  it("says why, in which step, and that nothing was half applied", async () => {
    expect(await screen.findByText(/Scimbox was closed during the run/)).toBeTruthy();
    expect(screen.getByText(/Nothing was half applied/)).toBeTruthy();
    const log = screen.getByRole("region", { name: "Step log" });
    const steps = [...log.querySelectorAll("li")].map((item) => item.textContent);
    expect(steps[0]).toMatch(/Look at everybody.*Done.*3 of 3.*1\.0 s/s);
    expect(steps[1]).toMatch(/Create account.*Failed here.*1 of 3.*1 provisioned, 2 updated/s);
    expect(steps[2]).toMatch(/Take access away.*Waiting/s);
  });

  it("says how many scheduled times it makes up for", async () => {
    expect(await screen.findByText(/4 scheduled times had passed without a run/)).toBeTruthy();
  });

  it("is gone on with by one press", async () => {
    await fireEvent.click(await screen.findByRole("button", { name: "Retry from here" }));
    await waitFor(() => expect(asked("retrySync")).toHaveLength(1));
    expect(asked("retrySync")[0]?.[1]).toEqual({ connection: "one", run: 7 });
  });

  it("shows names as text, and reads more people when asked", async () => {
    expect(await screen.findByText("<b>Ada</b>")).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "Show more of 101" }));
    await waitFor(() => expect(asked("syncPeople").at(-1)?.[1]).toMatchObject({ limit: 200 }));
  });
});
