// Before and after of one attribute as text to read. Values are shown, never judged.
import type { ChangeView } from "../bindings/ChangeView";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { attributeText, shortPath } from "./attribute-text";

/** One change, ready to be drawn. */
export interface ChangeItem {
  /** SCIM path; unique in its list. */
  path: string;
  /** What a person calls the attribute. */
  label: string;
  /** The path for one line. */
  short: string;
  before: string | null;
  after: string | null;
  /** What was sent, where the name of whom it refers to is shown instead. */
  beforeRaw: string | null;
  afterRaw: string | null;
}

/** A value as one line; absent and empty values are `null`. */
export function valueText(value: JsonValue | null | undefined): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) {
    const texts = value.map((item) => valueText(item)).filter((text) => text !== null);
    return texts.length === 0 ? null : texts.join(", ");
  }
  return complexText(value);
}

/** An element of RFC 7643 §2.4 is read by its `display` and `value`; others as JSON. */
function complexText(value: Readonly<Record<string, JsonValue>>): string | null {
  const names = Object.keys(value);
  if (names.length === 0) return null;
  const shown = value["displayName"] ?? value["display"];
  const inner = value["value"];
  if (typeof inner === "string" && inner !== "") {
    const named = typeof shown === "string" && shown !== "" && shown !== inner;
    return named ? `${shown} (${inner})` : inner;
  }
  return JSON.stringify(value);
}

/** The changes of an exchange or version in the order they came; `teams` as for `attributeText`. */
export function changeItems(changes: readonly ChangeView[], teams = true): ChangeItem[] {
  const seen = new Map<string, number>();
  return changes.map((change) => {
    const times = (seen.get(change.path) ?? 0) + 1;
    seen.set(change.path, times);
    return {
      path: times === 1 ? change.path : `${change.path} #${times}`,
      label: attributeText(change.path, teams),
      short: shortPath(change.path),
      before: change.beforeName ?? valueText(change.before),
      after: change.afterName ?? valueText(change.after),
      beforeRaw: change.beforeName === undefined ? null : valueText(change.before),
      afterRaw: change.afterName === undefined ? null : valueText(change.after),
    };
  });
}
