// The status of an account in words, with why it is so by the rules of the application. Pure.
import type { PersonStatus } from "../bindings/PersonStatus";
import type { RulesView } from "../bindings/RulesView";
import type { Outcome } from "./outcome";
import { say } from "./say";

/** Glyphs of the states, the same in lists and on cards. */
export const STATUS_GLYPHS: Readonly<Record<PersonStatus, string>> = {
  active: "●",
  deactivated: "⊘",
  disabled: "⊗",
  staged: "◌",
  leaving: "◐",
  removed: "✕",
};

export const STATUS_TONES: Readonly<Record<PersonStatus, Outcome>> = {
  active: "ok",
  deactivated: "off",
  disabled: "off",
  staged: "note",
  leaving: "look",
  removed: "off",
};

/** “Disabled”. */
export function statusWord(status: PersonStatus): string {
  return say(`status.${status}`);
}

/** Why somebody who is here has the status, in sentences. */
export function statusSentence(active: boolean, status: PersonStatus, rules: RulesView): string {
  const { app, stages } = rules;
  if (status === "active") return say(active ? "status.why.active" : "status.why.kept", { app });
  if (status === "disabled" && stages)
    return say(active ? "status.why.back" : "status.why.taken", { app });
  if (status === "staged" && !active && rules.syncsActiveOnly)
    return say("status.why.staged.inactive", { app });
  const why = say(`status.why.${status}`, { app });
  const both = !active && rules.unassignedDiffers;
  return both ? `${why} ${say("status.why.unassigned", { app })}` : why;
}

/** What the application does with somebody who was deleted. */
export function goneSentence(status: PersonStatus, { app, history }: RulesView): string {
  switch (status) {
    case "active":
    case "deactivated":
    case "disabled":
    case "leaving":
      return say(`status.gone.${status}`, { app });
    case "removed":
    case "staged":
      return say(history ? "status.gone.removed" : "status.gone.removed.all", { app });
  }
}
