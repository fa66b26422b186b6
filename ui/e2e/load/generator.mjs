// Sends SCIM requests at a fixed rate over keep-alive connections, as a process of its own, and
// prints what it saw as one line of JSON. Arguments: base URL, token, requests a second, seconds.
import { Agent, request } from "node:http";

const [base, token, perSecond, seconds] = process.argv.slice(2);
const rate = Number(perSecond);
const target = new URL(base);
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const headers = { authorization: `Bearer ${token}`, "user-agent": "load-generator" };
const TICK_MS = 10;

const seen = { sent: 0, answered: 0, failed: 0, statuses: {}, slowestMs: 0, lateTicks: 0 };
const ids = [];
let open = 0;

/** One request of the mix: mostly lookups, some changes, a few new people. */
function next(n) {
  if (n % 20 === 0) {
    const userName = `load.${process.pid}.${n}@example.com`;
    const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
    const body = {
      schemas,
      userName,
      externalId: `load-${process.pid}-${n}`,
      displayName: `Load ${n}`,
    };
    return { method: "POST", path: "/Users", body };
  }
  if (n % 5 === 0 && ids.length > 0) {
    const id = ids[(n / 5) % ids.length];
    const schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
    const Operations = [{ op: "replace", path: "title", value: `Title ${n}` }];
    return { method: "PATCH", path: `/Users/${id}`, body: { schemas, Operations } };
  }
  return {
    method: "GET",
    path: `/Users?filter=userName+eq+%22load.${process.pid}.${n - (n % 20)}%40example.com%22`,
  };
}

function send(n) {
  const { method, path, body } = next(n);
  const text = body && JSON.stringify(body);
  const started = performance.now();
  seen.sent += 1;
  open += 1;
  const options = {
    agent,
    method,
    host: target.hostname,
    port: target.port,
    path: `${target.pathname}${path}`,
    headers: text
      ? {
          ...headers,
          "content-type": "application/scim+json",
          "content-length": Buffer.byteLength(text),
        }
      : headers,
  };
  const message = request(options, (response) => {
    const chunks = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("end", () => {
      open -= 1;
      seen.answered += 1;
      seen.slowestMs = Math.max(seen.slowestMs, performance.now() - started);
      seen.statuses[response.statusCode] = (seen.statuses[response.statusCode] ?? 0) + 1;
      if (method === "POST" && response.statusCode === 201 && ids.length < 500) {
        ids.push(JSON.parse(Buffer.concat(chunks).toString()).id);
      }
    });
  });
  message.on("error", () => {
    open -= 1;
    seen.failed += 1;
  });
  message.end(text);
}

const began = performance.now();
let last = began;
const timer = setInterval(() => {
  const now = performance.now();
  if (now - last > 5 * TICK_MS) seen.lateTicks += 1;
  last = now;
  const elapsed = Math.min(now - began, Number(seconds) * 1000);
  const due = Math.floor((elapsed / 1000) * rate);
  while (seen.sent < due) send(seen.sent);
  if (elapsed >= Number(seconds) * 1000) {
    clearInterval(timer);
    const drained = setInterval(() => {
      if (open > 0) return;
      clearInterval(drained);
      agent.destroy();
      console.log(JSON.stringify({ ...seen, tookMs: Math.round(performance.now() - began) }));
    }, TICK_MS);
  }
}, TICK_MS);
