import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ExportRequest } from "../bindings/ExportRequest";
import { RpcError, type Saved, type Transport } from "../transport";
import { announcer } from "./announce.svelte";
import { Exporting, NoExport } from "./exporting.svelte";

const request: ExportRequest = { connection: "c", kind: "people", format: "csv" };
const made = { id: "1", name: "people.csv", records: 2, bytes: 9 };

function exporting(saved: Saved = { name: "people.csv", path: null }) {
  const host = {
    saveExport: vi.fn(() => Promise.resolve(saved)),
    saveFile: vi.fn(() => Promise.resolve(saved)),
    showSaved: vi.fn(() => Promise.reject(new RpcError("failed", "The folder is gone."))),
  };
  const ask = vi.fn(() => Promise.resolve(made));
  return { host, ask, it: new Exporting(host as unknown as Transport, ask as never) };
}

beforeEach(() => {
  announcer.text = "";
});

describe("exporting", () => {
  it("asks for the file, has it saved, and says its name", async () => {
    const { host, ask, it: export_ } = exporting();
    const going = export_.file(request, "2 people");
    expect(export_.state).toEqual({ is: "busy", what: "2 people" });
    await going;
    expect(ask).toHaveBeenCalledWith("export", request);
    expect(host.saveExport).toHaveBeenCalledWith(made);
    expect(export_.state).toMatchObject({ is: "done", what: "2 people" });
    expect(announcer.text).toBe("Exported 2 people to people.csv.");
  });

  it("names the place where the program saved it", async () => {
    const { it: export_ } = exporting({ name: "a (2).svg", path: "/home/ada/Downloads/a (2).svg" });
    await export_.drawing("the chart", () => Promise.resolve({ name: "a.svg", file: new Blob() }));
    expect(announcer.text).toBe("Exported the chart to /home/ada/Downloads/a (2).svg.");
    await export_.show();
    expect(export_.state).toMatchObject({ is: "failed", sentence: "The folder is gone." });
  });

  it("says as a sentence why not, and what instead", async () => {
    const { ask, it: export_ } = exporting();
    ask.mockRejectedValueOnce(new RpcError("failed", "The disk is full.", "os error 28"));
    await export_.file(request, "2 people");
    expect(export_.state).toEqual({
      is: "failed",
      sentence: "The disk is full.",
      detail: "os error 28",
      instead: null,
    });
    const instead = { label: "Export as SVG", run: () => undefined };
    await export_.drawing("x", () => Promise.reject(new NoExport("Too large.", instead)));
    expect(export_.state).toMatchObject({ is: "failed", sentence: "Too large.", instead });
  });

  it("makes one at a time", async () => {
    const { ask, it: export_ } = exporting();
    const first = export_.file(request, "2 people");
    await export_.file(request, "others");
    expect(announcer.text).toBe("Another export is still being made.");
    await first;
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
