// What became of teams and roles, and why somebody has them.
import type { Page } from "@playwright/test";
import { id, move, operations, provision } from "./company";
import { expect, open, provisioned, test } from "./fixture";

const card = (page: Page) => page.getByRole("region", { name: "Person" });

test("a team that everybody left stays, with who left last and what it is called now", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const ids = await provision(scim);
  await move(scim, id(ids, "Miriam Graham"), "Communications");
  await move(scim, id(ids, "Alex Wilber"), "Communications");
  await move(scim, id(ids, "Joni Sherman"), "Operations");
  await open(page, "Directory");
  await page.getByRole("link", { name: /^Teams/ }).click();
  const teams = page.getByRole("grid", { name: "Teams" });
  const team = page.getByRole("region", { name: "Team" });
  const old = teams.getByRole("row").filter({ hasText: "looks renamed to Communications" });
  await old.getByText("Marketing").click();
  await expect(team).toContainText(
    /Empty since .* last member Alex Wilber moved to Communications/,
  );
  await team.getByRole("link", { name: "Communications" }).click();
  await expect(team.getByRole("heading", { name: "Communications" })).toBeVisible();
  await expect(team.getByRole("tabpanel")).toContainText(
    /Miriam Graham.*since.*#\d+ from Marketing/,
  );
  await team.getByRole("tab", { name: /Came and went/ }).click();
  await expect(team.getByRole("tabpanel")).toContainText("Alex Wilber came from Marketing");
  await expect(teams.getByRole("row").filter({ hasText: "Legal" })).toContainText("empty since");
});

test("the card says why somebody has a team and a role, and a renamed role is told", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const ids = await provision(scim);
  await move(scim, id(ids, "Adele Vance"), "Finance");
  await open(page, "Directory");
  const people = page.getByRole("grid", { name: "People" });
  await people.getByText("Adele Vance").click();
  const team = card(page).getByRole("definition").filter({ hasText: "before: Sales" });
  await expect(team).toContainText("Finance");
  const roles = card(page).getByRole("region", { name: "Roles" });
  await expect(roles).toContainText(/Editors\s+GGroup\s+from the group of this name, added\s+#\d+/);
  await team.getByRole("link", { name: /^#\d+/ }).click();
  await expect(page.getByRole("region", { name: /^Request \d/ })).toContainText(
    "Adele Vance moved from Sales to Finance.",
  );
  await page.goBack();
  await roles.getByRole("link", { name: "Editors" }).click();
  const group = new URL(page.url()).hash.split("/").at(-1)?.split("?")[0] ?? "";
  await operations(scim, `/Groups/${group}`, [
    { op: "Replace", path: "displayName", value: "Writers" },
  ]);
  const role = page.getByRole("region", { name: "Role" });
  await role.getByRole("tab", { name: /Timeline/ }).click();
  await expect(role).toContainText("The role was renamed from Editors to Writers.");
  await expect(role).toContainText("The role was created with its group.");
});
