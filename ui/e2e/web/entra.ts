// Requests as Entra ID sends them: neither User-Agent nor Accept, blanks in filters as `+`.
import { request } from "node:http";

const NOBODY = "7d420df3-9995-4831-a406-ecf8166f5f6a";

/** Sends a GET with this Authorization, or without one; resolves to the status. */
export function entraGet(url: string, authorization?: string): Promise<number> {
  const headers = authorization === undefined ? {} : { Authorization: authorization };
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
    });
    sent.on("error", reject);
    sent.end();
  });
}

/** *Test Connection*: looks for somebody who cannot exist. */
export function testConnection(base: string, authorization?: string): Promise<number> {
  return entraGet(`${base}/Users?filter=userName+eq+%22${NOBODY}%22`, authorization);
}
