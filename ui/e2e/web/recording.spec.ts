// What the page says when requests are answered but not recorded.
import { provision } from "./company";
import { expect, open, provisioned, test } from "./fixture";

test.use({ options: ["--no-capture"] });

test("everywhere it says that nothing is recorded, and claims nothing about requests", async ({
  console: page,
  program,
}) => {
  await provision(await provisioned(program));
  const status = page.getByRole("contentinfo", { name: "Status" });
  await expect(status).toContainText("Not recording");
  await open(page, "Overview");
  await expect(page.getByRole("link", { name: /^10 people/ })).toBeVisible();
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "Recording is off" })).toBeVisible();
  await expect(main).toContainText("--no-capture");
  await expect(main).not.toContainText("plain SCIM");
  await expect(main).not.toContainText("Failed");
  await expect(main).not.toContainText("None yet");
  await expect(status).not.toContainText("No call yet");
  await open(page, "Traffic");
  await expect(page.getByRole("heading", { name: "Recording is off" })).toBeVisible();
  await expect(main).not.toContainText("Each request shows up");
  await page.getByRole("link", { name: "Show the people" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Alex Wilber" })).toBeVisible();
});
