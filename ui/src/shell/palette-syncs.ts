// What the palette offers where an application stages: sync, look at what a sync would do, the history.
import type { ConnectionView } from "../bindings/ConnectionView";
import { build, type Route } from "../lib/routes";
import { rpc } from "../transport";
import { announcer } from "./announce.svelte";

interface Entry {
  id: string;
  label: string;
  run: () => void;
}

const follow = (route: Route) => () => (location.hash = build(route));

/** The entries for this connection; none where changes are applied at once. */
export function syncEntries(connection: ConnectionView | null | undefined): Entry[] {
  const button = connection?.syncButton;
  if (!connection || button === null || button === undefined) return [];
  const history: Route = { screen: "sync", list: "history" };
  const start = async () => {
    try {
      const run = await rpc("startSync", { connection: connection.id });
      location.hash = build({ ...history, run: run.number });
    } catch (error) {
      announcer.say(error instanceof Error ? error.message : String(error));
      location.hash = build(history);
    }
  };
  return [
    { id: "sync-now", label: button, run: () => void start() },
    {
      id: "sync-preview",
      label: "Preview sync",
      run: follow({ screen: "sync", list: "people", preview: true }),
    },
    { id: "sync-history", label: "Sync history", run: follow(history) },
    {
      id: "sync-schedule",
      label: "Sync schedule",
      run: follow({ screen: "sync", list: "schedule" }),
    },
  ];
}
