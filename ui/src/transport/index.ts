// Picks the host once. Everything else imports `rpc`, `subscribe` and `RpcError` from here.
import type { Answer, CommandName, Request, Transport } from "./contract";
import { TauriTransport } from "./tauri";
import { WebTransport } from "./web";

export { RpcError, type FeedState, type Saved, type Transport } from "./contract";

/** Whether this page runs inside the desktop window. */
export const inWindow = "__TAURI_INTERNALS__" in globalThis;

export const transport: Transport = inWindow ? new TauriTransport() : new WebTransport();

/** Asks the backend one question; rejects with `RpcError`. */
export function rpc<N extends CommandName>(name: N, request: Request<N>): Promise<Answer<N>> {
  return transport.rpc(name, request);
}

/** Calls back for each tick of the feed until the returned function is called. */
export const subscribe: Transport["subscribe"] = (onTick, onState) =>
  transport.subscribe(onTick, onState);
