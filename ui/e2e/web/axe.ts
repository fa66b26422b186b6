// What axe-core finds on a page.
import type { Page } from "@playwright/test";
import axe from "axe-core";

/** Serious and critical findings of what stands still, with where they are. */
export async function axeFindings(page: Page): Promise<string[]> {
  await arrived(page);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return violations
    .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
    .flatMap((violation) => violation.nodes.map((n) => `${violation.id}: ${n.target.join(" ")}`));
}

/** What still fades in has the contrast of neither of its ends. A spinner never arrives, nor must it. */
async function arrived(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter((animation) => {
      const end = animation.effect?.getComputedTiming().endTime;
      return typeof end === "number" && Number.isFinite(end);
    });
    await Promise.allSettled(moving.map((animation) => animation.finished));
  });
}
