// The current route, read from the address. Back, forward and typed addresses all arrive here.
// A screen may hold the route while it shows what would be lost; it then decides on leaving.
import { build, parse, type Route } from "../lib/routes";

/** Told that somebody wants to leave; `go` does it. */
type Asked = (go: () => void) => void;

class Router {
  route = $state.raw<Route>(parse(location.hash));
  #held: Asked | null = null;

  constructor() {
    addEventListener("hashchange", () => {
      if (this.#held) this.#stay(this.#held);
      else this.route = parse(location.hash);
    });
  }

  /** Stays here, whatever the address becomes, and asks; returns how to let go. */
  hold(ask: Asked): () => void {
    this.#held = ask;
    return () => {
      if (this.#held === ask) this.#held = null;
    };
  }

  #stay(ask: Asked): void {
    const wanted = location.hash;
    // Whether it was back, forward or a link is unknown: a new entry is right after each of them.
    history.pushState(history.state, "", build(this.route));
    ask(() => {
      this.#held = null;
      location.hash = wanted;
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
