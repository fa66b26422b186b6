// One card of the picture: somebody with title, team and state, or the empty chair of whom others
// wait for. Looks as it does on the screen in the light theme.
import type { ManagerState } from "../bindings/ManagerState";
import { MANAGER_GLYPHS, MANAGER_TONES, isProblem, problemHeading } from "./manager-text";
import { counted } from "./numbers";
import { CARD } from "./org-layout";
import type { Line } from "./org-lines";
import type { Place } from "./org-tree";
import { INK, SOLID, TONE_INK, text, type Part, type Shape } from "./picture-shapes";
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
const GLYPH_GAP = 4;
const PATTERNS = [[], [6, 2], [2, 2]] as const;

/** How the cards of one chart look. */
export interface Look {
  colours: ReadonlyMap<string, TeamColour>;
  measure: Measure;
}

/** The card of a place with its left and top edge. */
export function cardOf(place: Place, x: number, y: number, look: Look): Part {
  const person = place.person;
  const waits = !person || place.state === "pending" || place.state === "dangling";
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
  const wideOf = (glyph: Glyph | null) =>
    glyph ? look.measure(glyph.text, 13, true) + GLYPH_GAP : 0;
  if (words.before) {
    shapes.push(text(left, y + 25, words.before.text, 13, true, words.before.fill));
    left += wideOf(words.before);
  }
  const nameRoom = room - (left - x - 14) - wideOf(words.after);
  const fill = person?.status !== "active" ? INK.subtle : INK.text;
  const name = fitted(words.name, nameRoom, 13, true, look.measure);
  shapes.push(text(left, y + 25, name, 13, true, fill));
  if (words.after) {
    left += look.measure(name, 13, true) + GLYPH_GAP;
    shapes.push(text(left, y + 25, words.after.text, 13, true, words.after.fill));
  }
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

interface Glyph {
  text: string;
  fill: string;
}

/** The glyph of a state of the line, in the colour of how much it matters. */
export function glyphOf(state: ManagerState): Glyph {
  return { text: MANAGER_GLYPHS[state], fill: TONE_INK[MANAGER_TONES[state]] };
}

interface Words {
  /** What somebody is. */
  before: Glyph | null;
  /** What is wrong with the line. */
  after: Glyph | null;
  name: string;
  detail: string;
  title: string;
}

function wordsOf(place: Place): Words {
  const person = place.person;
  if (!person) {
    const whom = oneLine(place.name);
    const [state, word] = place.gone
      ? (["dangling", "Has left"] as const)
      : (["pending", "Not here yet"] as const);
    const title = `${word}: ${whom}`;
    const both = { before: glyphOf(state), after: null, title };
    return place.gone
      ? { ...both, name: whom, detail: "has left" }
      : { ...both, name: word, detail: whom };
  }
  const name = oneLine(place.name);
  const detail = [person.title, person.team].filter(Boolean).join(" · ");
  const odd = isProblem(place.state);
  const states = [
    person.status === "active" ? null : statusWord(person.status),
    odd ? problemHeading(place.state) : null,
    place.below > 0 ? `${counted(place.below, "person", "people")} below` : null,
  ];
  const title = [name, oneLine(detail), ...states].filter(Boolean).join("\n");
  const before =
    person.status === "active" ? null : { text: STATUS_GLYPHS[person.status], fill: INK.subtle };
  const after = odd ? glyphOf(place.state) : null;
  return { before, after, name, detail: oneLine(detail) || "No title, no team", title };
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
