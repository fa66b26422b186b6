// Which of the eight colours a team has, and with which pattern when there are more teams than
// colours. The order of names decides, so that a team keeps its colour while people come and go.

export interface TeamColour {
  /** 0 to 7: the job tokens `--team-0` … `--team-7` of the chart. */
  hue: number;
  /** 0 plain, 1 striped, 2 dotted; then it begins anew. */
  pattern: number;
}

const HUES = 8;
const PATTERNS = 3;

/** Colours for the teams in use. */
export function teamColours(teams: Iterable<string | null>): Map<string, TeamColour> {
  const names = new Set<string>();
  for (const team of teams) if (team !== null) names.add(team);
  const sorted = [...names].sort((a, b) => a.localeCompare(b));
  return new Map(
    sorted.map((team, index) => [
      team,
      { hue: index % HUES, pattern: Math.floor(index / HUES) % PATTERNS },
    ]),
  );
}
