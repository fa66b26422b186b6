// The schemas of one connection, and the way back from the last change of them.
import type { AddSchemas } from "../../bindings/AddSchemas";
import type { SchemaRemovalView } from "../../bindings/SchemaRemovalView";
import type { SchemasView } from "../../bindings/SchemasView";
import { entries, planSentences } from "../../lib/schema-text";
import { announcer } from "../../shell/announce.svelte";
import { Reading } from "../../shell/reading.svelte";
import { rpc, RpcError } from "../../transport";

/** What was done last. */
export interface Done {
  text: string;
  /** How everything becomes as it was before; null when it is already. */
  back: { remove: string[]; add: string | null } | null;
}

/** What a file is to do. */
export type Bring = Omit<AddSchemas, "connection">;

export class SchemasState {
  readonly list = new Reading<SchemasView>(() => rpc("schemas", { connection: this.#connection }));
  entries = $derived(this.list.value ? entries(this.list.value) : []);
  added = $derived(this.entries.filter((entry) => entry.custom));
  builtIn = $derived(this.entries.filter((entry) => !entry.custom));
  done = $state.raw<Done | null>(null);
  #connection: string;

  constructor(connection: string) {
    this.#connection = connection;
  }

  plan(bring: Bring) {
    return rpc("planSchemas", { connection: this.#connection, ...bring });
  }

  async add(bring: Bring): Promise<void> {
    const plan = await rpc("addSchemas", { connection: this.#connection, ...bring });
    const text = ["Saved.", ...planSentences(plan)].join(" ");
    await this.#did({ text, back: { remove: plan.added, add: plan.replaced } });
  }

  look(name: string): Promise<SchemaRemovalView> {
    return rpc("schemaRemoval", { connection: this.#connection, name });
  }

  async remove(name: string, title: string): Promise<void> {
    const gone = await rpc("removeSchema", { connection: this.#connection, name });
    await this.#did({ text: `Removed ${title}.`, back: { remove: [], add: gone.text } });
  }

  /** Brings back what was there before the last change. */
  async undo(): Promise<void> {
    const back = this.done?.back;
    if (!back) return;
    for (const name of back.remove) await this.#removeAgain(name);
    if (back.add !== null) {
      await rpc("addSchemas", { connection: this.#connection, text: back.add });
    }
    await this.#did({ text: "Everything is as it was before.", back: null });
  }

  /** What has gone with something else, or beside us, is as gone as it should be. */
  async #removeAgain(name: string): Promise<void> {
    try {
      await rpc("removeSchema", { connection: this.#connection, name });
    } catch (error) {
      if (!(error instanceof RpcError) || error.code !== "notFound") throw error;
    }
  }

  async #did(done: Done): Promise<void> {
    this.done = done;
    announcer.say(done.text);
    await this.list.pull();
  }
}
