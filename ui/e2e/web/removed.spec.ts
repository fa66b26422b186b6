// People and groups that were deleted: where they are found, and what is known of them.
import type { Page } from "@playwright/test";
import { group, id, provision } from "./company";
import { expect, open, provisioned, test } from "./fixture";

const removed = (page: Page) => page.getByRole("grid", { name: "Removed" });
const card = (page: Page) => page.getByRole("region", { name: "Removed", exact: true });

async function openRemoved(page: Page): Promise<void> {
  await open(page, "Directory");
  await page.getByRole("link", { name: /^Removed/ }).click();
}

test("whoever is deleted stays findable, with since when and why", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await openRemoved(page);
  await expect(page.getByRole("heading", { name: "Nobody has been removed" })).toBeVisible();
  const ids = await provision(scim);
  await scim.send("DELETE", `/Users/${id(ids, "Alex Wilber")}`);
  const auditors = await group(scim, "Auditors", [id(ids, "Megan Bowen")]);
  await scim.send("DELETE", auditors);

  await expect(removed(page)).toHaveAttribute("aria-rowcount", "3");
  const row = removed(page).getByRole("row", { name: /^Person Alex Wilber/ });
  await expect(row).toContainText("Assistant · Marketing");
  await expect(row).toContainText("Miriam Graham");
  await expect(row).toContainText("Editors");
  await expect(row).toContainText(/#\d+/);
  await expect(removed(page).getByRole("row", { name: /^Group Auditors/ })).toContainText(
    "Group of 1 person",
  );
  await page.getByRole("searchbox", { name: "Search the removed" }).fill("marketing");
  await expect(removed(page)).toHaveAttribute("aria-rowcount", "2");

  await row.getByText("Alex Wilber").click();
  await expect(card(page)).toContainText(/Gone since .*: .* deleted this person/);
  await expect(card(page)).toContainText("alex.wilber@contoso.example");
  await expect(card(page).getByRole("link", { name: "Miriam Graham" })).toBeVisible();
  await card(page)
    .getByRole("tab", { name: /Timeline/ })
    .click();
  await expect(card(page)).toContainText("Deleted.");
  await expect(card(page)).toContainText("Arrived in Marketing.");
  await card(page).getByRole("tab", { name: "JSON" }).click();
  await expect(card(page)).toContainText('"userName"');
});

test("who comes back is linked with who was here before", async ({ console: page, program }) => {
  const scim = await provisioned(program);
  const ids = await provision(scim);
  await scim.send("DELETE", `/Users/${id(ids, "Alex Wilber")}`);
  await scim.createPerson("Alex Wilber", "Retail");
  await open(page, "Directory");
  const people = page.getByRole("grid", { name: "People" });
  await people
    .getByRole("row", { name: /^Active Alex Wilber/ })
    .getByText("Alex Wilber")
    .click();
  const person = page.getByRole("region", { name: "Person" });
  await expect(person).toContainText(/Was here before as Alex Wilber, removed/);
  await person.getByRole("link", { name: "Alex Wilber" }).click();
  await expect(card(page)).toContainText("Here again as Alex Wilber");
  await card(page).getByRole("link", { name: "Alex Wilber" }).click();
  await expect(person).toContainText("Retail");
});
