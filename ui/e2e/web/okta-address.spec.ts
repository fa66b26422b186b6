// A connection beside the default one, in Okta, which takes no base URL with "_".
import { expect, open, test } from "./fixture";
import { Scim } from "./scim";

test("Okta gets an address without underscores, and it answers", async ({
  console: page,
  program,
}) => {
  await open(page, "Connect");
  await page.getByRole("tab", { name: "Okta" }).click();
  await expect(page.getByRole("group", { name: "Base URL" })).toBeVisible();
  await page.getByRole("button", { name: "Add connection" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Second");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("tab", { name: "Okta" }).click();
  const field = page.getByRole("group", { name: "Base URL" });
  await expect(field).toContainText(/\/scim\/v2\/scim-conn-\w+/);
  const base = /http\S+scim-conn-\w+/.exec(await field.innerText())?.[0] ?? "";
  const token = await program.run("token", "new", "--connection", "Second");
  expect((await new Scim(base, token.trim()).list()).status).toBe(200);
});
