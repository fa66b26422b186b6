import { describe, expect, it } from "vitest";
import { jsonLines, TEXT_LIMIT } from "./json-lines";

/** The lines as indented text, as they look. */
function drawn(value: unknown, folded: string[] = []): string {
  return jsonLines(value, new Set(folded))
    .map((line) => {
      const name = line.name === null ? "" : `${JSON.stringify(line.name)}: `;
      return `${"  ".repeat(line.depth)}${name}${line.text}${line.comma ? "," : ""}`;
    })
    .join("\n");
}

const user = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  active: true,
  emails: [{ value: "a@b.example", primary: true }],
  meta: {},
  nothing: null,
  roles: [],
};

describe("jsonLines", () => {
  it("unfolded it is what JSON.stringify writes", () => {
    expect(drawn(user)).toBe(JSON.stringify(user, null, 2));
    expect(drawn("x")).toBe('"x"');
  });

  it("a folded container is one line that says how much is in it", () => {
    expect(drawn(user, ["/emails/0", "/schemas"])).toContain('"schemas": [ 1 item ],');
    expect(drawn(user, ["/emails/0"])).toContain("{ 2 members }");
    expect(drawn(user, [""])).toBe("{ 6 members }");
  });

  it("paths are JSON Pointers, so odd names stay apart", () => {
    const paths = jsonLines({ "a/b": 1, a: { b: 2 }, "": 3 }, new Set()).map((line) => line.path);
    expect(paths).toContain("/a~1b");
    expect(paths).toContain("/a/b");
    expect(new Set(paths).size).toBe(paths.length - 2);
  });

  it("a very long text is cut and says so", () => {
    const [line] = jsonLines("x".repeat(1_000_000), new Set());
    expect(line?.text.length).toBe(TEXT_LIMIT + 3);
    expect(line?.text.endsWith('…"')).toBe(true);
  });

  it("markup stays text", () => {
    expect(jsonLines("<img src=x onerror=alert(1)>", new Set())[0]?.text).toBe(
      '"<img src=x onerror=alert(1)>"',
    );
  });

  it("a body of a megabyte is listed in well under a frame's worth of patience", () => {
    const members = Array.from({ length: 12_000 }, (_, i) => ({
      value: `id-${i}`,
      display: `P ${i}`,
    }));
    const took = () => {
      const start = performance.now();
      expect(jsonLines({ members }, new Set()).length).toBe(12_000 * 4 + 4);
      return performance.now() - start;
    };
    // More than one try: a busy computer takes the processor away in the middle of one.
    expect(Math.min(took(), took(), took())).toBeLessThan(500);
  });
});
