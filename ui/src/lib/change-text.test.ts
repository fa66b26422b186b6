import { describe, expect, it } from "vitest";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { changeItems, valueText } from "./change-text";

describe("a value for reading", () => {
  it.each<[JsonValue | undefined, string | null]>([
    ["Finance", "Finance"],
    [true, "true"],
    [false, "false"],
    [0, "0"],
    [null, null],
    [undefined, null],
    ["", null],
    [[], null],
    [{}, null],
    [["a", "b"], "a, b"],
    [{ value: "adele@contoso.com", type: "work", primary: true }, "adele@contoso.com"],
    [{ value: "u1", displayName: "Nestor Wilke" }, "Nestor Wilke (u1)"],
    [{ value: "u1", display: "u1" }, "u1"],
    [{ locality: "Paris" }, '{"locality":"Paris"}'],
    [[{ value: "a" }, { value: "b", display: "B" }], "a, B (b)"],
  ])("%j is %j", (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});

describe("a list of changes", () => {
  it("names each and keeps their keys apart", () => {
    const plain = { beforeRaw: null, afterRaw: null };
    const twice = { path: "title", before: null, after: "Boss" };
    expect(changeItems([twice, { ...twice, before: "Boss", after: null }])).toEqual([
      { path: "title", label: "job title", short: "title", before: null, after: "Boss", ...plain },
      {
        path: "title #2",
        label: "job title",
        short: "title",
        before: "Boss",
        after: null,
        ...plain,
      },
    ]);
  });

  it("shows whom an id refers to, with the id beside it", () => {
    const path = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value";
    const [item] = changeItems([{ path, before: "u1", after: "u2", afterName: "Ada Byron" }]);
    expect(item).toMatchObject({ before: "u1", beforeRaw: null });
    expect(item).toMatchObject({ after: "Ada Byron", afterRaw: "u2" });
  });
});
