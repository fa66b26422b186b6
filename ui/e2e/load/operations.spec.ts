// The list of operations under load: no exchange is missing from it, no operation is doubled, and the page
// stays as quick as with single requests. Tasks over 50 ms are refused with SCIMBOX_LONGEST_TASK_MS=50.
import type { Page } from "@playwright/test";
import { expect, open, provisioned, test } from "../web/fixture";
import { load, LONGEST_TASK_MS, RATE, SECONDS, WARM_UP_SECONDS, watchTasks } from "./loading";

interface Row {
  seq: number;
  calls: number;
}

/** Every operation, newest first, page by page as the screen reads it. */
async function wholeLog(page: Page): Promise<Row[]> {
  return page.evaluate(async () => {
    const rows: Row[] = [];
    for (;;) {
      const beforeSeq = rows.at(-1)?.seq;
      const answer = await fetch("/rpc/operations", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ limit: 500, ...(beforeSeq === undefined ? {} : { beforeSeq }) }),
      });
      const { rows: older } = (await answer.json()) as { rows: Row[] };
      if (older.length === 0) return rows;
      rows.push(...older.map(({ seq, calls }) => ({ seq, calls })));
    }
  });
}

/** `seq`s of the operations on screen, top to bottom. */
function onScreen(page: Page): Promise<number[]> {
  return page.getByRole("treegrid").evaluate((grid) =>
    [...grid.querySelectorAll("[role=row][id]")]
      .map((row) => ({ top: row.getBoundingClientRect().top, key: row.id.split("-o").at(-1) }))
      .sort((a, b) => a.top - b.top)
      .map(({ key }) => Number(key)),
  );
}

const sum = (rows: Row[]) => rows.reduce((calls, row) => calls + row.calls, 0);

test(`${RATE} requests a second for ${SECONDS} s are folded`, async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await open(page, "Traffic");
  const warm = await load(program.scim, scim.token ?? "", WARM_UP_SECONDS);
  await expect(page.getByRole("treegrid").getByRole("row").nth(1)).toBeVisible();
  const longTasks = await watchTasks(page);
  const samples: number[][] = [];
  const sampling = setInterval(() => {
    void onScreen(page).then((rows) => samples.push(rows));
  }, 2_000);
  const seen = await load(program.scim, scim.token ?? "", SECONDS);
  clearInterval(sampling);
  const blocked = await longTasks();

  const requests = warm.sent + seen.sent;
  expect(seen.failed, "every request is answered").toBe(0);
  await expect
    .poll(async () => sum(await wholeLog(page)), { timeout: 120_000, intervals: [2_000] })
    .toBe(requests);
  const log = await wholeLog(page);
  expect(new Set(log.map((row) => row.seq)).size, "no operation is doubled").toBe(log.length);
  const place = new Map(log.map((row, index) => [row.seq, index]));
  await expect.poll(async () => (await onScreen(page))[0], { timeout: 60_000 }).toBe(log[0]?.seq);
  for (const rows of [...samples, await onScreen(page)]) {
    const places = rows.map((seq) => place.get(seq) ?? NaN);
    const first = places[0] ?? NaN;
    expect(places, "rows on screen are the list's own, without a gap").toEqual(
      rows.map((_, index) => first + index),
    );
  }
  expect(
    blocked.filter((ms) => ms > LONGEST_TASK_MS),
    `tasks over ${LONGEST_TASK_MS} ms`,
  ).toEqual([]);
  console.log(
    `${seen.sent} requests in ${seen.tookMs} ms, slowest ${Math.round(seen.slowestMs)} ms, in ` +
      `${log.length} operations; tasks over 50 ms: ${blocked.join(", ") || "none"}`,
  );
});
