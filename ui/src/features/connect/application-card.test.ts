import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ConnectionView } from "../../bindings/ConnectionView";
import type { TwinPreviewView } from "../../bindings/TwinPreviewView";
import type { TwinsView } from "../../bindings/TwinsView";
import type { TwinView } from "../../bindings/TwinView";
import { session } from "../../shell/session.svelte";
import { RpcError } from "../../transport";
import ApplicationCard from "./application-card.svelte";

const rpc = vi.hoisted(() => vi.fn());
vi.mock("../../transport", async (original) => ({ ...(await original()), rpc }));

const twin = (id: string, name: string): TwinView => ({
  id,
  name,
  about: `What ${name} is.`,
  file: null,
  told: [
    { about: "Token", text: `${name} has tokens.` },
    { about: "Managers", text: `${name} has managers.` },
  ],
  attributes: [],
  guides: [],
});
const twins: TwinsView = {
  twins: [twin("generic", "Generic"), twin("leak", "<b>Leak</b>")],
  broken: [{ file: "a.toml", flaws: ["a.toml:3: nane: There is no such key here."] }],
};
const preview: TwinPreviewView = {
  people: 2,
  changes: ["1 reporting line comes loose: Ada (now Grace)."],
  remarks: ["1 person is without externalId, which Leak requires: Ada."],
  linked: 0,
  loosened: 1,
  moved: 0,
  strangers: 0,
};

let answers: Record<string, unknown>;
const asked = (name: string) => rpc.mock.calls.filter(([command]) => command === name);

beforeEach(() => {
  answers = { twins, twinPreview: preview, changeTwin: {}, connections: [] };
  vi.spyOn(session, "reloadConnections").mockResolvedValue();
  rpc.mockReset();
  rpc.mockImplementation((name: string) => {
    const answer = answers[name];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
});

function show(id = "generic") {
  const connection = { id: "one", name: "One", twin: id } as ConnectionView;
  render(ApplicationCard, { props: { connection } });
}

describe("the card of the application", () => {
  it("says what the application is and means, and which files are of no use", async () => {
    show();
    expect(await screen.findByText("What Generic is.")).toBeTruthy();
    expect(screen.getByText("Generic has managers.")).toBeTruthy();
    const broken = screen.getByRole("list", { name: "Files that cannot be used", hidden: true });
    expect(broken.textContent).toContain("a.toml:3: nane");
  });

  it("tells where another one is chosen, too, which files are of no use", async () => {
    show();
    await fireEvent.click(await screen.findByText("Change…"));
    const dialog = await screen.findByRole("dialog");
    const broken = within(dialog).getByRole("list", { name: "Files that cannot be used" });
    expect(broken.textContent).toContain("a.toml:3: nane: There is no such key here.");
    expect(broken.closest("details")?.open).toBe(true);
  });

  it("says what another one would change before it can be chosen", async () => {
    show();
    await fireEvent.click(await screen.findByText("Change…"));
    const confirm = (await screen.findByText("Change")).closest("button");
    expect(confirm?.disabled).toBe(true);
    await fireEvent.click(await screen.findByDisplayValue("leak"));
    expect(await screen.findByText(preview.changes[0] ?? "")).toBeTruthy();
    expect(screen.getByText(preview.remarks[0] ?? "")).toBeTruthy();
    await fireEvent.click(screen.getByText("Change to <b>Leak</b>"));
    await waitFor(() =>
      expect(asked("changeTwin")[0]?.[1]).toEqual({ connection: "one", twin: "leak" }),
    );
  });

  it("what was chosen can be taken back", async () => {
    show();
    await fireEvent.click(await screen.findByText("Change…"));
    await fireEvent.click(await screen.findByDisplayValue("leak"));
    await screen.findByText(preview.changes[0] ?? "");
    await fireEvent.click(screen.getByText("Change to <b>Leak</b>"));
    await fireEvent.click(await screen.findByText("Undo"));
    await waitFor(() =>
      expect(asked("changeTwin").at(-1)?.[1]).toEqual({ connection: "one", twin: "generic" }),
    );
    expect(await screen.findByText("Everything is as it was before.")).toBeTruthy();
  });

  it("a failure of the preview is told and nothing can be chosen", async () => {
    answers["twinPreview"] = new RpcError("failed", "Scimbox could not use its workspace file.");
    show();
    await fireEvent.click(await screen.findByText("Change…"));
    await fireEvent.click(await screen.findByDisplayValue("leak"));
    expect((await screen.findByRole("alert")).textContent).toContain("could not use");
    expect(screen.getByText("Change to <b>Leak</b>").closest("button")?.disabled).toBe(true);
  });

  it("a twin that is not known is named, and another one can be chosen", async () => {
    show("lost");
    expect(await screen.findByText(/are not known here/)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Change…" }).disabled).toBe(false);
  });
});
