// The exports that the palette offers: always everything of the connection. What a list shows is
// exported where the list is.
import type { ExportFormat } from "../bindings/ExportFormat";
import type { ExportKind } from "../bindings/ExportKind";
import { build } from "../lib/routes";
import { exporting } from "./exporting.svelte";
import type { Entry } from "./palette-entries.svelte";

const KINDS: readonly [ExportKind, string][] = [
  ["people", "people"],
  ["teams", "teams"],
  ["groups", "groups with members"],
  ["org", "org chart"],
];
const FORMATS: readonly [ExportFormat, string][] = [
  ["csv", "CSV"],
  ["json", "JSON"],
];

export function exportEntries(connection: string | undefined): Entry[] {
  if (connection === undefined) return [];
  const files = KINDS.flatMap(([kind, what]) =>
    FORMATS.map(([format, word]) => ({
      id: `export-${kind}-${format}`,
      label: `Export ${what} as ${word}`,
      hint: "all of this connection",
      run: () => void exporting.file({ connection, kind, format }, `all ${what}`),
    })),
  );
  const drawings = (["svg", "png"] as const).map((save) => ({
    id: `export-org-${save}`,
    label: `Export org chart as ${save.toUpperCase()}`,
    hint: "the whole chart",
    run: () => {
      location.hash = build({ screen: "org", save });
    },
  }));
  return [...files, ...drawings];
}
