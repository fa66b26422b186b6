// The twin of one connection, those there are, and the way back from the last change.
import type { ConnectionView } from "../../bindings/ConnectionView";
import type { TwinPreviewView } from "../../bindings/TwinPreviewView";
import type { TwinsView } from "../../bindings/TwinsView";
import type { TwinView } from "../../bindings/TwinView";
import { announcer } from "../../shell/announce.svelte";
import { Reading } from "../../shell/reading.svelte";
import { session } from "../../shell/session.svelte";
import { rpc } from "../../transport";

/** What was done last. */
export interface Chosen {
  text: string;
  /** Id of the twin before; null when it is back already, or is no longer known. */
  back: string | null;
}

export class TwinsState {
  readonly list = new Reading<TwinsView>(() => rpc("twins", {}));
  all = $derived(this.list.value?.twins ?? []);
  broken = $derived(this.list.value?.broken ?? []);
  done = $state.raw<Chosen | null>(null);
  #connection: string;

  constructor(connection: string) {
    this.#connection = connection;
  }

  find(id: string): TwinView | undefined {
    return this.all.find((twin) => twin.id === id);
  }

  preview(twin: string): Promise<TwinPreviewView> {
    return rpc("twinPreview", { connection: this.#connection, twin });
  }

  async choose(connection: ConnectionView, twin: TwinView): Promise<void> {
    const before = this.find(connection.twin);
    await this.#change(twin.id);
    this.#did({
      text: `This connection now stands in for ${twin.name}.`,
      back: before?.id ?? null,
    });
  }

  /** Brings back the twin before the last change, and with it every reporting line. */
  async undo(): Promise<void> {
    const back = this.done?.back;
    if (!back) return;
    await this.#change(back);
    this.#did({ text: "Everything is as it was before.", back: null });
  }

  async #change(twin: string): Promise<void> {
    await rpc("changeTwin", { connection: this.#connection, twin });
    await session.reloadConnections();
  }

  #did(done: Chosen): void {
    this.done = done;
    announcer.say(done.text);
  }
}
