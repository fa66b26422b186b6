import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FeedState } from "./contract";
import { WebTransport } from "./web";

/** Stands where the browser's EventSource is, and lets the test be the server. */
class Source {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    Source.all.push(this);
  }
  close() {
    this.readyState = Source.CLOSED;
  }
  refuse() {
    this.readyState = Source.CLOSED;
    this.onerror?.();
  }
}

const fetched = vi.fn<typeof fetch>();
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

beforeEach(() => {
  Source.all = [];
  vi.stubGlobal("fetch", fetched);
  vi.stubGlobal("EventSource", Source);
  vi.useFakeTimers();
});
afterEach(() => {
  fetched.mockReset();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("rpc over HTTP", () => {
  it("posts the request as JSON to the command's address", async () => {
    fetched.mockResolvedValue(json(200, [{ id: "c" }]));
    const answer = await new WebTransport().rpc("tokens", { connection: "c" });
    expect(answer).toEqual([{ id: "c" }]);
    const [url, init] = fetched.mock.calls[0] ?? [];
    expect(url).toBe("/rpc/tokens");
    expect(init).toMatchObject({
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"connection":"c"}',
    });
  });

  it("a failure keeps its code, sentence and detail", async () => {
    const failure = { code: "invalid", message: "Another connection has this name.", detail: "x" };
    fetched.mockResolvedValue(json(400, failure));
    const asked = new WebTransport().rpc("addConnection", { name: "a", idp: null });
    await expect(asked).rejects.toMatchObject({ name: "RpcError", ...failure });
  });

  it("401 means that the session ended, whatever the body is", async () => {
    fetched.mockResolvedValue(new Response("no", { status: 401 }));
    const asked = new WebTransport().rpc("about", {});
    await expect(asked).rejects.toMatchObject({ code: "sessionEnded" });
  });

  it("an answer that is not JSON is a failure that names the command", async () => {
    fetched.mockResolvedValue(new Response("<html>", { status: 502 }));
    const asked = new WebTransport().rpc("about", {});
    await expect(asked).rejects.toMatchObject({ code: "failed", detail: "about: HTTP 502" });
  });

  it("a dead server is unreachable", async () => {
    fetched.mockRejectedValue(new TypeError("Failed to fetch"));
    const asked = new WebTransport().rpc("about", {});
    await expect(asked).rejects.toMatchObject({ code: "unreachable" });
  });
});

describe("files in a browser", () => {
  /** What the browser was told to save, by clicking links. */
  function clicks() {
    const links: { href: string; download: string }[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      links.push({ href: this.getAttribute("href") ?? "", download: this.download });
    });
    return links;
  }

  it("an export is a download from our own origin, and no question asks for its bytes", async () => {
    const links = clicks();
    const made = { id: "1f", name: "people.csv", records: 2, bytes: 9 };
    const saved = await new WebTransport().saveExport(made);
    expect(saved).toEqual({ name: "people.csv", path: null });
    expect(links).toEqual([{ href: "/export/1f", download: "people.csv" }]);
    expect(fetched).not.toHaveBeenCalled();
  });

  it("a file of the page is a download whose address goes afterwards", async () => {
    const links = clicks();
    const revoked = vi.fn();
    vi.stubGlobal("URL", { createObjectURL: () => "blob:1", revokeObjectURL: revoked });
    await new WebTransport().saveFile("chart.svg", new Blob(["<svg/>"]));
    expect(links).toEqual([{ href: "blob:1", download: "chart.svg" }]);
    expect(revoked).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(revoked).toHaveBeenCalledWith("blob:1");
  });
});

describe("the feed over server-sent events", () => {
  function listen() {
    const ticks: unknown[] = [];
    const states: FeedState[] = [];
    const stop = new WebTransport().subscribe(
      (tick) => ticks.push(tick),
      (state) => states.push(state),
    );
    return { ticks, states, stop };
  }

  it("each message is a tick", () => {
    const { ticks, states } = listen();
    expect(Source.all[0]?.url).toBe("/feed");
    Source.all[0]?.onopen?.();
    Source.all[0]?.onmessage?.({ data: '{"seq":7}' });
    expect(states).toEqual(["open"]);
    expect(ticks).toEqual([{ seq: 7 }]);
  });

  it("a refusal because the session ended is final", async () => {
    const { states } = listen();
    fetched.mockResolvedValue(new Response("", { status: 401 }));
    Source.all[0]?.refuse();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(states).toEqual(["waiting", "ended"]);
    expect(Source.all).toHaveLength(1);
  });

  it("a refusal while the server is away is tried again", async () => {
    const { states } = listen();
    fetched.mockRejectedValue(new TypeError("Failed to fetch"));
    Source.all[0]?.refuse();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(Source.all).toHaveLength(2);
    Source.all[1]?.onopen?.();
    expect(states).toEqual(["waiting", "open"]);
  });

  it("after stop nothing is tried again", async () => {
    const { stop } = listen();
    fetched.mockRejectedValue(new TypeError("Failed to fetch"));
    Source.all[0]?.refuse();
    stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(Source.all).toHaveLength(1);
    expect(Source.all[0]?.readyState).toBe(Source.CLOSED);
  });
});
