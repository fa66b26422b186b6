// The simulated cycle: starting, following and stopping it. Progress comes with the feed.
import type { ConnectionView } from "../../bindings/ConnectionView";
import type { Dialect } from "../../bindings/Dialect";
import type { Pace } from "../../bindings/Pace";
import type { SimulationPhase } from "../../bindings/SimulationPhase";
import type { SimulationView } from "../../bindings/SimulationView";
import { session } from "../../shell/session.svelte";
import { rpc, RpcError } from "../../transport";
import { target } from "./preview-target";

/** What a dialect is called in a sentence. */
export function dialectName(dialect: Dialect): string {
  return dialect === "okta" ? "Okta" : "Entra ID";
}

/** The steps of a cycle in order, in words. */
export const STEPS: { phase: SimulationPhase; words: string }[] = [
  { phase: "probe", words: "Test the connection" },
  { phase: "people", words: "Match and create people" },
  { phase: "managers", words: "Set managers" },
  { phase: "groups", words: "Create groups and add members" },
];

/** Where a step stands while the cycle is in `phase`. */
export function stepState(
  step: SimulationPhase,
  view: SimulationView,
): "done" | "now" | "stopped" | "broken" | "later" {
  if (view.state === "finished") return "done";
  const at = STEPS.findIndex((s) => s.phase === view.phase);
  const own = STEPS.findIndex((s) => s.phase === step);
  if (view.phase === "done" || own < at) return "done";
  if (own > at) return "later";
  if (view.state === "running") return "now";
  return view.state === "stopped" ? "stopped" : "broken";
}

class Simulation {
  starting = $state(false);
  stopping = $state(false);
  problem = $state.raw<RpcError | null>(null);
  #answered = $state.raw<SimulationView | null>(null);
  /** The connection that was made last. */
  #made = "";
  /** Runs up to this one are over and were left behind by the user. */
  #left = $state(0);

  /** The newest run: what the feed says, or what starting answered when the feed is not there yet. */
  view = $derived.by<SimulationView | null>(() => {
    const fed = session.tick?.simulation ?? null;
    const own = this.#answered;
    const newest = own && (!fed || fed.run < own.run) ? own : fed;
    return newest && newest.run > this.#left ? newest : null;
  });
  running = $derived(this.view?.state === "running");

  /** Plays a cycle for an application, where the sample people belong, and shows that connection. */
  async preview(
    connection: ConnectionView,
    app: { id: string; name: string },
    idp: Dialect,
    pace: Pace,
  ): Promise<void> {
    if (this.starting) return;
    this.starting = true;
    this.problem = null;
    try {
      const id = await this.#prepare(connection, app, idp === "okta" ? "okta" : "entra");
      this.#answered = await rpc("startSimulation", { connection: id, idp, pace });
      if (id !== connection.id) session.choose(id);
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.problem = error;
    } finally {
      this.starting = false;
    }
  }

  /** The connection that they come into, made or changed for it; decided by what is in it now. */
  async #prepare(
    connection: ConnectionView,
    app: { id: string; name: string },
    idp: "entra" | "okta",
  ): Promise<string> {
    const held = await rpc("overview", { connection: connection.id });
    const names = session.connections.map((one) => one.name);
    const goes = target(connection, app, held, names);
    if (goes.kind === "here") return connection.id;
    // One that was made for a run that could not start is there for the next.
    const made = session.connections.find((one) => one.id === this.#made && one.twin === app.id);
    if (goes.kind === "own" && made) return made.id;
    if (goes.kind === "own") {
      this.#made = (await rpc("addConnection", { name: goes.name, twin: app.id, idp })).id;
    } else {
      await rpc("changeTwin", { connection: connection.id, twin: app.id });
      // Whose guide is shown is asked once.
      if (connection.idp === null)
        await rpc("changeConnection", { connection: connection.id, idp });
    }
    await session.reloadConnections();
    return goes.kind === "own" ? this.#made : connection.id;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    try {
      await rpc("stopSimulation", {});
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.problem = error;
    } finally {
      this.stopping = false;
    }
  }

  /** Turns away from a run that is over, so that another can be started. */
  leave(): void {
    if (this.view && !this.running) this.#left = this.view.run;
    this.problem = null;
  }
}

/** At most one is played in this program, whichever screen shows it. */
export const simulation = new Simulation();
