import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { axeFindings } from "./axe";
import { group, provision } from "./company";
import { expect, open, provisioned, test } from "./fixture";

const FORMULA = "=cmd|'/C calc'!A0";
const MARKUP = `</text><script>alert("1")</script> & \u202egnp`;
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** Chooses an item of the Export menu; resolves to the file that the browser saves. */
async function exported(page: Page, menu: string, item: string | RegExp): Promise<Download> {
  await page.getByRole("button", { name: menu }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: item }).click();
  const download = await saving;
  await expect(page.locator("[aria-live=polite]").first()).toContainText(
    download.suggestedFilename(),
  );
  await expect(page.getByRole("group", { name: "Export", exact: true })).toContainText(
    download.suggestedFilename(),
  );
  return download;
}
const text = async (download: Download) => readFile(await download.path(), "utf8");

/** A parser of RFC 4180 on its own, so that the program's is not asked about itself. */
function csv(file: string): Record<string, string>[] {
  expect(file.startsWith("\ufeff")).toBe(true);
  const rows: string[][] = [[""]];
  let quoted = false;
  for (let at = 1; at < file.length; at += 1) {
    const row = rows.at(-1) ?? [];
    const letter = file[at] ?? "";
    if (quoted && letter === '"' && file[at + 1] === '"') {
      row[row.length - 1] += '"';
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === ",") row.push("");
    else if (!quoted && file.startsWith("\r\n", at)) {
      rows.push([""]);
      at += 1;
    } else row[row.length - 1] += letter;
  }
  const [header = [], ...body] = rows.slice(0, -1);
  return body.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ""])));
}

test.beforeEach(async ({ program }) => {
  const scim = await provisioned(program);
  const ids = await provision(scim);
  for (const name of [FORMULA, MARKUP]) {
    const { body } = await scim.createPerson(name, "Marketing", {
      title: name,
      [ENTERPRISE]: { department: "Marketing", manager: { value: ids["Patti Fernandez"] } },
    });
    ids[name] = String(body["id"]);
  }
  await group(scim, FORMULA, Object.values(ids).slice(0, 3));
});

test("people are exported as shown and all of them, as CSV and JSON", async ({ console: page }) => {
  await open(page, "Directory");
  const all = await exported(page, "Export people", "CSV: all 12 people");
  expect(all.suggestedFilename()).toMatch(/^people-.+-\d{4}-\d{2}-\d{2}-\d{4}\.csv$/);
  const rows = csv(await text(all));
  expect(rows).toHaveLength(12);
  expect(rows.map((row) => row["Name"])).toContain(`'${FORMULA}`);
  expect(rows.map((row) => row["Name"])).toContain(MARKUP);
  const adele = rows.find((row) => row["Name"] === "Adele Vance");
  expect(adele).toMatchObject({
    Team: "Sales",
    Status: "Active",
    "Reporting line": "Waiting for the manager",
    "Manager as sent": "8842",
    Roles: "Editors",
  });
  const patti = rows.find((row) => row["Name"] === "Patti Fernandez");
  expect(patti).toMatchObject({ Roles: `'${FORMULA}`, "Reporting line": "No manager sent" });

  await page.getByRole("searchbox", { name: "Search people" }).fill("marketing");
  await expect(page.getByText("4 of 12")).toBeVisible();
  const shown = await exported(page, "Export people", "JSON: 4 people as shown");
  const whole = JSON.parse(await text(shown)) as { count: number; people: { name: string }[] };
  expect(whole.count).toBe(4);
  expect(whole.people.map((person) => person.name)).toContain(FORMULA);
  expect(await text(shown)).not.toContain("scimbox_");
});

test("teams and roles with their members are exported", async ({ console: page }) => {
  await open(page, "Directory");
  await page.getByRole("link", { name: /^Teams/ }).click();
  const teams = csv(await text(await exported(page, "Export teams", /^CSV: \d+ teams$/)));
  expect(teams.find((team) => team["Team"] === "Marketing")).toMatchObject({ People: "4" });
  expect(teams.find((team) => team["Team"] === "Finance")).toMatchObject({
    "Looks like": "finance ",
  });

  await page.getByRole("link", { name: /^Roles/ }).click();
  const roles = csv(await text(await exported(page, "Export roles", "CSV: all 3 roles")));
  expect(roles.filter((row) => row["Group"] === "Editors")).toHaveLength(2);
  expect(roles.filter((row) => row["Group"] === `'${FORMULA}`)).toHaveLength(3);
  expect(roles.filter((row) => row["Group"] === "Viewers")).toMatchObject([{ Member: "" }]);
  await page.getByRole("searchbox", { name: "Search roles" }).fill("view");
  const few = await exported(page, "Export roles", "JSON: 1 role as shown");
  expect(JSON.parse(await text(few))).toMatchObject({ groups: [{ name: "Viewers", members: [] }] });
});

test("the org chart is exported as a table with paths and reasons", async ({ console: page }) => {
  await open(page, "Org chart");
  const rows = csv(await text(await exported(page, "Export the org chart", /^CSV/)));
  const alex = rows.find((row) => row["Name"] === "Alex Wilber");
  expect(alex).toMatchObject({
    Path: "Patti Fernandez > Miriam Graham > Alex Wilber",
    "Managers above": "2",
    Why: "Reports to Miriam Graham.",
  });
  const lidia = rows.find((row) => row["Name"] === "Lidia Holloway");
  expect(lidia).toMatchObject({ "Reporting line": "Runs in a circle" });
});

test("the whole org chart is drawn as SVG, also what is folded away", async ({ console: page }) => {
  await open(page, "Org chart");
  await page.getByRole("button", { name: "Fold all", exact: true }).click();
  const file = await text(await exported(page, "Export the org chart", /^SVG: whole chart/));
  const found = await page.evaluate((source) => {
    const drawn = new DOMParser().parseFromString(source, "image/svg+xml");
    const words = (selector: string) =>
      [...drawn.querySelectorAll(selector)].map((element) => element.textContent);
    return {
      wrong: drawn.querySelectorAll("parsererror").length,
      kinds: [...new Set([...drawn.querySelectorAll("*")].map((element) => element.localName))],
      names: words("g > title").map((title) => title.split("\n")[0]),
      texts: words("text"),
    };
  }, file);
  expect(found.wrong).toBe(0);
  expect(found.kinds.sort()).toEqual(["g", "path", "rect", "svg", "text", "title"]);
  expect(found.names).toHaveLength(13);
  expect(found.names).toContain(MARKUP);
  expect(found.texts).toContain(FORMULA);
  expect(found.texts).toContain("Waiting for the manager");
});

test("as PNG it has the colours of the light theme in the dark", async ({ console: page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await open(page, "Org chart");
  const download = await exported(page, "Export the org chart", /^PNG: whole chart/);
  const file = await readFile(await download.path());
  expect(file.subarray(1, 4).toString()).toBe("PNG");
  expect([file.readUInt32BE(16) > 1_000, file.readUInt32BE(20) > 400]).toEqual([true, true]);
  const corner = await page.evaluate(
    async (bytes) => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
      const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
      pen?.drawImage(image, 0, 0);
      return [...(pen?.getImageData(0, 0, 1, 1).data ?? [])];
    },
    [...file],
  );
  expect(corner).toEqual([249, 250, 252, 255]);
});

test("keys alone reach an export, and the palette has all of them", async ({ console: page }) => {
  await open(page, "Directory");
  const button = page.getByRole("button", { name: "Export people" });
  await expect(button).toBeEnabled();
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "CSV: all 12 people" })).toBeFocused();
  const first = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await first).suggestedFilename()).toMatch(/\.csv$/);

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("export org chart as svg");
  const second = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await second).suggestedFilename()).toMatch(/^org-chart-.+\.svg$/);
  await expect(page).not.toHaveURL(/save=/);
});

test("without anybody there is nothing to export", async ({ console: page, program }) => {
  await program.run("connection", "add", "Empty");
  await page.getByRole("button", { name: /^Connection/ }).click();
  await page.getByRole("menuitemradio", { name: /Empty/ }).click();
  await open(page, "Directory");
  await expect(page.getByRole("button", { name: "Export people" })).toBeDisabled();
});

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test(`the menu and what was exported pass axe in ${theme}`, async ({ console: page }) => {
      await open(page, "Directory");
      await page.getByRole("button", { name: "Export people" }).click();
      await expect(page.getByRole("menuitem", { name: /^CSV/ })).toBeVisible();
      expect.soft(await axeFindings(page), "menu").toEqual([]);
      await page.keyboard.press("Escape");
      await exported(page, "Export people", /^CSV/);
      await expect(page.getByRole("button", { name: "Export people" })).toBeFocused();
      expect.soft(await axeFindings(page), "done").toEqual([]);
      await page.getByRole("button", { name: "Dismiss" }).click();
      await expect(page.getByRole("group", { name: "Export", exact: true })).toHaveCount(0);
    });
  });
}

test.describe("an export that fails", () => {
  test.use({ expected: ["/rpc/export"] });

  test("is told as a sentence, and can be put away", async ({ console: page }) => {
    await open(page, "Directory");
    const failure = { code: "failed", message: "The disk is full.", detail: "os error 28" };
    await page.route("**/rpc/export", (route) => route.fulfill({ status: 500, json: failure }));
    await page.getByRole("button", { name: "Export people" }).click();
    await page.getByRole("menuitem", { name: /^CSV/ }).click();
    const alert = page.getByRole("alert").filter({ hasText: "Not exported" });
    await expect(alert).toContainText("The disk is full.");
    await expect(alert).toContainText("os error 28");
    await alert.getByRole("button", { name: "Dismiss" }).click();
    await expect(alert).toHaveCount(0);
  });
});
