// Outcomes in one of the five tones of the app, each with a word. Colour is never alone.
import type { ExchangeRow } from "../bindings/ExchangeRow";
import type { Severity } from "../bindings/Severity";
import { build } from "./routes";

/** Tones of `kit/state.svelte`. */
export type Outcome = "ok" | "look" | "blocked" | "note" | "off";

/** Tone of an HTTP status: 404 is often what was asked for, so it is not a failure at first sight. */
export function statusOutcome(status: number): Outcome {
  if (status < 400) return "ok";
  return status === 404 ? "look" : "blocked";
}

/** Tone and word of a finding's severity. */
export function severityOutcome(severity: Severity): { tone: Outcome; text: string } {
  switch (severity) {
    case "error":
      return { tone: "blocked", text: "Error" };
    case "warn":
      return { tone: "look", text: "Look at" };
    case "info":
      return { tone: "note", text: "Note" };
  }
}

/**
 * Address of what an exchange was about; of who was deleted, the card of who is
 * gone; absent when it never was here or has no page.
 */
export function subjectHref(row: Pick<ExchangeRow, "subject" | "story">): string | null {
  const { subject, story } = row;
  if (!subject?.id || story.type === "notFound") return null;
  if (story.type === "deleted" && (subject.kind === "User" || subject.kind === "Group")) {
    return build({ screen: "directory", list: "removed", id: subject.id });
  }
  if (subject.kind === "User") {
    return build({ screen: "directory", list: "people", id: subject.id });
  }
  if (subject.kind === "Group") {
    return build({ screen: "directory", list: "groups", id: subject.id });
  }
  return null;
}
