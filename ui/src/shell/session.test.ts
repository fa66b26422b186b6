import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ConnectionView } from "../bindings/ConnectionView";
import type { Tick } from "../bindings/Tick";
import { RpcError, type FeedState, type Transport } from "../transport";
import { Session } from "./session.svelte";

/** A host whose answers and ticks the test decides. */
class Host implements Transport {
  connections = [connection("one"), connection("two")];
  failing: RpcError | null = null;
  asked: string[] = [];
  tick: (tick: Tick) => void = () => undefined;
  state: (state: FeedState) => void = () => undefined;

  rpc: Transport["rpc"] = (name) => {
    this.asked.push(name);
    if (this.failing) return Promise.reject(this.failing);
    const answers: Record<string, unknown> = {
      about: { scimUrl: "http://127.0.0.1:8787/scim/v2", keyring: { state: "ready" } },
      connections: this.connections,
    };
    return Promise.resolve(answers[name] as never);
  };
  saveExport: Transport["saveExport"] = () => Promise.reject(new RpcError("failed", "No."));
  saveFile: Transport["saveFile"] = () => Promise.reject(new RpcError("failed", "No."));
  showSaved: Transport["showSaved"] = () => Promise.reject(new RpcError("failed", "No."));
  openGuidePage: Transport["openGuidePage"] = () => Promise.reject(new RpcError("failed", "No."));
  subscribe: Transport["subscribe"] = (onTick, onState) => {
    this.tick = onTick;
    this.state = onState ?? this.state;
    return () => undefined;
  };
}

function connection(id: string): ConnectionView {
  return { id, name: id, enabled: true } as ConnectionView;
}
const tick = (seq: number, revision: number) =>
  ({ seq, revision, keyring: { state: "locked", message: "Locked." } }) as Tick;
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("session", () => {
  let host: Host;
  let session: Session;
  beforeEach(() => {
    localStorage.clear();
    host = new Host();
    session = new Session(host);
  });

  it("the default connection, which comes first, is current", async () => {
    session.start();
    await settled();
    expect(session.current?.id).toBe("one");
  });

  it("the chosen connection is remembered by the next session", async () => {
    session.start();
    await settled();
    session.choose("two");
    expect(session.current?.id).toBe("two");
    const next = new Session(host);
    await next.load();
    expect(next.current?.id).toBe("two");
  });

  it("a connection that is gone gives way to the default one", async () => {
    session.start();
    await settled();
    session.choose("two");
    host.connections = [connection("one")];
    await session.reloadConnections();
    expect(session.current?.id).toBe("one");
  });

  it("connections are read again when the revision rises, and only then", async () => {
    session.start();
    await settled();
    host.asked = [];
    host.tick(tick(1, 1));
    host.tick(tick(2, 1));
    expect(host.asked).toEqual([]);
    host.tick(tick(3, 2));
    expect(host.asked).toEqual(["connections"]);
    await settled();
    expect(session.seq).toBe(3);
  });

  it("a change is told after the connections were read, so that nobody asks for one that is gone", async () => {
    session.start();
    await settled();
    session.choose("two");
    host.tick(tick(1, 1));
    const answers: (() => void)[] = [];
    const rpc = host.rpc;
    host.rpc = (name, request) =>
      new Promise((resolve) => {
        answers.push(() => resolve(rpc(name, request)));
      });
    host.connections = [connection("one")];
    host.tick(tick(2, 2));
    host.tick(tick(3, 2));
    expect([session.seq, session.current?.id]).toEqual([1, "two"]);
    answers.shift()?.();
    await settled();
    expect([session.seq, session.current?.id]).toEqual([3, "one"]);
    expect(answers).toEqual([]);
  });

  it("connections are read once more when they changed while they were read", async () => {
    session.start();
    await settled();
    host.tick(tick(1, 1));
    host.asked = [];
    host.tick(tick(2, 2));
    host.tick(tick(3, 3));
    await settled();
    expect(host.asked).toEqual(["connections", "connections"]);
    expect(session.seq).toBe(3);
    host.tick(tick(4, 3));
    expect(session.seq).toBe(4);
  });

  it("the keyring's state follows the feed", async () => {
    session.start();
    await settled();
    expect(session.keyring?.state).toBe("ready");
    host.tick(tick(1, 1));
    expect(session.keyring?.state).toBe("locked");
  });

  it("an ended login is told apart from a server that is away", async () => {
    host.failing = new RpcError("unreachable", "Scimbox does not answer.");
    session.start();
    await settled();
    expect(session.trouble?.code).toBe("unreachable");
    expect(session.ended).toBe(false);
    host.failing = new RpcError("sessionEnded", "Ended.");
    await session.load();
    expect(session.ended).toBe(true);
  });

  it("everything is read again when the feed comes back", async () => {
    session.start();
    host.state("open");
    await settled();
    host.asked = [];
    host.state("waiting");
    expect(host.asked).toEqual([]);
    host.state("open");
    expect(host.asked).toEqual(["about", "connections"]);
  });

  it("a browser that keeps nothing still works", async () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    await session.load();
    session.choose("two");
    expect(session.current?.id).toBe("two");
  });
});
