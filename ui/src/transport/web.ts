// The web console: same origin, JSON over POST, server-sent events for the feed.
import type { ExportView } from "../bindings/ExportView";
import type { Tick } from "../bindings/Tick";
import {
  isFailure,
  RpcError,
  type Answer,
  type CommandName,
  type FeedState,
  type Request,
  type Saved,
  type Transport,
} from "./contract";

const ENDED = "This console session has ended.";
const RETRY_MS = 2_000;
const KEEP_MS = 60_000;

/** Lets the browser save an address of ours, as a click on a link would. */
function download(address: string, name: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

export class WebTransport implements Transport {
  async rpc<N extends CommandName>(name: N, request: Request<N>): Promise<Answer<N>> {
    const response = await this.#post(name, request);
    if (response.status === 401) throw new RpcError("sessionEnded", ENDED);
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok && body !== undefined) return body as Answer<N>;
    if (isFailure(body)) throw new RpcError(body.code, body.message, body.detail);
    throw new RpcError("failed", "Scimbox could not answer.", `${name}: HTTP ${response.status}`);
  }

  async #post(name: string, request: unknown): Promise<Response> {
    try {
      return await fetch(`/rpc/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(request),
        credentials: "same-origin",
      });
    } catch (thrown) {
      const detail = thrown instanceof Error ? thrown.message : null;
      throw new RpcError("unreachable", "Scimbox does not answer. Is it still running?", detail);
    }
  }

  saveExport({ id, name }: ExportView): Promise<Saved> {
    download(`/export/${encodeURIComponent(id)}`, name);
    return Promise.resolve({ name, path: null });
  }

  saveFile(name: string, file: Blob): Promise<Saved> {
    const address = URL.createObjectURL(file);
    download(address, name);
    // The browser reads it after the click; when it is done it does not say.
    setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
    return Promise.resolve({ name, path: null });
  }

  showSaved(): Promise<void> {
    return Promise.reject(new RpcError("failed", "The browser knows where it saved the file."));
  }

  openGuidePage(): Promise<void> {
    return Promise.reject(new RpcError("failed", "The browser opens the page by its link."));
  }

  subscribe(onTick: (tick: Tick) => void, onState?: (state: FeedState) => void): () => void {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let live = true;

    const open = () => {
      source = new EventSource("/feed");
      source.onopen = () => onState?.("open");
      source.onmessage = (event: MessageEvent<string>) => onTick(JSON.parse(event.data) as Tick);
      source.onerror = () => {
        // An EventSource does not tell a 401 from a dead server, and gives up after the former.
        onState?.("waiting");
        if (source?.readyState !== EventSource.CLOSED) return;
        this.rpc("about", {}).then(again, (error: unknown) => {
          if (!live) return;
          if (error instanceof RpcError && error.code === "sessionEnded") onState?.("ended");
          else again();
        });
      };
    };
    const again = () => {
      if (live) timer = setTimeout(open, RETRY_MS);
    };
    open();
    return () => {
      live = false;
      clearTimeout(timer);
      source?.close();
    };
  }
}
