/**
 * Words of the setup guides: where a step stands, what arrived, how far an attribute has come. Texts of
 * the guides themselves come from the application's file and are shown as they are. Pure.
 */
import type { DoorCheckView } from "../bindings/DoorCheckView";
import type { GuideAttributeView } from "../bindings/GuideAttributeView";
import type { GuideCallerView } from "../bindings/GuideCallerView";
import type { GuideState } from "../bindings/GuideState";
import type { GuideStepView } from "../bindings/GuideStepView";
import type { Idp } from "../bindings/Idp";
import type { ExchangeRow } from "../bindings/ExchangeRow";
import { listed, say } from "./say";
import { actorText, tell, type Sentence } from "./sentences";
import { ago } from "./time";

export type Tone = "ok" | "look" | "blocked" | "note" | "off";

/** A tone with its word, and a glyph where the tone's own would mislead. */
export interface Shown {
  tone: Tone;
  text: string;
  glyph?: string;
}

/** Not there yet, without being wrong. */
export const PENDING_GLYPH = "○";

const STATES: Record<GuideState, Omit<Shown, "text">> = {
  done: { tone: "ok" },
  waiting: { tone: "note", glyph: "◌" },
  failed: { tone: "blocked" },
  open: { tone: "off", glyph: PENDING_GLYPH },
};

/** Where a step stands. */
export function stateShown(state: GuideState): Shown {
  return { ...STATES[state], text: say(`guide.state.${state}`) };
}

/** What people call an identity provider. */
export function idpName(idp: Idp): string {
  return say(`guide.idp.${idp}`);
}

/** `Entra ID and Okta`. */
export function idpNames(idps: readonly Idp[]): string {
  return listed(idps.map(idpName));
}

/** What making a token is called: the first one, another one, or another one with another address. */
export function generateWords(another: boolean, renews: boolean): string {
  if (renews) return say("guide.token.renew");
  return say(another ? "guide.token.another" : "guide.token.generate");
}

/** How many steps are done. */
export function stepsDone(steps: readonly GuideStepView[]): number {
  return steps.filter((step) => step.state === "done").length;
}

/** What shows that a step was done; `null` when nothing does. */
export function evidenceText(step: GuideStepView, now: number): string | null {
  const row = step.evidence;
  const past = row && ago(row.at, Math.max(now, row.at));
  if (step.waits === "person" || step.waits === "group") {
    const name = step.subject?.name;
    if (!name) return null;
    if (row && past && step.gone)
      return say("guide.arrived.gone", { name, actor: actorText(row), ago: past });
    if (!row || !past) return say("guide.here", { name });
    return say("guide.arrived", { name, actor: actorText(row), ago: past });
  }
  if (!row || !past) return null;
  const values = { actor: actorText(row), ago: past };
  if (step.waits === "test")
    return say(step.state === "waiting" ? "guide.test.older" : "guide.test.done", values);
  return step.state === "done" ? say("guide.pasted", values) : null;
}

/** What somebody is called whose calls may not show who sent them. */
function callerName(actor: string | null): string {
  return actor === null || actor === UNNAMED ? say("guide.caller.nameless") : actor;
}

/** How the backend calls a sender that shows nothing of itself. */
const UNNAMED = "Unknown";

/** What came from somebody else instead of what a step waits for. */
export interface Other extends Sentence {
  /** It was not let in. */
  failed: boolean;
}

/** What came from somebody else; `null` when nothing did that concerns the step. */
export function otherText(step: GuideStepView, idp: Idp, now: number): Other | null {
  const row = step.other;
  if (!row) return null;
  const actor = callerName(row.actor);
  const values = { actor, idp: idpName(idp), ago: ago(row.at, Math.max(now, row.at)) };
  if (step.waits === "person" || step.waits === "group") {
    const n = step.fromOthers;
    const name = row.subject?.name ?? "";
    const main = say(`guide.${step.waits}.other`, { ...values, n, name });
    return { main, consequence: null, failed: false };
  }
  if (row.status >= 400) {
    const { main, consequence } = problemText({ ...row, actor });
    return { main: `${main} ${say("guide.other.not", values)}`, consequence, failed: true };
  }
  const main = say(row.story.type === "probe" ? "guide.test.other" : "guide.let.other", values);
  return { main, consequence: say("guide.test.other.so"), failed: false };
}

/** Whether a call of somebody unknown may have been the one that the step waits for. */
export function mayBeMeant(step: GuideStepView): boolean {
  const arrives = step.waits === "person" || step.waits === "group";
  return step.other !== null && step.other.status < 400 && !arrives;
}

/** Who else called, in one sentence; `null` when nobody did. */
export function callersText(
  others: readonly GuideCallerView[],
  idp: Idp,
  now: number,
): string | null {
  const [last] = others;
  if (!last) return null;
  const calls = others.map((one) =>
    say("guide.callers.of", { n: one.calls, actor: callerName(one.actor) }),
  );
  return say("guide.callers", {
    calls: listed(calls),
    idp: idpName(idp),
    ago: ago(last.lastAt, Math.max(now, last.lastAt)),
    n: others.reduce((sum, one) => sum + one.calls, 0),
  });
}

/** What a step waits for, and what silence means. */
export function waitingText(step: GuideStepView, idp: Idp): string | null {
  return step.waits === null ? null : say(`guide.${step.waits}.waiting.${idp}`);
}

/** When the identity provider called last. */
export function lastCallText(at: number | null, idp: Idp, now: number): string {
  const from = idp === "other" ? say("guide.outside") : idpName(idp);
  if (at === null) return say("guide.lastCall.none", { from });
  return say("guide.lastCall", { from, ago: ago(at, Math.max(now, at)) });
}

/** What went wrong with a call, and what to do. */
export function problemText(row: ExchangeRow): Sentence {
  if (row.status === 403 && row.story.type === "refused")
    return {
      main: say("guide.off.refused", { actor: actorText(row) }),
      consequence: say("guide.off.refused.so"),
    };
  if (row.connection === null) {
    const path = row.path.replace(/\?.*$/, "");
    const bare = !/\/scim\/v2(\/|$)/i.test(path);
    return {
      main: say("guide.stray", { actor: actorText(row), path }),
      consequence: say(bare ? "guide.stray.bare" : "guide.stray.so"),
    };
  }
  return tell(row);
}

/** Whether a call came with a token that worked once: another one is what helps. */
export function tokenEnded({ story }: ExchangeRow): boolean {
  return story.type === "denied" && ["rotated", "revoked", "expired"].includes(story.reason);
}

/** How far an attribute has come; `people` is `null` until they are counted. */
export function arrivedShown(row: GuideAttributeView, people: number | null): Shown {
  const { people: n, required } = row;
  if (people === null)
    return { tone: "off", glyph: PENDING_GLYPH, text: say("guide.attribute.counting") };
  if (people === 0)
    return { tone: "off", glyph: PENDING_GLYPH, text: say("guide.attribute.notYet") };
  if (n === 0)
    return required
      ? { tone: "look", text: say("guide.attribute.nobody") }
      : { tone: "off", glyph: PENDING_GLYPH, text: say("guide.attribute.notYet") };
  if (n === people) return { tone: "ok", text: say("guide.attribute.all", { n }) };
  const text = say("guide.attribute.some", { n, all: people });
  return { tone: required ? "look" : "note", text };
}

/** Whether it is an attribute or an expression that can be pasted, and no description of one. */
export function canBePasted(from: string): boolean {
  return !/\s/.test(from) || /^\w+\(.*\)$/.test(from);
}

/** A SCIM path short enough for a table: the URN of an extension as the guides write it. */
export function shortPath(path: string): string {
  return path.replace(/^urn:(?:[^:]+:)*?([^:]+:\d+\.\d+:\w+:)/i, "…:$1");
}

/** What was looked at, and what was seen. */
export function doorShown(check: DoorCheckView): Shown {
  switch (check.result) {
    case "right":
      return { tone: "ok", text: say("guide.door.right") };
    case "look":
      return { tone: "look", text: say("guide.door.right") };
    case "wrong":
      return { tone: "blocked", text: say("guide.door.wrong") };
    case "hidden":
      return { tone: "off", text: say("guide.door.hidden") };
  }
}
