// What somebody else's write did to a reporting line, in one sentence. Pure.
import type { LineEntry } from "../bindings/LineEntry";
import { say } from "./say";

type Told = Pick<LineEntry, "cause" | "linked" | "manager" | "managerId" | "leadsTo" | "leadsToId">;

/** “Nestor Wilke arrived: the reporting line was linked.” */
export function lineSentence(entry: Told): string {
  const { cause, manager, managerId, leadsTo, leadsToId } = entry;
  if (!entry.linked) {
    return say(cause === "removed" ? "version.line.removed" : "version.line.renamed.away", {
      manager,
    });
  }
  if (leadsToId !== managerId) {
    return say("version.line.elsewhere", { manager, to: leadsTo ?? leadsToId ?? "" });
  }
  return say(cause === "arrived" ? "version.line.arrived" : "version.line.renamed", { manager });
}
