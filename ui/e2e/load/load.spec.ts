// The log contract under load: with Traffic open, no row is lost or doubled and memory stays where it
// was. Tasks over 50 ms are counted, and refused with SCIMBOX_LONGEST_TASK_MS=50.
import type { CDPSession, Page } from "@playwright/test";
import { expect, openRequests, provisioned, test } from "../web/fixture";
import { load, LONGEST_TASK_MS, RATE, SECONDS, WARM_UP_SECONDS, watchTasks } from "./loading";

const HEAP_GROWTH_BYTES = 24 * 1024 * 1024;

/** Bytes of the page's heap after a collection. */
async function heap(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize;
}

/** Keys of the rows on screen, top to bottom. */
function rowsOnScreen(page: Page): Promise<number[]> {
  return page.getByRole("grid").evaluate((grid) =>
    [...grid.querySelectorAll("[role=row][id]")]
      .map((row) => ({ top: row.getBoundingClientRect().top, key: row.id.split("-").at(-1) }))
      .sort((a, b) => a.top - b.top)
      .map(({ key }) => Number(key)),
  );
}

/** Everything the log holds, newest first, page by page as the screen reads it. */
async function wholeLog(page: Page): Promise<{ seq: number; number: number }[]> {
  return page.evaluate(async () => {
    const rows: { seq: number; number: number }[] = [];
    for (;;) {
      const beforeSeq = rows.at(-1)?.seq;
      const answer = await fetch("/rpc/traffic", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ limit: 500, ...(beforeSeq === undefined ? {} : { beforeSeq }) }),
      });
      const { rows: older } = (await answer.json()) as { rows: typeof rows };
      if (older.length === 0) return rows;
      rows.push(...older.map(({ seq, number }) => ({ seq, number })));
    }
  });
}

test(`${RATE} requests a second for ${SECONDS} s`, async ({ console: page, program }) => {
  const scim = await provisioned(program);
  const session = await page.context().newCDPSession(page);
  await openRequests(page);
  const warm = await load(program.scim, scim.token ?? "", WARM_UP_SECONDS);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  const before = await heap(session);
  const longTasks = await watchTasks(page);

  const samples: number[][] = [];
  const sampling = setInterval(() => {
    void rowsOnScreen(page).then((rows) => samples.push(rows));
  }, 2_000);
  const seen = await load(program.scim, scim.token ?? "", SECONDS);
  clearInterval(sampling);
  const blocked = await longTasks();

  const requests = warm.sent + seen.sent;
  expect(seen.failed, "every request is answered").toBe(0);
  expect(Object.keys(seen.statuses).sort(), "every request succeeds").toEqual(["200", "201"]);
  await expect
    .poll(async () => (await wholeLog(page)).length, { timeout: 60_000, intervals: [2_000] })
    .toBe(requests);
  const log = await wholeLog(page);
  expect(new Set(log.map((row) => row.number)).size, "no row is doubled").toBe(requests);

  const place = new Map(log.map((row, index) => [row.number, index]));
  for (const rows of [...samples, await rowsOnScreen(page)]) {
    const places = rows.map((number) => place.get(number) ?? NaN);
    const first = places[0] ?? NaN;
    expect(places, "rows on screen are the log's own, without a gap").toEqual(
      rows.map((_, index) => first + index),
    );
  }
  expect(samples.length).toBeGreaterThan(SECONDS / 4);
  expect(
    blocked.filter((ms) => ms > LONGEST_TASK_MS),
    `tasks over ${LONGEST_TASK_MS} ms`,
  ).toEqual([]);
  const after = await heap(session);
  expect(after - before, `heap from ${before} to ${after}`).toBeLessThan(HEAP_GROWTH_BYTES);

  console.log(
    `${seen.sent} requests in ${seen.tookMs} ms, slowest ${Math.round(seen.slowestMs)} ms; ` +
      `tasks over 50 ms: ${blocked.join(", ") || "none"}; heap ${(before / 2 ** 20).toFixed(1)} → ${(after / 2 ** 20).toFixed(1)} MiB; ` +
      `${samples.length} samples of the screen`,
  );
});
