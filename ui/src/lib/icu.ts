/**
 * Formats one message template with its parameters: the part of ICU MessageFormat that the
 * catalogue uses (`{name}`, `{n, number}`, `{n, plural, =0 {…} one {…} other {…}}`,
 * `{x, select, a {…} other {…}}`, `#` inside plural). It deliberately knows no message, and no
 * nested quoting: templates are ours, values are only ever inserted, never parsed.
 */

/** A value for a placeholder. */
export type Value = string | number;
/** Values by placeholder name. */
export type Values = Readonly<Record<string, Value>>;

type Part =
  | { kind: "text"; text: string }
  | { kind: "value"; name: string; number: boolean }
  | { kind: "hash" }
  | { kind: "choice"; name: string; plural: boolean; options: Map<string, Part[]> };

/** Turns a template and its values into text in the given language. */
export function format(template: string, values: Values, locale = "en"): string {
  return render(parsed(template), values, locale, null);
}

const cache = new Map<string, Part[]>();

function parsed(template: string): Part[] {
  const known = cache.get(template);
  if (known) return known;
  const cursor = { text: template, at: 0 };
  const parts = parse(cursor, false);
  if (cursor.at !== template.length) throw new SyntaxError(`unbalanced brace in “${template}”`);
  cache.set(template, parts);
  return parts;
}

interface Cursor {
  text: string;
  at: number;
}

function parse(cursor: Cursor, inPlural: boolean): Part[] {
  const parts: Part[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") parts.push({ kind: "text", text });
    text = "";
  };
  while (cursor.at < cursor.text.length && cursor.text[cursor.at] !== "}") {
    const char = cursor.text[cursor.at];
    if (char === "{") {
      flush();
      parts.push(placeholder(cursor, inPlural));
    } else if (char === "#" && inPlural) {
      flush();
      parts.push({ kind: "hash" });
      cursor.at += 1;
    } else {
      text += char;
      cursor.at += 1;
    }
  }
  flush();
  return parts;
}

function placeholder(cursor: Cursor, inPlural: boolean): Part {
  cursor.at += 1;
  const name = word(cursor);
  if (taken(cursor, "}")) return { kind: "value", name, number: false };
  expect(cursor, ",");
  const type = word(cursor);
  if (type === "number") {
    expect(cursor, "}");
    return { kind: "value", name, number: true };
  }
  if (type !== "plural" && type !== "select") throw new SyntaxError(`unknown type “${type}”`);
  expect(cursor, ",");
  const options = new Map<string, Part[]>();
  while (!taken(cursor, "}")) {
    const key = word(cursor);
    expect(cursor, "{");
    options.set(key, parse(cursor, type === "plural" || inPlural));
    expect(cursor, "}");
  }
  if (!options.has("other")) throw new SyntaxError(`“${name}” has no “other”`);
  return { kind: "choice", name, plural: type === "plural", options };
}

function word(cursor: Cursor): string {
  const match = /^\s*([^\s{},]+)\s*/.exec(cursor.text.slice(cursor.at));
  if (!match?.[1]) throw new SyntaxError(`a name is missing in “${cursor.text}”`);
  cursor.at += match[0].length;
  return match[1];
}

function taken(cursor: Cursor, char: string): boolean {
  while (cursor.text[cursor.at] === " ") cursor.at += 1;
  if (cursor.text[cursor.at] !== char) return false;
  cursor.at += 1;
  return true;
}

function expect(cursor: Cursor, char: string): void {
  if (!taken(cursor, char)) throw new SyntaxError(`“${char}” expected in “${cursor.text}”`);
}

function render(parts: Part[], values: Values, locale: string, count: number | null): string {
  return parts.map((part) => rendered(part, values, locale, count)).join("");
}

function rendered(part: Part, values: Values, locale: string, count: number | null): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "hash":
      return count === null ? "#" : new Intl.NumberFormat(locale).format(count);
    case "value": {
      const value = wanted(values, part.name);
      return typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : value;
    }
    case "choice": {
      const value = wanted(values, part.name);
      const option = part.plural
        ? pluralOption(part.options, Number(value), locale)
        : part.options.get(String(value));
      const chosen = option ?? part.options.get("other") ?? [];
      return render(chosen, values, locale, part.plural ? Number(value) : count);
    }
  }
}

function pluralOption(options: Map<string, Part[]>, count: number, locale: string) {
  return (
    options.get(`=${String(count)}`) ?? options.get(new Intl.PluralRules(locale).select(count))
  );
}

function wanted(values: Values, name: string): Value {
  const value = values[name];
  if (value === undefined) throw new RangeError(`no value for “${name}”`);
  return value;
}
