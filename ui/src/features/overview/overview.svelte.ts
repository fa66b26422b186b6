// The numbers of one connection, pulled again when the feed says that something changed.
import type { FindingCount } from "../../bindings/FindingCount";
import type { Overview } from "../../bindings/Overview";
import { rpc, RpcError } from "../../transport";

export class OverviewState {
  data = $state.raw<Overview | null>(null);
  problem = $state.raw<RpcError | null>(null);
  #connection: string;

  constructor(connection: string) {
    this.#connection = connection;
  }

  pull = async (): Promise<void> => {
    try {
      this.data = await rpc("overview", { connection: this.#connection });
      this.problem = null;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.problem = error;
    }
  };
}

/** What a finding means for people, worst first: the groups of the list. */
export const CONSEQUENCES = [
  { severity: "error", tone: "blocked", words: "Breaks something" },
  { severity: "warn", tone: "look", words: "Look at" },
  { severity: "info", tone: "note", words: "For your information" },
] as const;

/** Findings by consequence, empty groups left out; the order inside a group is kept. */
export function byConsequence(findings: FindingCount[]) {
  return CONSEQUENCES.map((consequence) => ({
    ...consequence,
    findings: findings.filter((f) => f.severity === consequence.severity),
  })).filter((group) => group.findings.length > 0);
}
