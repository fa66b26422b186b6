import { describe, expect, it } from "vitest";
import type { ExchangeDetail } from "../bindings/ExchangeDetail";
import { bodyText, rawText } from "./raw-text";

const message = (body: string | null, bodyBytes = body?.length ?? 0, truncated = false) => ({
  headers: [{ name: "content-type", value: "application/scim+json" }],
  body,
  bodyBytes,
  isJson: true,
  truncated,
});

describe("an exchange as text", () => {
  it("shows both messages with the path that was asked for", () => {
    const detail = {
      row: { method: "POST", status: 201 },
      url: "http://127.0.0.1:8787/scim/v2/Users?x=1",
      request: message('{"a":1}'),
      response: message(null),
    } as unknown as ExchangeDetail;
    expect(rawText(detail)).toBe(
      [
        "POST /scim/v2/Users?x=1 HTTP/1.1",
        "content-type: application/scim+json",
        "",
        '{"a":1}',
        "",
        "HTTP/1.1 201",
        "content-type: application/scim+json",
        "",
        "",
        "",
      ].join("\n"),
    );
  });

  it("says what was not kept", () => {
    expect(bodyText(message(null, 900))).toBe("[body not kept]");
    expect(bodyText(message("€€", 10, true))).toBe("€€\n[4 more bytes]");
    expect(bodyText(message("ab", 2, true))).toBe("ab");
  });
});
