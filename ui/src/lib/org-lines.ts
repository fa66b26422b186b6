// The reporting lines of the chart as paths: straight elbows between a manager and a card, a spine
// with stubs where cards stand in a column. Pure: points only, no canvas.
import { CARD, INDENT, type Layout } from "./org-layout";

/** Points of one line, in the coordinates of the chart. */
export type Line = readonly (readonly [number, number])[];

/** The line from a card up to its manager's card. */
export function lineUp(layout: Layout, child: number, parent: number): Line {
  const fromX = (layout.x[parent] ?? 0) + CARD.width / 2;
  const fromY = (layout.y[parent] ?? 0) + CARD.height;
  const x = layout.x[child] ?? 0;
  const y = layout.y[child] ?? 0;
  const turn = fromY + 26;
  if (layout.stacked[child] === 1) {
    const spine = x - INDENT / 2 - 1;
    const middle = y + CARD.height / 2;
    // A lead in a list has the people below, further in.
    if (layout.stacked[parent] === 1) {
      return [
        [spine, fromY],
        [spine, middle],
        [x, middle],
      ];
    }
    return [
      [fromX, fromY],
      [fromX, turn],
      [spine, turn],
      [spine, middle],
      [x, middle],
    ];
  }
  const toX = x + CARD.width / 2;
  return [
    [fromX, fromY],
    [fromX, turn],
    [toX, turn],
    [toX, y],
  ];
}
