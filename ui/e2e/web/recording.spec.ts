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
  await page
    .getByRole("row", { name: /^Active Alex Wilber/ })
    .getByText("Alex Wilber")
    .click();
  const card = page.getByRole("region", { name: "Person" });
  await card.getByRole("tab", { name: /^Timeline/ }).click();
  await expect(card).toContainText("Arrived in Marketing.");
  await expect(card.getByText(/^#\d+$/).first()).toBeVisible();
  await expect(card.getByRole("link", { name: /^#\d+$/ })).toHaveCount(0);
});
