// The export under way, and what became of the last one. One at a time: the frame shows it on every
// screen, so that a large one can be waited for elsewhere.
import type { ExportRequest } from "../bindings/ExportRequest";
import { rpc, RpcError, transport, type Saved, type Transport } from "../transport";
import { announcer } from "./announce.svelte";

/** How long the line that says “exported” stays, in milliseconds. */
const SHOWN_MS = 20_000;

/** Why an export was not made, with what to do instead where there is something. */
export class NoExport extends Error {
  readonly instead: { label: string; run: () => void } | null;

  constructor(message: string, instead: NoExport["instead"] = null) {
    super(message);
    this.name = "NoExport";
    this.instead = instead;
  }
}

export type ExportState =
  | { is: "idle" }
  | { is: "busy"; what: string }
  | { is: "done"; what: string; saved: Saved }
  | { is: "failed"; sentence: string; detail: string | null; instead: NoExport["instead"] };

export class Exporting {
  state = $state.raw<ExportState>({ is: "idle" });
  #host: Transport;
  #ask: typeof rpc;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Transport, ask: typeof rpc) {
    this.#host = host;
    this.#ask = ask;
  }

  /** Exports by command. `what` names it, such as “412 people”. */
  file(request: ExportRequest, what: string): Promise<void> {
    return this.#run(what, async () => this.#host.saveExport(await this.#ask("export", request)));
  }

  /** Exports a file that the page makes. */
  drawing(what: string, make: () => Promise<{ name: string; file: Blob }>): Promise<void> {
    return this.#run(what, async () => {
      const { name, file } = await make();
      return this.#host.saveFile(name, file);
    });
  }

  /** Opens the folder of the last file. */
  async show(): Promise<void> {
    try {
      await this.#host.showSaved();
    } catch (error) {
      this.#fail(error);
    }
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    if (this.state.is !== "busy") this.state = { is: "idle" };
  }

  async #run(what: string, save: () => Promise<Saved>): Promise<void> {
    if (this.state.is === "busy") {
      announcer.say("Another export is still being made.");
      return;
    }
    clearTimeout(this.#timer);
    this.state = { is: "busy", what };
    announcer.say(`Exporting ${what}…`);
    try {
      const saved = await save();
      const sentence = `Exported ${what} to ${saved.path ?? saved.name}.`;
      this.state = { is: "done", what, saved };
      announcer.say(sentence);
      this.#timer = setTimeout(() => this.dismiss(), SHOWN_MS);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const sentence = error instanceof Error ? error.message : String(error);
    const detail = error instanceof RpcError ? error.detail : null;
    const instead = error instanceof NoExport ? error.instead : null;
    this.state = { is: "failed", sentence, detail, instead };
  }
}

export const exporting = new Exporting(transport, rpc);
