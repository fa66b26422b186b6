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

const RETRY_MS = 2_000;

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
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      const channel = new Channel<Tick>();
      channel.onmessage = (tick) => {
        if (live) onTick(tick);
      };
      invoke("subscribe", { channel }).then(
        () => live && onState?.("open"),
        () => {
          // The workspace could not be opened yet, perhaps because another Scimbox has it.
          if (!live) return;
          onState?.("waiting");
          timer = setTimeout(open, RETRY_MS);
        },
      );
    };
    open();
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }
}
