// The preview with sample people asks which app and whose people, and goes where they belong.
import { expect, open, provisioned, test } from "./fixture";

const SHEET = { name: "Preview with sample people" };
const END = { timeout: 40_000 };

test("Enter and Enter again preview the app of the connection, with people of Entra ID", async ({
  console: page,
}) => {
  await page.getByRole("link", { name: /Preview with sample people/ }).press("Enter");
  const sheet = page.getByRole("dialog", SHEET);
  const apps = sheet.getByRole("group", { name: "Which app are you preparing?" });
  await expect(apps.getByRole("radio")).toHaveCount(5);
  await expect(apps.getByRole("radio", { name: /^Generic SCIM 2\.0/ })).toBeFocused();
  await expect(sheet.getByRole("status")).toContainText("come into Sandbox");
  await page.keyboard.press("Enter");
  const homes = sheet.getByRole("group", { name: "Where do your people live?" });
  await expect(homes.getByRole("radio", { name: "Microsoft Entra ID" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(
    sheet.getByRole("heading", {
      name: "This is what Generic SCIM 2.0 would look like after go-live.",
    }),
  ).toBeVisible(END);
});

test("an empty connection stands in for the app that is chosen, and its guide is of that identity provider", async ({
  console: page,
}) => {
  await page.getByRole("link", { name: /Preview with sample people/ }).click();
  const sheet = page.getByRole("dialog", SHEET);
  await sheet.getByRole("radio", { name: /^RansomLeak/ }).check();
  await expect(sheet.getByRole("status")).toContainText(
    "Nobody is in Sandbox yet. It stands in for RansomLeak from now on",
  );
  await sheet.getByRole("radio", { name: "Okta" }).check();
  await sheet.getByRole("radio", { name: "Instant" }).check();
  await sheet.getByRole("button", { name: "Start" }).click();
  await expect(
    sheet.getByRole("heading", { name: "This is what RansomLeak would look like after go-live." }),
  ).toBeVisible(END);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "What RansomLeak would look like now",
  );
  await page.getByRole("link", { name: /^Connect an identity provider/ }).click();
  await expect(page.getByRole("heading", { name: "Set up Okta for RansomLeak" })).toBeVisible();
  await expect(
    page.getByRole("navigation", { name: "Connections" }).getByRole("listitem"),
  ).toHaveCount(1);
});

test("people who are there stay with their app, and the preview has a connection of its own", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await scim.createPerson("Adele Vance", "Retail");
  await page.getByRole("link", { name: /Preview with sample people/ }).click();
  const sheet = page.getByRole("dialog", SHEET);
  await sheet.getByRole("radio", { name: /^Unleash/ }).check();
  await expect(sheet.getByRole("status")).toHaveText(
    "Sandbox stays as it is, with 1 person for Generic SCIM 2.0. The 60 sample people come into a connection of their own, Unleash preview.",
  );
  await sheet.getByRole("radio", { name: "Instant" }).check();
  await sheet.getByRole("button", { name: "Start" }).click();
  await expect(
    sheet.getByRole("heading", { name: "This is what Unleash would look like after go-live." }),
  ).toBeVisible(END);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: /^60 people/ })).toBeVisible();
  await open(page, "Connect");
  const list = page.getByRole("navigation", { name: "Connections" });
  await expect(list.getByRole("button", { name: /Unleash preview/ })).toBeVisible();
  await list.getByRole("button", { name: /^Sandbox/ }).click();
  await open(page, "Overview");
  await expect(page.getByRole("link", { name: /^1 person/ })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Generic SCIM 2.0");
});
