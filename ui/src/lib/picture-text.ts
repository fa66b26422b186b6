// Text that strangers sent, for a picture: on one line, as wide as there is room.

/** How wide text is, in pixels. */
export type Measure = (text: string, size: number, bold: boolean) => number;

/** The same fonts as the window; the last one is there on every computer. */
export const FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Line breaks and runs of blanks become one blank, characters that cannot be shown go. */
export function oneLine(text: string): string {
  return text
    .replace(/\s+/gu, " ")
    .replace(/\p{Cc}/gu, "")
    .trim();
}

/** As much of the text as fits, with an ellipsis where it does not; letters are never cut apart. */
export function fitted(
  text: string,
  room: number,
  size: number,
  bold: boolean,
  measure: Measure,
): string {
  // Nobody's name of a megabyte is measured as a whole: a letter is wider than a pixel.
  const most = Math.max(1, Math.ceil(room));
  const short = text.length > 4 * most ? text.slice(0, 4 * most) : text;
  if (short === text && measure(text, size, bold) <= room) return text;
  const letters = [...graphemes.segment(short)].map(({ segment }) => segment);
  let fits = 0;
  let fitsNot = letters.length;
  while (fits + 1 < fitsNot) {
    const middle = Math.floor((fits + fitsNot) / 2);
    const tried = `${letters.slice(0, middle).join("")}…`;
    if (measure(tried, size, bold) <= room) fits = middle;
    else fitsNot = middle;
  }
  return `${letters.slice(0, fits).join("").trimEnd()}…`;
}
