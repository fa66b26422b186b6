// One card of the picture: somebody with title, team and state, or the empty chair of whom others
// wait for. Looks as it does on the screen in the light theme.
import { MANAGER_GLYPHS, problemHeading } from "./manager-text";
import { counted } from "./numbers";
import { CARD } from "./org-layout";
import type { Line } from "./org-lines";
import type { Place } from "./org-tree";
import { INK, SOLID, text, type Part, type Shape } from "./picture-shapes";
import { fitted, oneLine, type Measure } from "./picture-text";
import { STATUS_GLYPHS, statusWord } from "./status-text";
import type { TeamColour } from "./team-colour";

const TEAMS = [
  "#1577c8",
  "#dd881b",
  "#19966e",
  "#c04688",
  "#5cb8da",
  "#c2460d",
  "#d9c64d",
  "#6549a3",
] as const;
const CHAIR = [4, 3] as const;
const PATTERNS = [[], [6, 2], [2, 2]] as const;

/** How the cards of one chart look. */
export interface Look {
  colours: ReadonlyMap<string, TeamColour>;
  measure: Measure;
}

/** The card of a place with its left and top edge. */
export function cardOf(place: Place, x: number, y: number, look: Look): Part {
  const person = place.person;
  const waits = !person || place.state === "pending";
  const shapes: Shape[] = [
    {
      kind: "box",
      x: x + 0.5,
      y: y + 0.5,
      width: CARD.width - 1,
      height: CARD.height - 1,
      radius: 8,
      fill: person ? INK.card : INK.back,
      stroke: waits ? INK.strong : INK.border,
      dash: waits ? CHAIR : SOLID,
    },
  ];
  const colour = person?.team == null ? undefined : look.colours.get(person.team);
  if (colour) shapes.push(barOf(colour, x, y));
  const pill = place.children.length > 0 ? String(place.children.length) : null;
  let room = CARD.width - 14 - 10;
  if (pill !== null) {
    const wide = Math.max(26, look.measure(pill, 12, false) + 14);
    room -= wide;
    shapes.push(...pillOf(pill, wide, x, y, look.measure));
  }
  const words = wordsOf(place);
  let left = x + 14;
  if (words.glyph) {
    const wide = look.measure(words.glyph.text, 13, true) + 4;
    shapes.push(text(left, y + 25, words.glyph.text, 13, true, words.glyph.fill));
    left += wide;
  }
  const nameRoom = room - (left - x - 14);
  const fill = person?.status !== "active" ? INK.subtle : INK.text;
  shapes.push(
    text(left, y + 25, fitted(words.name, nameRoom, 13, true, look.measure), 13, true, fill),
  );
  shapes.push(
    text(
      x + 14,
      y + 42,
      fitted(words.detail, room, 12, false, look.measure),
      12,
      false,
      INK.subtle,
    ),
  );
  return { title: words.title, shapes };
}

interface Words {
  glyph: { text: string; fill: string } | null;
  name: string;
  detail: string;
  title: string;
}

function wordsOf(place: Place): Words {
  const person = place.person;
  if (!person) {
    const glyph = { text: MANAGER_GLYPHS.pending, fill: INK.look };
    const detail = oneLine(place.name);
    return { glyph, name: "Not here yet", detail, title: `Not here yet: ${detail}` };
  }
  const name = oneLine(place.name);
  const detail = [person.title, person.team].filter(Boolean).join(" · ");
  const odd = place.state === "loop" || place.state === "itself" || place.state === "dangling";
  const states = [
    person.status === "active" ? null : statusWord(person.status),
    odd || place.state === "pending" ? problemHeading(place.state) : null,
    place.below > 0 ? `${counted(place.below, "person", "people")} below` : null,
  ];
  const title = [name, oneLine(detail), ...states].filter(Boolean).join("\n");
  const glyph = odd
    ? { text: MANAGER_GLYPHS[place.state], fill: INK.blocked }
    : person.status === "active"
      ? null
      : { text: STATUS_GLYPHS[person.status], fill: INK.subtle };
  return { glyph, name, detail: oneLine(detail) || "No title, no team", title };
}

function barOf(colour: TeamColour, x: number, y: number): Shape {
  const points: Line = [
    [x + 5, y + 7],
    [x + 5, y + CARD.height - 7],
  ];
  const stroke = TEAMS[colour.hue] ?? INK.strong;
  const dash = PATTERNS[colour.pattern] ?? SOLID;
  return { kind: "lines", lines: [points], stroke, width: 4, dash };
}

function pillOf(words: string, wide: number, x: number, y: number, measure: Measure): Shape[] {
  const left = x + CARD.width - 7 - wide;
  const inset = (wide - measure(words, 12, false)) / 2;
  return [
    {
      kind: "box",
      x: left,
      y: y + 17,
      width: wide,
      height: 22,
      radius: 11,
      fill: INK.pill,
      stroke: null,
      dash: SOLID,
    },
    text(left + inset, y + 32, words, 12, false, INK.subtle),
  ];
}
