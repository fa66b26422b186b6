// The token is replaced by clicking: the old one is refused with the reason, the new one works.
import { expect } from "@playwright/test";
import { takeSecret, TOKEN_NAME } from "./beginning";
import { showsEveryRequest } from "./provisioning";
import { part, type Step, type Walk } from "./walk";

async function rotates(walk: Walk): Promise<void> {
  const { stage } = walk;
  await walk.open("Connect");
  const before = walk.secret;
  await stage.click(part("button", `Rotate ${TOKEN_NAME} …${before.slice(-4)}`));
  const question = part("dialog", `Rotate ${TOKEN_NAME}`);
  await walk.reads(question, "stops working at once");
  await stage.shoot("connect-rotate");
  await stage.click(part("button", "Rotate token", question));
  const after = await takeSecret(walk);
  expect(after).not.toBe(before);
  [walk.replaced, walk.secret] = [before, after];
  await walk.reads({ ...part("row"), text: `…${before.slice(-4)}` }, /Replaced/);
  await walk.reads({ ...part("row"), text: `…${after.slice(-4)}` }, /Active/);
  await stage.shoot("connect-rotated");
}

async function oldIsRefused(walk: Walk): Promise<void> {
  const { stage, entra } = walk;
  await walk.open("Traffic");
  const refused = await entra.send("GET", "/Users?filter=userName+eq+%22ada%40contoso.example%22");
  expect(refused.status).toBe(401);
  expect(refused.body["schemas"]).toEqual(["urn:ietf:params:scim:api:messages:2.0:Error"]);
  expect(refused.body["detail"]).toMatch(/^This token was replaced by a newer one at \d{4}-/);
  expect(JSON.stringify(refused.body)).not.toContain(walk.secret);
  const row = { ...part("row"), text: "Replaced token" };
  await walk.reads(row, "401");
  await stage.click(row);
  const inspector = part("region", /^Request \d+$/);
  await walk.reads(inspector, /Entra ID called with a token that was replaced on \d/);
  await walk.reads(inspector, "This token was replaced by a newer one at");
  await stage.shoot("traffic-refused");
  await stage.click(part("button", "Close", inspector));
}

async function newIsTaken(walk: Walk): Promise<void> {
  walk.entra.token = walk.secret;
  const answer = await walk.entra.send("GET", "/Users?count=1");
  expect([answer.status, answer.body["totalResults"]]).toEqual([200, 20]);
  await showsEveryRequest(walk);
}

async function overviewCountsIt(walk: Walk): Promise<void> {
  await walk.open("Overview");
  await walk.reads(part("region", "Calls"), /Failed ■ 1$/);
}

async function neverComplained(walk: Walk): Promise<void> {
  expect(await walk.stage.complaints()).toEqual([]);
}

export const ROTATION: Step[] = [
  { name: "the token is rotated by clicking", go: rotates },
  { name: "the old token gets 401 with the reason, and Traffic shows it", go: oldIsRefused },
  { name: "the new token works, and still no row is lost or doubled", go: newIsTaken },
  { name: "Overview counts the refused request", go: overviewCountsIt },
];

export const NO_COMPLAINTS: Step = { name: "the page never complained", go: neverComplained };
