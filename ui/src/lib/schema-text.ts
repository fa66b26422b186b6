/**
 * Schemas in words (RFC 7643 §6 and §7): what was added, how an attribute behaves, what a file would
 * mean. It deliberately judges nothing; whether a schema makes sense is for the backend to say.
 */
import type { AttributeView } from "../bindings/AttributeView";
import type { PlannedSchemaView } from "../bindings/PlannedSchemaView";
import type { PlannedTypeView } from "../bindings/PlannedTypeView";
import type { SchemaPlanView } from "../bindings/SchemaPlanView";
import type { SchemaRemovalView } from "../bindings/SchemaRemovalView";
import type { SchemasView } from "../bindings/SchemasView";
import type { SchemaView } from "../bindings/SchemaView";
import { count, counted } from "./numbers";
import { listed } from "./say";

/** One line of the list: a resource type with its schema, or a schema by itself. */
export interface SchemaEntry {
  key: string;
  title: string;
  /** What it is to the connection. */
  use: string;
  custom: boolean;
  /** What removes it: the name of the type, or the URN. */
  name: string;
  schema: SchemaView;
}

/** The lines of the list: types first, then the schemas that extend something or wait for a type. */
export function entries(view: SchemasView): SchemaEntry[] {
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const types = view.types.flatMap((type) => {
    const schema = view.schemas.find((known) => same(known.id, type.schema));
    if (!schema) return [];
    const use = `${type.endpoint} · ${counted(type.resources, "resource")}`;
    const { name, custom } = type;
    return [{ key: `type ${name}`, title: name, use, custom, name, schema }];
  });
  const cores = view.types.map((type) => type.schema);
  const others = view.schemas.filter((schema) => !cores.some((core) => same(core, schema.id)));
  const loose = others.map((schema) => {
    const uses = view.types.flatMap((type) => {
      const extension = type.extensions.find((one) => same(one.schema, schema.id));
      return extension ? [extension.required ? `${type.name} (required)` : type.name] : [];
    });
    const use = uses.length === 0 ? "used by no resource type yet" : `extends ${listed(uses)}`;
    const { id, custom } = schema;
    return { key: `schema ${id}`, title: schemaTitle(schema), use, custom, name: id, schema };
  });
  return [...types, ...loose];
}

/** What people call a schema: its name, else the last part of its URN. */
export function schemaTitle(schema: { id: string; name: string }): string {
  const name = schema.name.trim();
  return name !== "" ? name : schema.id.slice(schema.id.lastIndexOf(":") + 1);
}

const MUTABILITY: Readonly<Record<string, string>> = {
  readOnly: "read only",
  immutable: "set once",
  writeOnly: "write only",
};
const RETURNED: Readonly<Record<string, string>> = {
  always: "always returned",
  never: "never returned",
  request: "returned on request",
};
const UNIQUENESS: Readonly<Record<string, string>> = {
  server: "unique",
  global: "unique world-wide",
};

/** How an attribute departs from an ordinary one, a word or two each. */
export function characteristics(attribute: AttributeView): string[] {
  return [
    attribute.multiValued ? "list" : undefined,
    attribute.required ? "required" : undefined,
    MUTABILITY[attribute.mutability],
    RETURNED[attribute.returned],
    UNIQUENESS[attribute.uniqueness],
    attribute.caseExact && attribute.type === "string" ? "case matters" : undefined,
  ].filter((word) => word !== undefined);
}

/** What a file would do, a sentence each. */
export function planSentences(plan: SchemaPlanView): string[] {
  return [...plan.types.flatMap(typeSentences), ...plan.schemas.map(schemaSentence)];
}

function typeSentences(type: PlannedTypeView): string[] {
  const gains = type.gains.map(
    (extension) =>
      `${type.name} ${type.new ? "has" : "gets"} the extension ${extension.schema}${extension.required ? ", required" : ""}.`,
  );
  const loses = type.loses.map((urn) => `${type.name} loses the extension ${urn}.`);
  const own = type.new
    ? [`New resource type ${type.name}, served at ${type.endpoint}.`]
    : gains.length + loses.length === 0
      ? [`${type.name} changes; it is served at ${type.endpoint}.`]
      : [];
  return [...own, ...gains, ...loses];
}

function schemaSentence(schema: PlannedSchemaView): string {
  const title = schemaTitle(schema);
  if (!schema.replaces) {
    return `New schema ${title} with ${counted(schema.attributes, "attribute")}.`;
  }
  const parts = [
    ["New", schema.added],
    ["Changed", schema.changed],
    ["Removed", schema.removed],
  ] as const;
  const said = parts
    .filter(([, names]) => names.length > 0)
    .map(([word, names]) => `${word}: ${listed(names)}.`);
  return [
    `Replaces the schema ${title}.`,
    ...(said.length === 0 ? ["Nothing changes."] : said),
  ].join(" ");
}

/** What goes with a removal, as one sentence. */
export function removalSentence(removal: SchemaRemovalView): string {
  const types = removal.types.map(
    (name, index) => `the resource type ${name} at ${removal.endpoints[index] ?? ""}`,
  );
  const schemas = removal.schemas.map((urn) => `the schema ${urn}`);
  const from = removal.shortened.length > 0 ? ` from ${listed(removal.shortened)}` : "";
  return `This removes ${listed([...types, ...schemas])}${from}.`;
}

/** What happens to values of an extension; null where there are none. */
export function valuesSentence(removal: SchemaRemovalView): string | null {
  if (removal.values === 0) return null;
  return removal.values === 1
    ? "1 resource has values of it. They stay as they are and are no longer checked."
    : `${count(removal.values)} resources have values of it. They stay as they are and are no longer checked.`;
}

/** A file to start from: one extension of people. */
export const EXAMPLE = JSON.stringify(
  {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
    id: "urn:example:params:scim:schemas:extension:badge:1.0:User",
    name: "Badge",
    description: "How people get into the building",
    attributes: [
      { name: "badgeNumber", type: "string", uniqueness: "server", caseExact: true },
      { name: "floors", type: "integer", multiValued: true },
      { name: "access", type: "string", canonicalValues: ["office", "lab", "all"] },
    ],
  },
  null,
  2,
);
