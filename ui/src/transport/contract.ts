// What the UI needs from its host, and how an answer can fail. Knows no host.
import type { Commands } from "../bindings/commands";
import type { ExportView } from "../bindings/ExportView";
import type { Failure } from "../bindings/Failure";
import type { FailureCode } from "../bindings/FailureCode";
import type { OfGuideStep } from "../bindings/OfGuideStep";
import type { Tick } from "../bindings/Tick";

export type CommandName = keyof Commands;
export type Request<N extends CommandName> = Commands[N]["request"];
export type Answer<N extends CommandName> = Commands[N]["answer"];

/** The codes of the backend, and two that only a transport can know. */
export type RpcCode = FailureCode | "sessionEnded" | "unreachable";

/** The one error `rpc` rejects with. `message` is a sentence for the user. */
export class RpcError extends Error {
  readonly code: RpcCode;
  readonly detail: string | null;

  constructor(code: RpcCode, message: string, detail: string | null = null) {
    super(message);
    this.name = "RpcError";
    this.code = code;
    this.detail = detail;
  }
}

/** How the feed fares: `waiting` means it will come back by itself. */
export type FeedState = "open" | "waiting" | "ended";

/** Where a file went. In a browser that is the browser's business. */
export interface Saved {
  /** The name it has now; another one than asked for where a file of that name was there. */
  name: string;
  /** Its full path, where the program itself saved it. */
  path: string | null;
}

export interface Transport {
  /** Asks one question. Rejects with `RpcError` and nothing else. */
  rpc<N extends CommandName>(name: N, request: Request<N>): Promise<Answer<N>>;
  /** Calls back for each tick until the returned function is called. */
  subscribe(onTick: (tick: Tick) => void, onState?: (state: FeedState) => void): () => void;
  /** Saves an export that the command `export` made. Rejects with `RpcError`. */
  saveExport(made: ExportView): Promise<Saved>;
  /** Saves a file that the page made. Rejects with `RpcError`. */
  saveFile(name: string, file: Blob): Promise<Saved>;
  /** Opens the folder of the last saved file. Rejects with `RpcError`. */
  showSaved(): Promise<void>;
  /** Opens the page of the portal that a step of a setup guide means. Rejects with `RpcError`. */
  openGuidePage(step: OfGuideStep): Promise<void>;
}

/** Turns whatever a host rejected with into an `RpcError`. */
export function toRpcError(thrown: unknown): RpcError {
  if (thrown instanceof RpcError) return thrown;
  if (isFailure(thrown)) return new RpcError(thrown.code, thrown.message, thrown.detail);
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new RpcError("failed", "Scimbox could not answer.", detail);
}

/** Whether a value has the shape of the backend's `Failure`. */
export function isFailure(value: unknown): value is Failure {
  if (typeof value !== "object" || value === null) return false;
  return "code" in value && "message" in value && typeof value.message === "string";
}
