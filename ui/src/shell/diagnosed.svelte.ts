// How many findings of the current connection are open: for the rail, on every screen.
import type { DiagnosesView } from "../bindings/DiagnosesView";
import { rpc } from "../transport";
import { session } from "./session.svelte";

class Diagnosed {
  view = $state.raw<DiagnosesView | null>(null);
  #of: string | null = null;

  /** As many as the Findings screen has open. */
  open = $derived(this.view === null ? 0 : this.view.toLookAt + this.view.toKnow);

  /** Asks again; what another connection said is forgotten. */
  pull = async (): Promise<void> => {
    const connection = session.current?.id;
    if (!connection) return;
    if (connection !== this.#of) this.view = null;
    this.#of = connection;
    try {
      const view = await rpc("diagnoses", { connection, state: "open" });
      if (connection === this.#of) this.view = view;
    } catch {
      // The screen that is open says what is wrong.
    }
  };
}

export const diagnosed = new Diagnosed();

/** Changes whenever a diagnosis of the current connection may have. */
export function diagnosedStamp(): string {
  return `${session.current?.id ?? ""} ${session.tick?.diagnosed ?? 0}`;
}
