import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import type { Channel } from "@tauri-apps/api/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Tick } from "../bindings/Tick";
import { TauriTransport } from "./tauri";

afterEach(clearMocks);

describe("the desktop window's transport", () => {
  it("every question goes through the one command", async () => {
    const calls: unknown[] = [];
    mockIPC((command, args) => {
      calls.push([command, args]);
      return [];
    });
    await new TauriTransport().rpc("tokens", { connection: "c" });
    expect(calls).toEqual([["rpc", { name: "tokens", request: { connection: "c" } }]]);
  });

  it("a rejected failure keeps its code and sentence", async () => {
    mockIPC(() => {
      throw { code: "notFound", message: "This token does not exist.", detail: null };
    });
    const asked = new TauriTransport().rpc("revokeToken", { connection: "c", token: "t" });
    await expect(asked).rejects.toMatchObject({
      name: "RpcError",
      code: "notFound",
      message: "This token does not exist.",
    });
  });

  it("any other rejection becomes a failure with its text as detail", async () => {
    mockIPC(() => {
      throw "command rpc not allowed";
    });
    const asked = new TauriTransport().rpc("about", {});
    await expect(asked).rejects.toMatchObject({
      code: "failed",
      detail: "command rpc not allowed",
    });
  });

  it("an export is saved by its id, a drawing as bytes with its name, and no path is sent", async () => {
    const calls: unknown[] = [];
    mockIPC((command, args) => {
      calls.push([command, ArrayBuffer.isView(args) ? [...(args as Uint8Array)] : args]);
      return { name: "a (2).svg", path: "/home/ada/Downloads/a (2).svg" };
    });
    const host = new TauriTransport();
    await host.saveExport({ id: "1f", name: "people.csv", records: 1, bytes: 3 });
    const saved = await host.saveFile("Ærø.svg", new Blob(["<svg/>"]));
    await host.showSaved();
    expect(saved.path).toBe("/home/ada/Downloads/a (2).svg");
    const bytes = [...new TextEncoder().encode("<svg/>")];
    expect(calls).toEqual([
      ["save_export", { id: "1f" }],
      ["save_file", bytes],
      ["show_saved", {}],
    ]);
  });

  it("a page of a portal is named by its guide and step, and no address is sent", async () => {
    const calls: unknown[] = [];
    mockIPC((command, args) => void calls.push([command, args]));
    const step = { connection: "c", provider: "okta", step: "Paste" } as const;
    await new TauriTransport().openGuidePage(step);
    expect(calls).toEqual([["open_guide_page", { step }]]);
  });

  it("a file that cannot be saved is told as a sentence", async () => {
    mockIPC(() => {
      throw { code: "notFound", message: "This export is no longer here.", detail: null };
    });
    const host = new TauriTransport();
    const asked = host.saveExport({ id: "1f", name: "people.csv", records: 1, bytes: 3 });
    await expect(asked).rejects.toMatchObject({ message: "This export is no longer here." });
  });

  it("ticks arrive through the channel until the listener stops", async () => {
    let channel: Channel<Tick> | undefined;
    mockIPC((command, args) => {
      expect(command).toBe("subscribe");
      channel = (args as { channel: Channel<Tick> }).channel;
    });
    const ticks: number[] = [];
    const states: string[] = [];
    const stop = new TauriTransport().subscribe(
      (tick) => ticks.push(tick.seq),
      (state) => states.push(state),
    );
    await new Promise((resolve) => setTimeout(resolve));
    channel?.onmessage({ seq: 1 } as Tick);
    stop();
    channel?.onmessage({ seq: 2 } as Tick);
    expect(ticks).toEqual([1]);
    expect(states).toEqual(["open"]);
  });

  it("a feed that cannot begin yet is asked for again", async () => {
    vi.useFakeTimers();
    let asked = 0;
    mockIPC(() => {
      asked += 1;
      if (asked === 1) throw { code: "failed", message: "Another Scimbox has it.", detail: null };
    });
    const states: string[] = [];
    const stop = new TauriTransport().subscribe(
      () => undefined,
      (state) => states.push(state),
    );
    await vi.advanceTimersByTimeAsync(2_000);
    expect(states).toEqual(["waiting", "open"]);
    stop();
    vi.useRealTimers();
  });
});
