import { describe, expect, it } from "vitest";
import type { Org } from "../bindings/Org";
import { layOut } from "./org-layout";
import { pngScale } from "./org-png";
import { pictureOf, type Chart, type Picture } from "./org-picture";
import { escaped, svgOf } from "./org-svg";
import { forestOf, indexById, preorder } from "./org-tree";
import { fitted, oneLine, type Measure } from "./picture-text";
import { pausing } from "./pause";
import { teamColours } from "./team-colour";

const HOSTILE = [
  "=cmd|'/C calc'!A0",
  'He said "no" & <b>left</b>',
  "</text><script>alert(1)</script>",
  '"><foreignObject><iframe src="https://example.com"/></foreignObject>',
  "Line\r\nbreak\ttab",
  "\u202egnp.eman\u202c",
  "NUL \u0000 \u0008 \ufffe \ud800 end",
  "👩🏽‍💻 Zoë Łukasz 会社",
];

/** Seven pixels a letter, whatever the font. */
const measure: Measure = (text) => 7 * [...text].length;

function org(names: readonly string[]): Org {
  const nodes = names.map((name, at) => ({
    id: `p${at}`,
    name,
    title: name,
    team: at % 2 === 0 ? "Even" : null,
    status: at === 2 ? ("deactivated" as const) : ("active" as const),
    managerId: at === 0 ? null : "p0",
  }));
  const odd = [
    { id: "w", name: "Waits", state: "pending" as const, reference: "<8842>", gone: null },
    { id: "l", name: "Circles", state: "loop" as const, reference: "w", gone: null },
  ];
  const more = odd.map(({ id, name }) => ({
    id,
    name,
    title: null,
    team: null,
    status: "active" as const,
    managerId: null,
  }));
  return { nodes: [...nodes, ...more], unresolved: odd, backfilled: 0, unused: false };
}

const person = (name: string) => ({
  name,
  title: null,
  team: null,
  status: "active" as const,
  managerId: null,
});

function picture(of: Org, heading = "Org chart · Contoso"): Picture {
  const forest = forestOf(of);
  const places = preorder(forest.roots);
  const indexOf = indexById(places);
  const parents = Int32Array.from(places, ({ parent }) =>
    parent ? (indexOf.get(parent.id) ?? -1) : -1,
  );
  const chart: Chart = {
    heading,
    subheading: "2026-11-23 07:12 UTC",
    places,
    parents,
    layout: layOut({ parents }),
    colours: teamColours(of.nodes.map((node) => node.team)),
    measure,
  };
  return pictureOf(chart);
}
const never = () => undefined;
const parsed = (text: string) => new DOMParser().parseFromString(text, "image/svg+xml");

describe("the org chart as SVG", () => {
  it("is well-formed and holds nothing that runs, whatever people are called", async () => {
    const text = (await svgOf(picture(org(HOSTILE), HOSTILE[2]), never)).join("");
    const drawn = parsed(text);
    expect(drawn.querySelector("parsererror")).toBeNull();
    const names = new Set([...drawn.querySelectorAll("*")].map((element) => element.localName));
    expect([...names].sort()).toEqual(["g", "path", "rect", "svg", "text", "title"]);
    const attributes = [...drawn.querySelectorAll("*")].flatMap((element) => [
      ...element.getAttributeNames(),
    ]);
    expect(attributes.filter((name) => /^on|href|style/.test(name))).toEqual([]);
    expect(text).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg)[^<]*"/);
  });

  it("has every name whole in the title of its card, and on the card as far as it fits", async () => {
    const drawn = parsed((await svgOf(picture(org(HOSTILE)), never)).join(""));
    const titles = [...drawn.querySelectorAll("g > title")].map((title) => title.textContent);
    for (const name of HOSTILE.slice(0, 4)) {
      expect(titles.some((title) => title.startsWith(name))).toBe(true);
    }
    expect(titles).toContain("Line break tab\nLine break tab · Even");
    expect(titles.some((title) => title.startsWith("👩🏽‍💻 Zoë Łukasz 会社"))).toBe(true);
    const texts = [...drawn.querySelectorAll("g > text")].map((text) => text.textContent);
    expect(texts.every((text) => measure(text, 13, true) <= 188)).toBe(true);
  });

  it("shows title, date, the legend of lines, empty chairs and circles", async () => {
    const drawn = parsed((await svgOf(picture(org(HOSTILE)), never)).join(""));
    const words = [...drawn.querySelectorAll("text")].map((text) => text.textContent);
    for (const word of [
      "Org chart · Contoso",
      "2026-11-23 07:12 UTC",
      "Reports to",
      "Waiting for the manager",
      "Run in a circle",
      "Deactivated",
      "<8842>",
      "↻",
      "⊘",
    ]) {
      expect(words).toContain(word);
    }
    const dashed = drawn.querySelectorAll("path[stroke-dasharray='5 4']");
    expect(dashed).toHaveLength(2);
  });

  it("tells every kind of line apart, as the screen does", async () => {
    const gone = { id: "n", name: "Nestor Wilke", at: 0, exchange: null };
    const all = org(["Patti", "Alex"]);
    const line = { reference: "l", gone: null };
    all.nodes.push(...["Megan", "Grady"].map((id) => ({ ...person(id), id })));
    all.unresolved.push(
      { ...line, id: "Megan", name: "Megan", state: "dangling", gone },
      { ...line, id: "Grady", name: "Grady", state: "itself" },
    );
    const drawn = parsed((await svgOf(picture(all), never)).join(""));
    const words = (of: ParentNode) =>
      [...of.querySelectorAll("text")].map((t) => t.textContent).filter((t) => !/^\d+$/.test(t));
    const cards = [...drawn.querySelectorAll("g")].map((card) => [
      ...words(card),
      card.querySelector("rect")?.hasAttribute("stroke-dasharray") === true ? "dashed" : "solid",
    ]);
    const none = "No title, no team";
    expect(cards).toContainEqual(["✂", "Nestor Wilke", "has left", "dashed"]);
    expect(cards).toContainEqual(["◌", "Not here yet", "<8842>", "dashed"]);
    expect(cards).toContainEqual(["Megan", "✂", none, "dashed"]);
    expect(cards).toContainEqual(["Waits", "◌", none, "dashed"]);
    expect(cards).toContainEqual(["Circles", "↻", none, "solid"]);
    expect(cards).toContainEqual(["Grady", "⟲", none, "solid"]);
    expect(cards).toContainEqual(["Alex", "Alex", "solid"]);
    const titles = [...drawn.querySelectorAll("g > title")].map((title) => title.textContent);
    expect(titles).toContain("Has left: Nestor Wilke");
    expect(titles).toContain("Megan\nManager left");

    const legend = [...drawn.querySelectorAll("svg > text")].slice(2).map((t) => t.textContent);
    expect(legend).toEqual([
      "Reports to",
      ...["◌", "Waiting for the manager", "✂", "Manager left"],
      ...["⟲", "Own manager", "↻", "Run in a circle"],
    ]);
    const paths = (dash: string) => drawn.querySelectorAll(`svg > path${dash}`).length;
    // Two samples, the line to the empty chair and the line to whoever has left.
    expect(paths("[stroke-dasharray='5 4']")).toBe(4);
    // The sample and Patti's line.
    expect(paths(":not([stroke-dasharray])")).toBe(2);
  });

  it("has a legend of what occurs, and no more", async () => {
    const people = org(["Patti", "Alex"]);
    const plain = { ...people, nodes: people.nodes.slice(0, 2), unresolved: [] };
    const drawn = parsed((await svgOf(picture(plain), never)).join(""));
    const legend = [...drawn.querySelectorAll("svg > text")].slice(2).map((t) => t.textContent);
    expect(legend).toEqual(["Reports to"]);
  });

  it("shows the status of somebody whose line leads nowhere beside it", async () => {
    const people = org(["Patti", "Alex", "Gone"]);
    people.nodes.push({ ...person("Sam"), id: "s", status: "deactivated" });
    people.unresolved.push({ id: "s", name: "Sam", state: "itself", reference: "s", gone: null });
    const drawn = parsed((await svgOf(picture(people), never)).join(""));
    const cards = [...drawn.querySelectorAll("g")].map((card) =>
      [...card.querySelectorAll("text")].map((t) => t.textContent),
    );
    expect(cards).toContainEqual(["⊘", "Sam", "⟲", "No title, no team"]);
  });

  it("has everybody at the natural size, and the page holds all of it", async () => {
    const names = Array.from({ length: 700 }, (_, at) => `Person ${at}`);
    const whole = picture(org(names));
    const drawn = parsed((await svgOf(whole, never)).join(""));
    expect(drawn.querySelectorAll("g")).toHaveLength(703);
    for (const card of drawn.querySelectorAll("g > rect:first-of-type")) {
      expect(Number(card.getAttribute("width"))).toBe(187);
      const right = Number(card.getAttribute("x")) + 187;
      const bottom = Number(card.getAttribute("y")) + Number(card.getAttribute("height"));
      expect(right <= whole.width && bottom <= whole.height).toBe(true);
    }
  });

  it("ten thousand people are written in slices", async () => {
    const names = Array.from({ length: 10_000 }, (_, at) => `Person ${at}`);
    let slices = 0;
    const pause = pausing();
    const counting = () => {
      const waits = pause();
      if (waits) slices += 1;
      return waits;
    };
    const text = (await svgOf(picture(org(names)), counting)).join("");
    expect(parsed(text).querySelectorAll("g")).toHaveLength(10_003);
    expect(slices).toBeGreaterThan(1);
  }, 60_000);
});

describe("text in a picture", () => {
  it("is cut at whole letters", () => {
    expect(fitted("👩🏽‍💻👩🏽‍💻👩🏽‍💻", 40, 13, true, measure)).toBe("👩🏽‍💻…");
    expect(fitted("short", 100, 13, true, measure)).toBe("short");
    expect(fitted("x".repeat(1_000_000), 70, 13, true, measure)).toBe(`${"x".repeat(9)}…`);
  });

  it("stands on one line", () => {
    expect(oneLine("a\r\n\u2028 b\u0000c ")).toBe("a bc");
  });

  it("is XML, also what XML has no escape for", () => {
    expect(escaped("a\u0000b\ud800<&>\"'")).toBe("a\ufffdb\ufffd&lt;&amp;&gt;&quot;&#39;");
  });
});

describe("the size of a PNG", () => {
  it("is double where that fits, natural where only that does, and none beyond", () => {
    expect(pngScale({ width: 3_000, height: 1_000 })).toBe(2);
    expect(pngScale({ width: 9_000, height: 1_000 })).toBe(1);
    expect(pngScale({ width: 8_000, height: 8_000 })).toBe(1);
    expect(pngScale({ width: 16_385, height: 100 })).toBeNull();
    expect(pngScale({ width: 8_001, height: 8_000 })).toBeNull();
  });
});

describe("pausing", () => {
  it("lets others in when a slice is used up, and not before", async () => {
    let time = 0;
    const pause = pausing(10, () => time);
    expect(pause()).toBeUndefined();
    time = 11;
    await pause();
    expect(pause()).toBeUndefined();
  });
});
