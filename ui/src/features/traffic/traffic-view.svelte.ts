// Whether the log shows operations or single requests; remembered like the theme.
import { TRAFFIC_VIEWS, type TrafficView } from "../../lib/routes";

const KEY = "scimbox.traffic.view";

class Remembered {
  view = $state<TrafficView>(stored());

  set(view: TrafficView): void {
    this.view = view;
    try {
      localStorage.setItem(KEY, view);
    } catch {
      // A browser that keeps nothing: the choice lasts for this page.
    }
  }
}

function stored(): TrafficView {
  try {
    const value = localStorage.getItem(KEY);
    return TRAFFIC_VIEWS.find((view) => view === value) ?? "operations";
  } catch {
    return "operations";
  }
}

export const remembered = new Remembered();
