import { expect, it } from "vitest";
import { lineSentence } from "./line-text";

const arrived = {
  cause: "arrived",
  linked: true,
  manager: "Nestor",
  managerId: "1",
  leadsTo: "Nestor",
  leadsToId: "1",
} as const;
const away = { ...arrived, linked: false, leadsTo: null, leadsToId: null } as const;

it.each([
  [arrived, "Nestor arrived: the reporting line was linked."],
  [
    { ...arrived, cause: "renamed" as const },
    "Nestor has the id that was named now, so that this line leads there.",
  ],
  [
    { ...away, cause: "renamed" as const },
    "Nestor no longer has the id that was named, so that this line leads nowhere.",
  ],
  [{ ...away, cause: "removed" as const }, "Nestor was removed, so that this line leads nowhere."],
  [
    { ...arrived, cause: "removed" as const, leadsTo: "Ada", leadsToId: "2" },
    "Nestor changed, so that this line leads to Ada.",
  ],
])("%j", (entry, sentence) => {
  expect(lineSentence(entry)).toBe(sentence);
});
