// An exchange as it went over the wire, for reading and copying. Secrets are already redacted.
import type { ExchangeDetail } from "../bindings/ExchangeDetail";
import type { MessageView } from "../bindings/MessageView";

/** Bodies come as they were sent; what was not kept is said in brackets. */
export function rawText(detail: Pick<ExchangeDetail, "row" | "url" | "request" | "response">) {
  const { method, status } = detail.row;
  const request = [`${method} ${target(detail.url)} HTTP/1.1`, ...messageLines(detail.request)];
  const response = [`HTTP/1.1 ${status}`, ...messageLines(detail.response)];
  return `${request.join("\n")}\n\n${response.join("\n")}\n`;
}

function messageLines(message: MessageView): string[] {
  const headers = message.headers.map(({ name, value }) => `${name}: ${value}`);
  return [...headers, "", bodyText(message)];
}

/** The body, or words for why there is none. */
export function bodyText(message: MessageView): string {
  if (message.body === null) return message.bodyBytes > 0 ? "[body not kept]" : "";
  const rest = message.bodyBytes - new TextEncoder().encode(message.body).length;
  return message.truncated && rest > 0 ? `${message.body}\n[${rest} more bytes]` : message.body;
}

function target(url: string): string {
  try {
    const { pathname, search } = new URL(url);
    return pathname + search;
  } catch {
    return url;
  }
}
