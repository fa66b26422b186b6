// The clock of the program: set ahead to the next sync, which comes at once, and back to real time.
import { axeFindings } from "./axe";
import { expect, open, test as base } from "./fixture";
import { stage, staging, type Stage } from "./staging";

const test = base.extend<{ at: Stage }>({
  at: async ({ options }, use) => {
    const at = await staging(options);
    await use(at);
    await at.stop();
  },
});

test("jump to the next run, look at what it did, and go back to real time", async ({
  at,
  page,
}) => {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  await stage(at.scim, "Adele Vance", "contoso.com");
  await at.program.run("sync", "domains", "Sandbox", "--add", "contoso.com", ...at.twins);
  await page.goto(at.program.console);
  const chip = page.getByRole("button", { name: /^Clock:/ });
  await expect(chip).toHaveText("Clock: Real time");
  await open(page, "Sync");
  await page.getByRole("link", { name: "Schedule" }).click();
  await page.getByRole("button", { name: "Jump to next run" }).click();

  // The 29th of February 2028 is a Tuesday.
  await expect(chip).toHaveText(/virtual · Tue 06:0\d UTC/);
  await expect(chip).toHaveAttribute("title", /Tue 29 Feb 2028, 06:0\d UTC/);
  await expect(page.getByRole("main")).toContainText("1 provisioned");
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("link", { name: "Sync 1" }).click();
  const run = page.getByRole("region", { name: "Sync 1" });
  await expect(run).toContainText(/By the schedule/);
  await expect(run).toContainText("started 29 Feb 2028");

  // The page goes by the same clock: what has just come came just now.
  await stage(at.scim, "Alex Wilber", "contoso.com");
  const status = page.getByRole("contentinfo", { name: "Status" });
  await expect(status).toContainText(/just now|\d s ago/);

  await chip.click();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("menuitem", { name: "A day ahead" }).click();
  await expect(chip).toHaveText(/virtual · Wed 06:0\d UTC/);
  // The twelve times of that day that were jumped over are one run.
  const history = page.getByRole("grid", { name: "Sync history" });
  await expect(history.getByRole("row").nth(1)).toContainText("12 missed");
  await chip.click();
  await page.getByRole("menuitem", { name: "Back to real time" }).click();
  await expect(chip).toHaveText("Clock: Real time");
  await expect(status).toContainText("29 Feb 2028");
  await expect(history.getByRole("row")).toHaveCount(3);
  expect(complaints, "the page must not complain").toEqual([]);
});
