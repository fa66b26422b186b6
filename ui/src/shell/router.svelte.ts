// The current route, read from the address. Back, forward and typed addresses all arrive here.
import { build, parse, type Route } from "../lib/routes";

class Router {
  route = $state.raw<Route>(parse(location.hash));

  constructor() {
    addEventListener("hashchange", () => {
      this.route = parse(location.hash);
    });
  }

  /** Goes somewhere; back returns. */
  go(route: Route): void {
    location.hash = build(route);
  }

  /** Changes the address without a new entry in the history (for filters while typing). */
  replace(route: Route): void {
    history.replaceState(history.state, "", build(route));
    this.route = route;
  }
}

export const router = new Router();
