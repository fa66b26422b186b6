import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CLEAR_AFTER_MS, expiringCopy } from "./expiring-copy";

let held = "";
let permission = "granted";

beforeEach(() => {
  vi.useFakeTimers();
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
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("a copied secret leaves the clipboard after a minute", async () => {
  held = "scimbox_secret";
  expect(await expiringCopy.start(held)).toBe("Copied to clipboard, cleared in 60 s.");
  await vi.advanceTimersByTimeAsync(CLEAR_AFTER_MS - 1);
  expect(held).toBe("scimbox_secret");
  await vi.advanceTimersByTimeAsync(1);
  expect(held).toBe("");
});

it("copying the other form starts the minute anew", async () => {
  held = "a";
  await expiringCopy.start("a");
  await vi.advanceTimersByTimeAsync(CLEAR_AFTER_MS / 2);
  held = "Bearer a";
  await expiringCopy.start("Bearer a");
  await vi.advanceTimersByTimeAsync(CLEAR_AFTER_MS / 2);
  expect(held).toBe("Bearer a");
  await vi.advanceTimersByTimeAsync(CLEAR_AFTER_MS / 2);
  expect(held).toBe("");
});

it("what cannot be kept is not promised", async () => {
  permission = "prompt";
  held = "scimbox_secret";
  const said = await expiringCopy.start(held);
  expect(said).not.toContain("cleared");
  await vi.advanceTimersByTimeAsync(CLEAR_AFTER_MS);
  expect(held).toBe("scimbox_secret");
});
