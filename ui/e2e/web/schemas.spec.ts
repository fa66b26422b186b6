// Schemas that somebody adds: from the window and from the command line, with what follows over SCIM.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { axeFindings } from "./axe";
import { expect, open, openRequests, provisioned, test } from "./fixture";
import type { Program } from "./program";

const DEVICE = "urn:contoso:params:scim:schemas:Device";
const BADGE = "urn:contoso:params:scim:schemas:extension:Badge";

const devices = (more: object[] = []) =>
  JSON.stringify([
    {
      id: DEVICE,
      name: "Device",
      attributes: [
        { name: "serial", type: "string", required: true, uniqueness: "server" },
        { name: "state", type: "string", canonicalValues: ["in use", "lost"] },
        ...more,
      ],
    },
    { name: "Device", endpoint: "/Devices", schema: DEVICE },
  ]);
const badge = JSON.stringify({ id: BADGE, name: "Badge", attributes: [{ name: "number" }] });

const card = (page: Page) => page.getByRole("region", { name: "Schemas" });
const added = (page: Page, name: string) =>
  page.getByRole("list", { name: "Added schemas" }).getByRole("listitem").filter({ hasText: name });
const sheet = (page: Page) => page.getByRole("dialog", { name: "Add schema" });

async function paste(page: Page, text: string) {
  await card(page).getByRole("button", { name: "Add schema…" }).click();
  await sheet(page).getByRole("textbox", { name: "Schema as JSON" }).fill(text);
}
async function add(page: Page, text: string) {
  await paste(page, text);
  await sheet(page)
    .getByRole("button", { name: /^(Add|Replace)$/ })
    .click();
  await expect(sheet(page)).toHaveCount(0);
}
/** `scimbox schema add` of a file beside the running program. */
async function addBeside(program: Program, text: string, ...more: string[]) {
  const folder = await mkdtemp(join(tmpdir(), "scimbox-schema-"));
  try {
    const file = join(folder, "schema.json");
    await writeFile(file, text);
    return await program.run("schema", "add", file, ...more);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a pasted type says what it means, is served, and cannot go while it is used", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await open(page, "Connect");
  await expect(card(page)).toContainText("Nothing is added yet.");
  await paste(page, devices());
  const means = sheet(page).getByRole("region", { name: "What this means" });
  await expect(means).toContainText("New resource type Device, served at /Devices.");
  await expect(means).toContainText("New schema Device with 2 attributes.");
  expect((await scim.send("GET", "/Devices")).status, "only asked").toBe(404);
  await sheet(page).getByRole("button", { name: "Add", exact: true }).click();
  await expect(added(page, "Device")).toContainText("/Devices · 0 resources");

  const made = await scim.send("POST", "/Devices", { schemas: [DEVICE], serial: "S-1" });
  expect(made.status).toBe(201);
  expect((await scim.send("POST", "/Devices", { schemas: [DEVICE] })).status).toBe(400);
  await expect(added(page, "Device")).toContainText("1 resource");
  await page.getByRole("button", { name: "Remove Device" }).click();
  const question = page.getByRole("dialog", { name: "Remove Device" });
  await expect(question).toContainText("1 resource of the type Device exists, so it stays.");
  await question.getByRole("button", { name: "Close", exact: true }).last().click();

  await scim.send("DELETE", `/Devices/${String(made.body["id"])}`);
  await page.getByRole("button", { name: "Remove Device" }).click();
  await question.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(added(page, "Device")).toHaveCount(0);
  expect((await scim.send("GET", "/Devices")).status).toBe(404);
  await card(page).getByRole("button", { name: "Undo" }).click();
  await expect(added(page, "Device")).toBeVisible();
  expect((await scim.send("GET", "/Devices")).status).toBe(200);
});

test("an extension of people counts at once, and its values are counted before it goes", async ({
  console: page,
  program,
}) => {
  const scim = await provisioned(program);
  await open(page, "Connect");
  await paste(page, badge);
  await expect(sheet(page)).toContainText(`Nothing uses ${BADGE} yet.`);
  await sheet(page).getByRole("combobox", { name: "Its schema extends" }).selectOption("User");
  await expect(sheet(page)).toContainText(`User gets the extension ${BADGE}.`);
  await sheet(page).getByRole("switch", { name: "Required" }).click();
  await expect(sheet(page)).toContainText(`${BADGE}, required.`);
  await sheet(page).getByRole("button", { name: "Add", exact: true }).click();
  await expect(added(page, "Badge")).toContainText("extends User (required)");

  await scim.createPerson("Adele Vance", "Retail", { [BADGE]: { number: "B-7" } });
  const filter = encodeURIComponent(`${BADGE}:number eq "B-7"`);
  expect((await scim.send("GET", `/Users?filter=${filter}`)).body["totalResults"]).toBe(1);
  await page.getByRole("button", { name: "Remove Badge" }).click();
  const question = page.getByRole("dialog", { name: "Remove Badge" });
  await expect(question).toContainText("1 resource has values of it.");
  await question.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(card(page)).toContainText("Nothing is added yet.");
});

test("what the command line adds appears by itself, and a replacement can be undone", async ({
  console: page,
  program,
}) => {
  await open(page, "Connect");
  await expect(card(page)).toContainText("Nothing is added yet.");
  await addBeside(program, devices());
  await expect(added(page, "Device")).toContainText("/Devices");
  await paste(page, devices([{ name: "owner", type: "reference", referenceTypes: ["User"] }]));
  await expect(sheet(page)).toContainText("Replaces the schema Device. New: owner.");
  await sheet(page).getByRole("button", { name: "Replace" }).click();
  await expect(added(page, "Device")).toContainText("3 attributes");
  await card(page).getByRole("button", { name: "Undo" }).click();
  await expect(added(page, "Device")).toContainText("2 attributes");

  // A second extension of the same type must not take the first with it.
  await addBeside(program, badge, "--extends", "User");
  await card(page).getByRole("button", { name: "Add schema…" }).click();
  const second = badge.replace(BADGE, `${BADGE}Two`).replace('"Badge"', '"Second"');
  await sheet(page).getByRole("textbox", { name: "Schema as JSON" }).fill(second);
  await sheet(page).getByRole("combobox", { name: "Its schema extends" }).selectOption("User");
  await expect(sheet(page)).toContainText("User gets the extension");
  await sheet(page).getByRole("button", { name: "Add", exact: true }).click();
  await expect(added(page, "Second")).toContainText("extends User");
  await card(page).getByRole("button", { name: "Undo" }).click();
  await expect(added(page, "Second")).toHaveCount(0);
  await expect(added(page, "Badge")).toContainText("extends User");
});

test("resources of an added type are in the traffic, and no people or roles", async ({
  console: page,
  program,
}) => {
  await addBeside(program, devices());
  const scim = await provisioned(program);
  const { body } = await scim.send("POST", "/Devices", { schemas: [DEVICE], serial: "S-1" });
  await scim.send("PUT", `/Devices/${String(body["id"])}`, { schemas: [DEVICE], serial: "S-2" });
  await scim.send("DELETE", `/Devices/${String(body["id"])}`);
  await scim.send("POST", "/Devices", { schemas: [DEVICE], serial: "S-3", displayName: "x" });
  await openRequests(page);
  const rows = page.getByRole("grid").getByRole("row");
  // The last request is written just after its answer, and moves the others down.
  await expect(rows).toHaveCount(5);
  for (const [index, word] of ["created", "deleted", "serial", "created"].entries()) {
    await rows.nth(index + 1).click();
    const inspector = page.getByRole("region", { name: /^Request \d+/ });
    await expect(inspector).toContainText(word);
    await expect(inspector).not.toContainText(/person|arrived/);
  }
  await open(page, "Directory");
  await expect(page.getByRole("main")).toContainText("No people yet");
  await open(page, "Org chart");
  await expect(page.getByRole("main")).not.toBeEmpty();
});

test.describe("a file with a flaw", () => {
  // The browser logs every answer of 400, which is what a flaw is answered with.
  test.use({ expected: ["/rpc/planSchemas"] });

  test("a chosen file is read, and a flaw is told with its place", async ({ console: page }) => {
    await open(page, "Connect");
    await card(page).getByRole("button", { name: "Add schema…" }).click();
    const choose = async (text: string) => {
      const waiting = page.waitForEvent("filechooser");
      await sheet(page).getByRole("button", { name: "Choose file…" }).click();
      const buffer = Buffer.from(text);
      await (await waiting).setFiles({ name: "a.json", mimeType: "application/json", buffer });
    };
    await choose(devices([{ name: "size", type: "number" }]));
    const field = sheet(page).getByRole("textbox", { name: "Schema as JSON" });
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(sheet(page).getByRole("alert")).toContainText('[0].attributes[2].type: "number"');
    await expect(sheet(page).getByRole("button", { name: "Add", exact: true })).toBeDisabled();
    await choose(devices());
    await expect(sheet(page).getByRole("alert")).toHaveCount(0);
    await expect(sheet(page)).toContainText("served at /Devices");
  });
});

test("a dropped file is read, and the example can be added by keyboard alone", async ({
  console: page,
}) => {
  await open(page, "Connect");
  await card(page).getByRole("button", { name: "Start from an example" }).press("Enter");
  await expect(sheet(page)).toContainText("User gets the extension urn:example");
  await sheet(page).getByRole("textbox", { name: "Schema as JSON" }).focus();
  const submit = sheet(page).getByRole("button", { name: "Add", exact: true });
  for (let presses = 0; presses < 8; presses += 1) {
    if (await submit.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await expect(submit).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(added(page, "Badge")).toContainText("extends User");

  await card(page).getByRole("button", { name: "Add schema…" }).click();
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "devices.json", { type: "application/json" }));
    return transfer;
  }, devices());
  await sheet(page).locator("form").dispatchEvent("drop", { dataTransfer: data });
  await expect(sheet(page)).toContainText("served at /Devices");

  const missed = await page.evaluate((transfer) => {
    const event = new DragEvent("drop", {
      bubbles: true,
      cancelable: true,
      dataTransfer: transfer,
    });
    return document.body.dispatchEvent(event);
  }, data);
  expect(missed, "the page keeps a file that missed from opening").toBe(false);
});

test("hostile text stays text", async ({ console: page }) => {
  const name = "<img src=x onerror=alert(1)>\u202e{name}";
  const attributes = [
    { name: "a", description: name, canonicalValues: [name, "y".repeat(400)] },
    { name: `b${"c".repeat(300)}` },
  ];
  await open(page, "Connect");
  await add(page, JSON.stringify({ id: BADGE, name, description: name, attributes }));
  await expect(added(page, BADGE)).toContainText("<img src=x");
  await page.getByRole("button", { name: /^2 attributes of/ }).click();
  const reading = page.getByRole("dialog");
  await expect(reading.getByRole("list", { name: "Attributes" })).toContainText("<img src=x");
  await expect(page.locator("main img, [role=dialog] img")).toHaveCount(0);
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = () => reading.evaluate((part) => part.scrollWidth - part.clientWidth);
    await expect.poll(wide, `${width} pixels`).toBeLessThanOrEqual(0);
  }
});

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test(`the card, its sheets and its question pass in ${theme}`, async ({
      console: page,
      program,
    }, info) => {
      await addBeside(program, devices());
      await addBeside(program, badge, "--extends", "User", "--required");
      const scim = await provisioned(program);
      await scim.createPerson("Adele Vance", "Retail", { [BADGE]: { number: "B-7" } });
      await scim.send("POST", "/Devices", { schemas: [DEVICE], serial: "S-1" });
      await open(page, "Connect");
      const seen = async (what: string) => {
        expect.soft(await axeFindings(page), what).toEqual([]);
        for (const [width, height] of [
          [1280, 800],
          [390, 800],
        ] as const) {
          await page.setViewportSize({ width, height });
          if (what === "card") await card(page).scrollIntoViewIfNeeded();
          await page.screenshot({ path: info.outputPath(`${what}-${theme}-${width}.png`) });
        }
        await page.setViewportSize({ width: 1280, height: 800 });
      };
      await card(page)
        .getByText(/^Built in/)
        .click();
      await expect(added(page, "Device")).toContainText("1 resource");
      await seen("card");
      await page.getByRole("button", { name: "2 attributes of Device" }).click();
      await expect(page.getByRole("dialog", { name: "Device" })).toContainText("in use, lost");
      await seen("attributes");
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await paste(page, devices([{ name: "owner", multivalued: true }]));
      await expect(sheet(page)).toContainText("Did you mean");
      await seen("adding");
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await page.getByRole("button", { name: "Remove Badge" }).click();
      await expect(page.getByRole("dialog", { name: "Remove Badge" })).toContainText("values");
      await seen("removing");
    });
  });
}
