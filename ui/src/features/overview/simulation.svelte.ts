// One simulated cycle: starting, following and stopping it. Progress comes with the feed.
import type { Dialect } from "../../bindings/Dialect";
import type { Pace } from "../../bindings/Pace";
import type { SimulationPhase } from "../../bindings/SimulationPhase";
import type { SimulationView } from "../../bindings/SimulationView";
import { session } from "../../shell/session.svelte";
import { rpc, RpcError } from "../../transport";

/** Whose cycle can be played. */
export const DIALECTS: { value: Dialect; label: string; hint: string }[] = [
  { value: "entra", label: "Microsoft Entra ID", hint: "As it is by default." },
  {
    value: "entraCompliant",
    label: "Microsoft Entra ID (aadOptscim062020)",
    hint: "With this flag in its Tenant URL: PATCH requests closer to the standard.",
  },
  {
    value: "okta",
    label: "Okta",
    hint: "Managers come with the people, by Okta’s own ids; groups are written whole.",
  },
];

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

export class Simulation {
  starting = $state(false);
  stopping = $state(false);
  problem = $state.raw<RpcError | null>(null);
  #answered = $state.raw<SimulationView | null>(null);
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

  async start(connection: string, idp: Dialect, pace: Pace): Promise<void> {
    this.starting = true;
    this.problem = null;
    try {
      this.#answered = await rpc("startSimulation", { connection, idp, pace });
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.problem = error;
    } finally {
      this.starting = false;
    }
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
