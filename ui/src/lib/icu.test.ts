import { describe, expect, it } from "vitest";
import { format } from "./icu";

describe("a template", () => {
  it("inserts values and leaves braces inside a value alone", () => {
    expect(format("{name} arrived", { name: "{evil, plural, other {x}}" })).toBe(
      "{evil, plural, other {x}} arrived",
    );
  });

  it("groups numbers the way the language does", () => {
    expect(format("{n} hidden", { n: 1204 })).toBe("1,204 hidden");
    expect(format("{n, number} verborgen", { n: 1204 }, "de")).toBe("1.204 verborgen");
  });

  it("chooses the plural form, an exact number first", () => {
    const template = "{n, plural, =0 {nobody} one {# person} other {# people}}";
    expect(format(template, { n: 0 })).toBe("nobody");
    expect(format(template, { n: 1 })).toBe("1 person");
    expect(format(template, { n: 5000 })).toBe("5,000 people");
  });

  it("selects by word, falls back to other, and nests", () => {
    const template =
      "{kind, select, Group {{n, plural, one {# role} other {# roles}}} other {{n} x}}";
    expect(format(template, { kind: "Group", n: 1 })).toBe("1 role");
    expect(format(template, { kind: "Device", n: 2 })).toBe("2 x");
  });

  it("keeps a hash outside of plural as it is", () => {
    expect(format("see #{n}", { n: 418 })).toBe("see #418");
  });

  it("refuses a template that does not balance and a value that is missing", () => {
    expect(() => format("{name", { name: "x" })).toThrow(SyntaxError);
    expect(() => format("a } b", {})).toThrow(SyntaxError);
    expect(() => format("{n, plural, one {x}}", { n: 1 })).toThrow(/other/);
    expect(() => format("{name}", {})).toThrow(RangeError);
  });
});
