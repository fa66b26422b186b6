import { beforeEach, describe, expect, it } from "vitest";
import { enterLandmark, nextLandmark } from "./landmarks";

function page(list: boolean): void {
  document.body.innerHTML = `
    <nav data-landmark="rail" tabindex="-1"><a href="#/a">a</a><a href="#/b" aria-current="page" id="here">b</a></nav>
    <main data-landmark="main" tabindex="-1">
      ${list ? '<div data-landmark="list" tabindex="0"></div>' : ""}
      <section data-landmark="inspector" tabindex="-1"><button id="inside"></button></section>
    </main>
    <footer data-landmark="status" tabindex="-1"></footer>`;
}
const name = (element: HTMLElement | null) => element?.dataset["landmark"];

describe("F6", () => {
  beforeEach(() => page(true));

  it("goes round rail, list, inspector and status, and back", () => {
    const seen: (string | undefined)[] = [];
    for (let i = 0; i < 5; i++) {
      const next = nextLandmark(1);
      seen.push(name(next));
      if (next) enterLandmark(next);
    }
    expect(seen).toEqual(["rail", "list", "inspector", "status", "rail"]);
    expect(name(nextLandmark(-1))).toBe("status");
  });

  it("starts from where the focus is, also deep inside", () => {
    document.getElementById("inside")?.focus();
    expect(name(nextLandmark(1))).toBe("status");
    expect(name(nextLandmark(-1))).toBe("list");
  });

  it("a page without a list is entered as a whole", () => {
    page(false);
    document.getElementById("here")?.focus();
    expect(name(nextLandmark(1))).toBe("main");
  });

  it("the rail is entered at the current screen", () => {
    const rail = document.querySelector<HTMLElement>('[data-landmark="rail"]');
    if (rail) enterLandmark(rail);
    expect(document.activeElement?.id).toBe("here");
  });
});
