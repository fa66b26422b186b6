// The desktop window: one command, `rpc`, and one channel for the feed.
import { Channel, invoke } from "@tauri-apps/api/core";
import type { ExportView } from "../bindings/ExportView";
import type { OfGuideStep } from "../bindings/OfGuideStep";
import type { Tick } from "../bindings/Tick";
import {
  toRpcError,
  type Answer,
  type CommandName,
  type FeedState,
  type Request,
  type Saved,
  type Transport,
} from "./contract";

const RETRY_MS = 2_000;

const answered = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch((thrown: unknown) => {
    throw toRpcError(thrown);
  });

export class TauriTransport implements Transport {
  async rpc<N extends CommandName>(name: N, request: Request<N>): Promise<Answer<N>> {
    try {
      return await invoke<Answer<N>>("rpc", { name, request });
    } catch (thrown) {
      throw toRpcError(thrown);
    }
  }

  saveExport(made: ExportView): Promise<Saved> {
    return answered(invoke<Saved>("save_export", { id: made.id }));
  }

  async saveFile(name: string, file: Blob): Promise<Saved> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    // Bytes go as they are; a header takes ASCII only.
    const headers = { "x-file-name": encodeURIComponent(name) };
    return answered(invoke<Saved>("save_file", bytes, { headers }));
  }

  async showSaved(): Promise<void> {
    await answered(invoke("show_saved"));
  }

  async openGuidePage(step: OfGuideStep): Promise<void> {
    await answered(invoke("open_guide_page", { step }));
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
