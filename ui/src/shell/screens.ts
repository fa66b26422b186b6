// The screens there are: a feature folder with a `<name>-screen.svelte` is one, and is in the rail.
import Building from "@lucide/svelte/icons/network";
import Gauge from "@lucide/svelte/icons/layout-dashboard";
import Plug from "@lucide/svelte/icons/plug-zap";
import Activity from "@lucide/svelte/icons/activity";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import Stethoscope from "@lucide/svelte/icons/stethoscope";
import Users from "@lucide/svelte/icons/users";
import type { Component } from "svelte";
import { build, type Route, type Screen } from "../lib/routes";

export interface ScreenEntry {
  screen: Screen;
  label: string;
  group: "Receive" | "Understand";
  icon: Component;
  href: string;
  load: () => Promise<{ default: Component }>;
}

const files = import.meta.glob<{ default: Component }>("../features/*/*-screen.svelte");

const ALL: [Route, string, ScreenEntry["group"], Component][] = [
  [{ screen: "overview" }, "Overview", "Receive", Gauge],
  [{ screen: "connect" }, "Connect", "Receive", Plug],
  [{ screen: "traffic" }, "Traffic", "Receive", Activity],
  [{ screen: "directory", list: "people" }, "Directory", "Understand", Users],
  [{ screen: "org" }, "Org chart", "Understand", Building],
  [{ screen: "sync", list: "people" }, "Sync", "Understand", RefreshCw],
  [{ screen: "findings" }, "Findings", "Understand", Stethoscope],
];

export const screens: ScreenEntry[] = ALL.flatMap(([route, label, group, icon]) => {
  const load = files[`../features/${route.screen}/${route.screen}-screen.svelte`];
  return load ? [{ screen: route.screen, label, group, icon, href: build(route), load }] : [];
});
