import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ConnectionView } from "../../bindings/ConnectionView";
import type { SchemaPlanView } from "../../bindings/SchemaPlanView";
import type { SchemaRemovalView } from "../../bindings/SchemaRemovalView";
import type { SchemasView } from "../../bindings/SchemasView";
import { RpcError } from "../../transport";
import SchemasCard from "./schemas-card.svelte";

const rpc = vi.hoisted(() => vi.fn());
vi.mock("../../transport", async (original) => ({ ...(await original()), rpc }));

const DEVICE = "urn:a:Device";
const none: SchemasView = { schemas: [], types: [] };
const device: SchemasView = {
  schemas: [
    {
      id: DEVICE,
      name: "<b>Device</b>",
      description: "",
      custom: true,
      attributes: [],
    },
  ],
  types: [
    {
      name: "Device",
      description: "",
      endpoint: "/Devices",
      schema: DEVICE,
      extensions: [],
      custom: true,
      resources: 3,
    },
  ],
};
const plan: SchemaPlanView = {
  schemas: [
    { id: DEVICE, name: "", attributes: 2, replaces: false, added: [], changed: [], removed: [] },
  ],
  types: [],
  remarks: ["Nothing uses it yet."],
  unused: true,
  added: [DEVICE],
  replaced: null,
};
const removal: SchemaRemovalView = {
  schemas: [DEVICE],
  types: ["Device"],
  endpoints: ["/Devices"],
  shortened: [],
  resources: 0,
  values: 0,
  text: "the way back",
};

/** Answers by command; a function is asked each time. */
let answers: Record<string, unknown>;
const asked = (name: string) => rpc.mock.calls.filter(([command]) => command === name);

beforeEach(() => {
  answers = { schemas: none };
  rpc.mockReset();
  rpc.mockImplementation((name: string) => {
    const answer = answers[name];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
});

function show() {
  render(SchemasCard, { props: { connection: { id: "one", name: "One" } as ConnectionView } });
}
const click = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole("button", { name }));
const type = async (text: string) =>
  fireEvent.input(await screen.findByLabelText("Schema as JSON"), { target: { value: text } });

describe("the card of schemas", () => {
  it("says what it is for while nothing is added, and starts from an example", async () => {
    answers["planSchemas"] = plan;
    show();
    expect(await screen.findByText(/Nothing is added yet/)).toBeTruthy();
    await click("Start from an example");
    const field = await screen.findByLabelText<HTMLTextAreaElement>("Schema as JSON");
    expect(JSON.parse(field.value)).toMatchObject({ name: "Badge" });
    await waitFor(() =>
      expect(asked("planSchemas").at(-1)?.[1]).toMatchObject({ extends: "User", required: false }),
    );
  });

  it("tells what a file means before it can be added", async () => {
    answers["planSchemas"] = plan;
    answers["addSchemas"] = plan;
    show();
    await click("Add schema…");
    const add = await screen.findByRole<HTMLButtonElement>("button", { name: "Add" });
    expect(add.disabled).toBe(true);
    await type("{}");
    expect(await screen.findByText("New schema Device with 2 attributes.")).toBeTruthy();
    expect(screen.getByText("Nothing uses it yet.")).toBeTruthy();
    expect(add.disabled).toBe(false);
    answers["schemas"] = device;
    await fireEvent.click(add);
    expect(await screen.findByText("/Devices · 3 resources")).toBeTruthy();
    expect(asked("addSchemas")[0]?.[1]).toEqual({ connection: "one", text: "{}" });

    // Somebody else has removed it meanwhile.
    answers["removeSchema"] = new RpcError("notFound", "There is no such schema.");
    answers["schemas"] = none;
    await click("Undo");
    expect(await screen.findByText("Everything is as it was before.")).toBeTruthy();
    expect(asked("removeSchema")[0]?.[1]).toEqual({ connection: "one", name: DEVICE });
  });

  it("a flaw stands at the field and nothing can be added", async () => {
    answers["planSchemas"] = new RpcError("invalid", "[0].id: This is missing.");
    show();
    await click("Add schema…");
    await type("[{}]");
    expect((await screen.findByRole("alert")).textContent).toBe("[0].id: This is missing.");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Add" }).disabled).toBe(true);
  });

  it("a removal names what goes, and can be undone", async () => {
    answers = { schemas: device, schemaRemoval: removal, removeSchema: removal, addSchemas: plan };
    show();
    await click("Remove Device");
    const question = await screen.findByRole("dialog", { name: "Remove Device" });
    expect(question.textContent).toContain("the resource type Device at /Devices");
    answers["schemas"] = none;
    await fireEvent.click(within(question).getByRole("button", { name: "Remove" }));
    await click("Undo");
    await waitFor(() =>
      expect(asked("addSchemas")[0]?.[1]).toEqual({ connection: "one", text: "the way back" }),
    );
  });

  it("a type with resources stays, and the way to remove it is told", async () => {
    answers = { schemas: device, schemaRemoval: { ...removal, resources: 3 } };
    show();
    await click("Remove Device");
    const question = await screen.findByRole("dialog", { name: "Remove Device" });
    expect(question.textContent).toContain("3 resources of the type Device");
    expect(within(question).queryByRole("button", { name: "Remove" })).toBeNull();
    expect(asked("removeSchema")).toEqual([]);
  });

  it("a failure of the list is told and can be tried again", async () => {
    answers["schemas"] = new RpcError("failed", "Scimbox could not use its workspace file.");
    show();
    expect((await screen.findByRole("alert")).textContent).toContain("could not use");
    answers["schemas"] = device;
    await click("Try again");
    expect(await screen.findByText("/Devices · 3 resources")).toBeTruthy();
  });
});
