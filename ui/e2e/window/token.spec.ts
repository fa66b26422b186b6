import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Scim } from "../web/scim";
import { expect, test } from "./fixture";

/** A folder for pictures, when they are wanted. */
const SHOTS = process.env["SCIMBOX_SHOTS"];

test("the real window generates a token by clicking, and shows who came in with it", async ({
  window,
}) => {
  await window.shows("Begin here");
  const base = (await window.text(".address .mono")).trim();
  expect(base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/scim\/v2$/);

  await window.click("link", "Connect");
  await window.click("button", "Generate token");
  await window.fill("Name", "Entra ID");
  await window.click("button", "Generate");
  await window.find("dialog", "Your new token");
  const secret = await window.text("[data-testid=token-secret]");
  expect(secret).toMatch(/^scimbox_[\w-]{43}_[0-9A-Za-z]{6}$/);
  if (SHOTS) await writeFile(join(SHOTS, "window-secret.png"), await window.driver.screenshot());
  await window.shows("the plain token is in your system keyring");
  await window.click("button", "Copy Secret Token (Entra ID)");
  await window.shows("Copied to clipboard");
  await window.click("button", "I have copied it");

  const scim = new Scim(base, secret);
  expect((await scim.createPerson("Adele Vance", "Retail")).status).toBe(201);
  await window.click("link", "Overview");
  await window.shows(/1\s+person/);
  expect((await new Scim(base, "scimbox_wrong").list()).status).toBe(401);
  await window.shows(/Failed\s+■\s+1/);
  if (SHOTS) await writeFile(join(SHOTS, "window-overview.png"), await window.driver.screenshot());
});
