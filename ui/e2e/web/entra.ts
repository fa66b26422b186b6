// Requests as Entra ID sends them: neither User-Agent nor Accept, blanks in filters as `+`.
import { request } from "node:http";

const NOBODY = "7d420df3-9995-4831-a406-ecf8166f5f6a";

/** Sends a request with this Authorization, or without one; resolves to the status. */
function send(url: string, authorization?: string, body?: unknown): Promise<number> {
  const headers = {
    ...(authorization === undefined ? {} : { Authorization: authorization }),
    ...(body === undefined ? {} : { "Content-Type": "application/scim+json; charset=utf-8" }),
  };
  const method = body === undefined ? "GET" : "POST";
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** *Test Connection*: looks for somebody who cannot exist. */
export function testConnection(base: string, authorization?: string): Promise<number> {
  return send(`${base}/Users?filter=userName+eq+%22${NOBODY}%22`, authorization);
}

/** Creates somebody as a cycle does. */
export function createPerson(base: string, token: string, userName: string): Promise<number> {
  return send(`${base}/Users`, `Bearer ${token}`, {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName,
    displayName: userName,
    active: true,
  });
}
