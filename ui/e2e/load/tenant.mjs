// Fills a directory as Entra ID does, as a process of its own: for each person, in random order, a
// match query and a POST that names department and manager by external id. Arguments: base URL, token,
// people, departments, seed. Prints what it sent, and the tenant that it stands for, as one line of JSON.
import { Agent, request } from "node:http";

const [base, token, ...numbers] = process.argv.slice(2);
const [people, departments, seed] = numbers.map(Number);
const target = new URL(base);
const AT_ONCE = 24;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
const headers = {
  authorization: `Bearer ${token}`,
  "user-agent": "Microsoft-AzureAD-Provisioning/1.0",
};
const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
let state = seed >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** Number `n` of the tenant: each but the first reports to somebody with a lower number. */
function person(n) {
  const name = `Person ${String(n).padStart(6, "0")}`;
  // Spans of about eight, so that the tree of 50,000 is six deep.
  const manager = n === 0 ? null : Math.floor((n - 1) / (6 + (n % 5)));
  const department = `Department ${String(Math.floor(random() * departments)).padStart(3, "0")}`;
  return { name, manager, department };
}

const tenant = Array.from({ length: people }, (_, n) => person(n));
const order = tenant.map((_, n) => n);
for (let last = order.length - 1; last > 0; last -= 1) {
  const other = Math.floor(random() * (last + 1));
  [order[last], order[other]] = [order[other], order[last]];
}

function send(method, path, body) {
  const text = body && JSON.stringify(body);
  const typed = text
    ? { "content-type": "application/scim+json", "content-length": Buffer.byteLength(text) }
    : {};
  return new Promise((resolve, reject) => {
    const message = request(
      {
        agent,
        method,
        host: target.hostname,
        port: target.port,
        path: `${target.pathname}${path}`,
        headers: { ...headers, ...typed },
      },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode));
      },
    );
    message.on("error", reject);
    message.end(text);
  });
}

const externalId = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

async function provision(n) {
  const { name, manager, department } = tenant[n];
  const userName = `${name.toLowerCase().replace(" ", ".")}@contoso.example`;
  const query = encodeURIComponent(`userName eq "${userName}"`);
  const found = await send("GET", `/Users?filter=${query}`);
  const made = await send("POST", "/Users", {
    schemas: [CORE, ENTERPRISE],
    externalId: externalId(n),
    userName,
    active: true,
    displayName: name,
    emails: [{ primary: true, type: "work", value: userName }],
    meta: { resourceType: "User" },
    [ENTERPRISE]: {
      department,
      ...(manager === null ? {} : { manager: { value: externalId(manager) } }),
    },
  });
  if (found !== 200 || made !== 201) throw new Error(`${name}: ${found} and ${made}`);
}

const began = performance.now();
let next = 0;
async function lane() {
  while (next < order.length) await provision(order[next++]);
}
await Promise.all(Array.from({ length: AT_ONCE }, lane));
agent.destroy();
const tookMs = Math.round(performance.now() - began);
console.log(JSON.stringify({ requests: 2 * people, tookMs, tenant }));
