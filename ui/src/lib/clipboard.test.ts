import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clearClipboard, writeClipboard } from "./clipboard";

let held = "";
let permission = "granted";

beforeEach(() => {
  held = "";
  permission = "granted";
  vi.stubGlobal("navigator", {
    clipboard: {
      writeText: async (text: string) => void (held = text),
      readText: async () => held,
    },
    permissions: { query: async () => ({ state: permission }) },
  });
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
});
afterEach(() => vi.unstubAllGlobals());

describe("clipboard", () => {
  it("writing says whether it worked", async () => {
    expect(await writeClipboard("secret")).toBe(true);
    expect(held).toBe("secret");
  });

  it("a secret that is still there is cleared", async () => {
    held = "secret";
    expect(await clearClipboard("secret")).toBe(true);
    expect(held).toBe("");
  });

  it("something else that was copied since is left alone", async () => {
    held = "a shopping list";
    expect(await clearClipboard("secret")).toBe(false);
    expect(held).toBe("a shopping list");
  });

  it("without leave to look, nothing is cleared", async () => {
    held = "secret";
    permission = "prompt";
    expect(await clearClipboard("secret")).toBe(false);
    expect(held).toBe("secret");
  });

  it("a page without focus waits until it is looked at again", async () => {
    held = "secret";
    vi.spyOn(document, "hasFocus").mockReturnValue(false);
    const cleared = clearClipboard("secret");
    await Promise.resolve();
    expect(held).toBe("secret");
    window.dispatchEvent(new Event("focus"));
    expect(await cleared).toBe(true);
    expect(held).toBe("");
  });
});
