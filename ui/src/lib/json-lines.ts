// A JSON value as lines to draw: one per member, with folding. No markup, no DOM.

export type JsonKind = "text" | "number" | "word" | "open" | "close" | "folded";

export interface JsonLine {
  /** JSON Pointer of the value; unique together with `kind`. */
  path: string;
  depth: number;
  /** Member name, absent in arrays and at the root. */
  name: string | null;
  kind: JsonKind;
  /** What to show, quotes and brackets included. */
  text: string;
  comma: boolean;
}

/** Longer texts are cut for display; copying takes the whole value. */
export const TEXT_LIMIT = 2_000;

/** Lists the lines of `value`; containers whose path is in `folded` take one line. */
export function jsonLines(value: unknown, folded: ReadonlySet<string>): JsonLine[] {
  const lines: JsonLine[] = [];
  walk(value, "", 0, null, false);
  return lines;

  function walk(
    node: unknown,
    path: string,
    depth: number,
    name: string | null,
    comma: boolean,
  ): void {
    if (typeof node !== "object" || node === null) {
      lines.push({ path, depth, name, ...scalar(node), comma });
      return;
    }
    const list = Array.isArray(node);
    const entries: [string, unknown][] = list
      ? node.map((item, index) => [String(index), item])
      : Object.entries(node);
    const [open, close] = list ? ["[", "]"] : ["{", "}"];
    if (entries.length === 0 || folded.has(path)) {
      const inside = entries.length === 0 ? "" : ` ${size(entries.length, list)} `;
      const kind = entries.length === 0 ? "word" : "folded";
      lines.push({ path, depth, name, kind, text: `${open}${inside}${close}`, comma });
      return;
    }
    lines.push({ path, depth, name, kind: "open", text: open, comma: false });
    entries.forEach(([key, child], index) => {
      const last = index === entries.length - 1;
      walk(child, `${path}/${pointer(key)}`, depth + 1, list ? null : key, !last);
    });
    lines.push({ path, depth, name: null, kind: "close", text: close, comma });
  }
}

function scalar(node: unknown): { kind: JsonKind; text: string } {
  if (typeof node === "string") {
    const cut = node.length > TEXT_LIMIT;
    const shown = cut ? `${node.slice(0, TEXT_LIMIT)}…` : node;
    return { kind: "text", text: JSON.stringify(shown) };
  }
  if (typeof node === "number") return { kind: "number", text: String(node) };
  return { kind: "word", text: String(node) };
}

function size(members: number, list: boolean): string {
  const noun = list ? "item" : "member";
  return `${members} ${noun}${members === 1 ? "" : "s"}`;
}

/** A member name as a JSON Pointer segment (RFC 6901). */
function pointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
