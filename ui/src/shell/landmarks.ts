// F6 and Shift F6 go round the parts of the window: rail, list or page, inspector, status.

const ORDER = ["rail", "main", "list", "inspector", "status"];

/** The landmark to focus next, or `null` when there is none. */
export function nextLandmark(step: 1 | -1, root: ParentNode = document): HTMLElement | null {
  const found = [...root.querySelectorAll<HTMLElement>("[data-landmark]")]
    .filter((element) => element.checkVisibility?.() ?? true)
    // A page that has a list is entered at the list.
    .filter((element, _, all) => {
      return (
        element.dataset["landmark"] !== "main" || !all.some((e) => e.dataset["landmark"] === "list")
      );
    })
    .sort((a, b) => rank(a) - rank(b));
  if (found.length === 0) return null;
  const here = found.findLastIndex((element) => element.contains(document.activeElement));
  const start = here < 0 && step < 0 ? 0 : here;
  return found[(start + step + found.length) % found.length] ?? null;
}

function rank(element: HTMLElement): number {
  return ORDER.indexOf(element.dataset["landmark"] ?? "");
}

/** Moves focus there; the rail is entered at its current screen. */
export function enterLandmark(landmark: HTMLElement): void {
  const current = landmark.querySelector<HTMLElement>('a[aria-current="page"]');
  const target = landmark.dataset["landmark"] === "rail" && current ? current : landmark;
  target.focus();
}
