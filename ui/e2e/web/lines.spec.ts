// Reporting lines over time: managers who come late, leave, and come back.
import { id, provision } from "./company";
import { expect, open, provisioned, test } from "./fixture";

test("a manager who left is named, and the line says who drew it again", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  const ids = await provision(scim);
  await scim.send("DELETE", `/Users/${id(ids, "Nestor Wilke")}`);
  await open(page, "Directory");
  const people = page.getByRole("grid", { name: "People" });
  const megan = people.getByRole("row", { name: /^Active Megan Bowen/ });
  await expect(megan).toContainText("Nestor Wilke left");
  await megan.getByText("Megan Bowen").click();
  const person = page.getByRole("region", { name: "Person" });
  await expect(person).toContainText("Nestor Wilke was the manager and has left on");
  await person.getByRole("tab", { name: /Timeline/ }).click();
  await expect(person).toContainText("Nestor Wilke was removed, so that this line leads nowhere.");
  await person.getByRole("link", { name: "Show Nestor Wilke" }).click();
  const gone = page.getByRole("region", { name: "Removed", exact: true });
  await expect(gone).toContainText("Director · Operations");

  await open(page, "Org chart");
  const problems = page.getByRole("region", { name: "Problems" });
  const left = problems.getByRole("region", { name: "Manager left" });
  await expect(left).toContainText("Megan Bowen");
  await expect(left.getByRole("link", { name: /^left/ }).first()).toBeVisible();
  const numbers = page.getByRole("group", { name: "The chart in numbers" });
  await expect(numbers).toContainText("9 people");

  await scim.createPerson("Nestor Wilke", "Operations");
  await expect(left).toHaveCount(0);
  await expect(problems).toContainText("Backfilled: 2");
  await page.goto(`${new URL(page.url()).origin}/#/directory/people/${id(ids, "Megan Bowen")}`);
  await person.getByRole("tab", { name: /Timeline/ }).click();
  await expect(person).toContainText("Nestor Wilke arrived: the reporting line was linked.");
  const arrived = person.getByRole("listitem").filter({ hasText: "Nestor Wilke arrived" });
  await arrived.getByRole("link", { name: /^#\d+/ }).click();
  await expect(page.getByRole("region", { name: /^Request \d/ })).toContainText(
    "2 people who waited for Nestor Wilke now report there.",
  );
});
