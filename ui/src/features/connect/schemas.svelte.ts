// The schemas of one connection, and the way back from the last change of them.
import type { AddSchemas } from "../../bindings/AddSchemas";
import type { SchemaRemovalView } from "../../bindings/SchemaRemovalView";
import type { SchemasView } from "../../bindings/SchemasView";
import { entries, planSentences } from "../../lib/schema-text";
import { announcer } from "../../shell/announce.svelte";
import { Reading } from "../../shell/reading.svelte";
import { rpc } from "../../transport";

/** What was done last. */
export interface Done {
  text: string;
  /** The file that brings back what was there before; null where removing does. */
  back: string | null;
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
    await this.#did({ text, back: plan.replaced });
  }

  look(name: string): Promise<SchemaRemovalView> {
    return rpc("schemaRemoval", { connection: this.#connection, name });
  }

  async remove(name: string, title: string): Promise<void> {
    const gone = await rpc("removeSchema", { connection: this.#connection, name });
    await this.#did({ text: `Removed ${title}.`, back: gone.text });
  }

  /** Brings back what was there before the last change. */
  async undo(): Promise<void> {
    if (this.done?.back == null) return;
    await rpc("addSchemas", { connection: this.#connection, text: this.done.back });
    await this.#did({ text: "Everything is as it was before.", back: null });
  }

  async #did(done: Done): Promise<void> {
    this.done = done;
    announcer.say(done.text);
    await this.list.pull();
  }
}
