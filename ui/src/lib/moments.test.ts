import { expect, it } from "vitest";
import { pieces } from "./moments";

const join = (sentence: string) =>
  pieces(sentence)
    .map((piece) => piece.text)
    .join("");

it("takes the time out of the sentence of a replaced token", () => {
  expect(
    pieces(
      "This token was replaced by a newer one at 2026-11-23T03:14:07.123Z. Paste the newer one.",
    ),
  ).toEqual([
    { text: "This token was replaced by a newer one at ", at: null },
    { text: "2026-11-23T03:14:07.123Z", at: Date.UTC(2026, 10, 23, 3, 14, 7, 123) },
    { text: ". Paste the newer one.", at: null },
  ]);
});

it("knows times of other zones and of no fraction, and finer ones than the clock", () => {
  const at = (text: string) => pieces(text).map((piece) => piece.at);
  expect(at("2026-05-03T14:02:00+02:00")).toEqual([Date.UTC(2026, 4, 3, 12, 2)]);
  expect(at("2026-05-03T12:02:00.123456789Z")).toEqual([Date.UTC(2026, 4, 3, 12, 2, 0, 123)]);
});

it.each([
  "",
  "No time at all.",
  "2026-13-45T99:99:99Z is not a time",
  "From 2026-05-03T12:02:00Z to 2026-05-03T12:03:00Z",
  "4711-2026-05-03",
])("loses nothing of %j", (sentence) => {
  expect(join(sentence)).toBe(sentence);
});
