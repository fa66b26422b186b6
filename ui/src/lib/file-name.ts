// Names of files that the page makes itself, as safe as those that the program makes.

const MOST_LETTERS = 60;

/** Letters, digits, `_` and single hyphens; nothing that separates folders or turns the writing round. */
export function safe(text: string): string {
  const letters = [...text.replace(/[^\p{L}\p{N}_]+/gu, "-").replace(/^-/, "")];
  return letters.slice(0, MOST_LETTERS).join("").replace(/-$/, "");
}

/** `org-chart-Contoso-2026-11-23-0712.svg`: what, of whom, when (UTC). */
export function fileName(what: string, of: string, at: number, ending: string): string {
  const when = new Date(at).toISOString();
  const stamp = `${when.slice(0, 10)}-${when.slice(11, 13)}${when.slice(14, 16)}`;
  return `${[what, safe(of), stamp].filter(Boolean).join("-")}.${ending}`;
}
