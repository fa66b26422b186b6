/**
 * Looks a message up and fills it in. The one place that knows which language is shown; it has
 * English now, and another language is another catalogue here.
 */
import { format, type Values } from "./icu";
import { english, type Catalogue, type MessageId } from "./messages-en";

const locale = "en";
const catalogue: Catalogue = english;

/** The message in the language of the window. */
export function say(id: MessageId, values: Values = {}): string {
  return format(catalogue[id], values, locale);
}

/** The message when there is one of that id, else that of `otherwise`. */
export function sayOr(id: string, otherwise: MessageId, values: Values = {}): string {
  return say(id in catalogue ? (id as MessageId) : otherwise, values);
}

/** `a`, `a and b`, `a, b and c` in the language of the window. */
export function listed(items: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { style: "long", type: "conjunction" }).format(items);
}

/** A number grouped as the language groups it. */
export function grouped(value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}
