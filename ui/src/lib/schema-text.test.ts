import { describe, expect, it } from "vitest";
import type { AttributeView } from "../bindings/AttributeView";
import type { SchemaPlanView } from "../bindings/SchemaPlanView";
import type { SchemasView } from "../bindings/SchemasView";
import {
  characteristics,
  entries,
  planSentences,
  removalSentence,
  schemaTitle,
  valuesSentence,
} from "./schema-text";

const schema = (id: string, name = "", custom = true) => ({
  id,
  name,
  custom,
  description: "",
  attributes: [],
});
const type = (name: string, core: string, more: Partial<SchemasView["types"][number]> = {}) => ({
  name,
  description: "",
  endpoint: `/${name}s`,
  schema: core,
  extensions: [],
  custom: true,
  resources: 0,
  ...more,
});
const plain: AttributeView = {
  name: "a",
  type: "string",
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: "readWrite",
  returned: "default",
  uniqueness: "none",
  canonicalValues: [],
  referenceTypes: [],
  description: "",
  subAttributes: [],
};

describe("the list", () => {
  it("tells types from extensions and from schemas that nothing uses", () => {
    const view: SchemasView = {
      schemas: [schema("urn:a:Device"), schema("urn:a:Badge", "Badge"), schema("urn:a:Loose")],
      types: [
        type("Device", "URN:A:Device", {
          resources: 2,
          extensions: [{ schema: "urn:a:badge", required: true }],
        }),
      ],
    };
    expect(entries(view).map(({ title, use, name }) => [title, use, name])).toEqual([
      ["Device", "/Devices · 2 resources", "Device"],
      ["Badge", "extends Device (required)", "urn:a:Badge"],
      ["Loose", "used by no resource type yet", "urn:a:Loose"],
    ]);
  });

  it("a schema without a name is called by the end of its URN", () => {
    expect(schemaTitle({ id: "urn:a:b:Badge", name: "  " })).toBe("Badge");
  });
});

describe("an attribute", () => {
  it("says only what is not ordinary", () => {
    expect(characteristics(plain)).toEqual([]);
    const special = {
      ...plain,
      multiValued: true,
      required: true,
      caseExact: true,
      mutability: "immutable",
      returned: "request",
      uniqueness: "server",
    };
    expect(characteristics(special)).toEqual([
      "list",
      "required",
      "set once",
      "returned on request",
      "unique",
      "case matters",
    ]);
  });
});

describe("what a file means", () => {
  const plan = (part: Partial<SchemaPlanView>): SchemaPlanView => ({
    schemas: [],
    types: [],
    remarks: [],
    unused: false,
    added: [],
    replaced: null,
    ...part,
  });
  const planned = { id: "urn:a:Badge", name: "Badge", attributes: 3, replaces: false };
  const changes = { added: [], changed: [], removed: [] };

  it("a new type names its endpoint and its extensions", () => {
    const gains = [{ schema: "urn:a:X", required: true }];
    const types = [
      { name: "Device", endpoint: "/Devices", new: true, gains, loses: [], resources: 0 },
    ];
    expect(planSentences(plan({ types }))).toEqual([
      "New resource type Device, served at /Devices.",
      "Device has the extension urn:a:X, required.",
    ]);
  });

  it("a built-in type gets an extension", () => {
    const gains = [{ schema: "urn:a:Badge", required: false }];
    const types = [
      { name: "User", endpoint: "/Users", new: false, gains, loses: [], resources: 3 },
    ];
    expect(planSentences(plan({ types, schemas: [{ ...planned, ...changes }] }))).toEqual([
      "User gets the extension urn:a:Badge.",
      "New schema Badge with 3 attributes.",
    ]);
  });

  it("a replacement names what is new, changed and removed", () => {
    const schemas = [
      { ...planned, replaces: true, added: ["x", "y"], changed: [], removed: ["z"] },
      { ...planned, replaces: true, ...changes },
    ];
    expect(planSentences(plan({ schemas }))).toEqual([
      "Replaces the schema Badge. New: x and y. Removed: z.",
      "Replaces the schema Badge. Nothing changes.",
    ]);
  });
});

describe("a removal", () => {
  const removal = {
    schemas: ["urn:a:Badge"],
    types: [],
    endpoints: [],
    shortened: ["User"],
    resources: 0,
    values: 2,
    text: "[]",
  };

  it("counts what has values", () => {
    expect(removalSentence(removal)).toBe("This removes the schema urn:a:Badge from User.");
    expect(valuesSentence(removal)).toContain("2 resources have values of it.");
    expect(valuesSentence({ ...removal, values: 0 })).toBeNull();
  });

  it("names the endpoint of a type", () => {
    const gone = { ...removal, types: ["Device"], endpoints: ["/Devices"], shortened: [] };
    expect(removalSentence(gone)).toBe(
      "This removes the resource type Device at /Devices and the schema urn:a:Badge.",
    );
  });
});
