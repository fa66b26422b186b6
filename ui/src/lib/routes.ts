// Addresses inside the app: `#/traffic/418`. Parsing never fails; what it does not know is Overview.
// Links between objects are plain `<a href={build(…)}>`, so back, forward and "copy link" work.

import type { PersonStatus } from "../bindings/PersonStatus";

export const SCREENS = [
  "overview",
  "connect",
  "traffic",
  "directory",
  "org",
  "sync",
  "findings",
] as const;
export type Screen = (typeof SCREENS)[number];

export const DIRECTORY_TABS = ["people", "teams", "roles", "groups", "removed"] as const;
export type DirectoryTab = (typeof DIRECTORY_TABS)[number];

/** What may become of a finding. */
export const FINDING_STATES = ["open", "accepted", "fixed"] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** What a row of Traffic is. */
export const TRAFFIC_VIEWS = ["operations", "requests"] as const;
export type TrafficView = (typeof TRAFFIC_VIEWS)[number];

export const GUIDE_IDPS = ["entra", "okta", "other"] as const;
export type GuideIdp = (typeof GUIDE_IDPS)[number];

const STATUSES = [
  "active",
  "deactivated",
  "disabled",
  "staged",
  "removed",
] as const satisfies PersonStatus[];

export const SYNC_TABS = ["people", "groups", "history", "schedule"] as const;
export type SyncTab = (typeof SYNC_TABS)[number];

export type Route =
  | {
      screen: "overview";
      /** Opens the sheet that plays sample people. */
      simulate?: boolean;
    }
  | {
      screen: "connect";
      /** Shows the setup guide. */
      guide?: boolean;
      /** Whose guide; without it the one that fits best. */
      idp?: GuideIdp;
      /** Opens the dialog that makes a token. */
      newToken?: boolean;
      /** Id of a deleted connection whose accounts are shown. */
      retained?: string;
    }
  | {
      screen: "traffic";
      /** Number of the request that is open. */
      exchange?: number;
      /** Id of the operation that is open. */
      operation?: number;
      /** Without it what was chosen last. */
      view?: TrafficView;
      filter?: string;
      tab?: string;
    }
  | {
      screen: "directory";
      list: DirectoryTab;
      /** SCIM id of a person or group, also of one who is gone, or the name of a team. */
      id?: string;
      text?: string;
      team?: string;
      role?: string;
      attention?: boolean;
      /** Only people who should be able to sign in and are not. */
      refused?: boolean;
      /** Only people whose account has this status. */
      status?: PersonStatus;
      tab?: string;
    }
  | {
      screen: "findings";
      state?: FindingState;
      /** Id of the one that is open. */
      id?: number;
    }
  | {
      screen: "org";
      person?: string;
      view?: "chart" | "outline";
      /** Saves a drawing of the whole chart once. */
      save?: "svg" | "png";
    }
  | {
      screen: "sync";
      list: SyncTab;
      /** Number of a run, in the history. */
      run?: number;
      /** SCIM id of somebody who is staged. */
      person?: string;
      /** Shows what a sync would do. */
      preview?: boolean;
      /** Only those with this verdict. */
      verdict?: string;
    };

/** Reads `location.hash`. */
export function parse(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  const [screen, ...rest] = path.split("/").map(decode);
  const query = new URLSearchParams(search);
  switch (screen) {
    case "connect":
      if (rest[0] === "guide")
        return drop({
          screen,
          guide: true,
          idp: GUIDE_IDPS.find((idp) => idp === query.get("idp")),
        });
      return drop({
        screen,
        newToken: flag(query, "new-token"),
        retained: rest[0] === "deleted" ? rest[1] : undefined,
      });
    case "traffic":
      return drop({
        screen,
        exchange: wholeNumber(rest[0]),
        operation: rest[0] === "op" ? wholeNumber(rest[1]) : undefined,
        view: TRAFFIC_VIEWS.find((view) => view === query.get("view")),
        filter: text(query, "filter"),
        tab: text(query, "tab"),
      });
    case "directory":
      return directory(rest, query);
    case "findings":
      return drop({
        screen,
        state: FINDING_STATES.find((state) => state === query.get("state")),
        id: wholeNumber(rest[0]),
      });
    case "org": {
      const view = query.get("view");
      const known = view === "chart" || view === "outline" ? view : undefined;
      const drawing = query.get("save");
      const save = drawing === "svg" || drawing === "png" ? drawing : undefined;
      return drop({ screen, person: rest[0] || undefined, view: known, save });
    }
    case "sync": {
      const list = SYNC_TABS.find((tab) => tab === rest[0]) ?? "people";
      const history = list === "history";
      return drop({
        screen,
        list,
        run: history ? wholeNumber(rest[1]) : undefined,
        person: history ? undefined : rest[1] || undefined,
        preview: flag(query, "preview"),
        verdict: text(query, "verdict"),
      });
    }
    default:
      return drop({ screen: "overview", simulate: flag(query, "simulate") });
  }
}

/** Writes the hash of a route, `#/…`; `parse(build(route))` is the route. */
export function build(route: Route): string {
  switch (route.screen) {
    case "overview":
      return address([route.screen], { simulate: route.simulate ? "1" : undefined });
    case "connect":
      if (route.guide) return address([route.screen, "guide"], { idp: route.idp });
      return address(["connect", ...(route.retained ? ["deleted", route.retained] : [])], {
        "new-token": route.newToken ? "1" : undefined,
      });
    case "traffic":
      return address(
        route.operation === undefined
          ? ["traffic", route.exchange]
          : ["traffic", "op", route.operation],
        { view: route.view, filter: route.filter, tab: route.tab },
      );
    case "directory":
      return address(["directory", route.list, route.id], {
        text: route.text,
        team: route.team,
        role: route.role,
        attention: route.attention ? "1" : undefined,
        refused: route.refused ? "1" : undefined,
        status: route.status,
        tab: route.tab,
      });
    case "findings":
      return address(["findings", route.id], { state: route.state });
    case "org":
      return address(["org", route.person], { view: route.view, save: route.save });
    case "sync": {
      const plain = route.list === "people" && route.person === undefined;
      return address(["sync", plain ? undefined : route.list, route.run ?? route.person], {
        preview: route.preview ? "1" : undefined,
        verdict: route.verdict,
      });
    }
  }
}

function directory(rest: string[], query: URLSearchParams): Route {
  const list = DIRECTORY_TABS.find((tab) => tab === rest[0]) ?? "people";
  return drop({
    screen: "directory" as const,
    list,
    id: rest[1] || undefined,
    text: text(query, "text"),
    team: text(query, "team"),
    role: text(query, "role"),
    attention: flag(query, "attention"),
    refused: flag(query, "refused"),
    status: STATUSES.find((status) => status === query.get("status")),
    tab: text(query, "tab"),
  });
}

function address(
  path: (string | number | undefined)[],
  query: Record<string, string | undefined>,
): string {
  const segments = path.filter((part) => part !== undefined && part !== "");
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const tail = search.size > 0 ? `?${search.toString()}` : "";
  return `#/${segments.map((part) => encodeURIComponent(part as string)).join("/")}${tail}`;
}

function text(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined;
}

function flag(query: URLSearchParams, name: string): true | undefined {
  return query.get(name) === "1" || undefined;
}

function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Leaves out undefined members, so that routes compare by value. */
function drop<T extends object>(route: T): T {
  return Object.fromEntries(Object.entries(route).filter(([, value]) => value !== undefined)) as T;
}
