// The desktop window: one command, `rpc`, and one channel for the feed.
import { Channel, invoke } from "@tauri-apps/api/core";
import type { Tick } from "../bindings/Tick";
import {
  toRpcError,
  type Answer,
  type CommandName,
  type FeedState,
  type Request,
  type Transport,
} from "./contract";

export class TauriTransport implements Transport {
  async rpc<N extends CommandName>(name: N, request: Request<N>): Promise<Answer<N>> {
    try {
      return await invoke<Answer<N>>("rpc", { name, request });
    } catch (thrown) {
      throw toRpcError(thrown);
    }
  }

  subscribe(onTick: (tick: Tick) => void, onState?: (state: FeedState) => void): () => void {
    let live = true;
    const channel = new Channel<Tick>();
    channel.onmessage = (tick) => {
      if (live) onTick(tick);
    };
    invoke("subscribe", { channel }).then(
      () => live && onState?.("open"),
      () => live && onState?.("ended"),
    );
    return () => {
      live = false;
    };
  }
}
