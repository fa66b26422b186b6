// Times inside a sentence of the server, which writes them for machines (RFC 3339): taken out, so that
// the page can write them as it writes all others. The sentence itself is left as it was sent.

/** A piece of the sentence; `at` when the piece is a time, in milliseconds since the epoch. */
export interface Piece {
  text: string;
  at: number | null;
}

const MOMENT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})/g;

/** The sentence in pieces; put together again they are the sentence. */
export function pieces(sentence: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  const add = (text: string, at: number | null) => {
    if (text !== "") found.push({ text, at });
  };
  for (const match of sentence.matchAll(MOMENT)) {
    const at = Date.parse(match[0]);
    if (Number.isNaN(at)) continue;
    add(sentence.slice(from, match.index), null);
    add(match[0], at);
    from = match.index + match[0].length;
  }
  add(sentence.slice(from), null);
  return found;
}
