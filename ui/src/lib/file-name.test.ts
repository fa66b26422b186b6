import { describe, expect, it } from "vitest";
import { fileName, safe } from "./file-name";

describe("names of files", () => {
  it.each([
    ["Contoso", "Contoso"],
    ["../../etc/passwd", "etc-passwd"],
    ["..\\boot.ini", "boot-ini"],
    ["evil\u202efdp.exe", "evil-fdp-exe"],
    ["Ærø – Ñandú 会社", "Ærø-Ñandú-会社"],
    ["   ", ""],
  ])("%j becomes %j", (name, expected) => {
    expect(safe(name)).toBe(expected);
  });

  it("say what, of whom and when", () => {
    const at = Date.parse("2026-11-23T07:12:59Z");
    expect(fileName("org-chart", "Contoso / Entra", at, "svg")).toBe(
      "org-chart-Contoso-Entra-2026-11-23-0712.svg",
    );
    expect(fileName("org-chart", "…", at, "png")).toBe("org-chart-2026-11-23-0712.png");
    expect([...safe("x".repeat(300))]).toHaveLength(60);
  });
});
