// Whether somebody could sign in, in words. Pure.
import type { PersonStatus } from "../bindings/PersonStatus";
import type { SignInVerdict } from "../bindings/SignInVerdict";
import type { SignInView } from "../bindings/SignInView";
import type { Outcome } from "./outcome";
import { say } from "./say";
import { statusWord } from "./status-text";

const TONES: Readonly<Record<SignInVerdict, Outcome>> = {
  matches: "ok",
  otherCase: "note",
  notCompared: "off",
  differs: "blocked",
  somebodyElse: "blocked",
  shared: "blocked",
  missing: "blocked",
  barred: "off",
};

export function signInTone(verdict: SignInVerdict): Outcome {
  return TONES[verdict];
}

/** Whether somebody who should be able to sign in is not. */
export function isRefused(verdict: SignInVerdict): boolean {
  return TONES[verdict] === "blocked";
}

/** “Would not be found”. */
export function signInWord(verdict: SignInVerdict): string {
  return say(`signin.${verdict}`);
}

/** What the login is, what single sign-on tells, and what to do. */
export function signInSentence(signIn: SignInView, status: PersonStatus, app: string): string {
  const guest = signIn.guest && signIn.verdict !== "barred" ? ` ${say("signin.guest")}` : "";
  return `${verdictSentence(signIn, status, app)}${guest}`;
}

function verdictSentence(signIn: SignInView, status: PersonStatus, app: string): string {
  const { verdict } = signIn;
  const login = signIn.login ?? "–";
  const told = signIn.told ?? "–";
  const other = signIn.other ?? "–";
  if (verdict === "missing") {
    return say(signIn.login === null ? "signin.why.missing.login" : "signin.why.missing.told", {
      app,
    });
  }
  const values = { login, told, other, app, status: statusWord(status).toLowerCase() };
  return say(`signin.why.${verdict}`, values);
}
