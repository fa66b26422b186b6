// Turns pointers and the wheel into panning and zooming. One finger or the mouse pans, two fingers
// pinch, the wheel scrolls and zooms with Ctrl (which is also what a touchpad's pinch sends).

export interface Moves {
  pan: (dx: number, dy: number) => void;
  /** Zooms around a point of the chart's region. */
  zoom: (factor: number, x: number, y: number) => void;
}

/** Less movement than this is a click. */
const CLICK = 4;

export class Gestures {
  /** The last press turned into a drag, so that its click does not count. */
  moved = false;
  #moves: Moves;
  #pointers = new Map<number, { x: number; y: number }>();
  #way = 0;

  constructor(moves: Moves) {
    this.#moves = moves;
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    const { x, y } = at(event);
    if (event.ctrlKey || event.metaKey) {
      const step = Math.max(-60, Math.min(60, event.deltaY * unit));
      this.#moves.zoom(Math.exp(-step / 120), x, y);
    } else if (event.shiftKey && event.deltaX === 0) this.#moves.pan(-event.deltaY * unit, 0);
    else this.#moves.pan(-event.deltaX * unit, -event.deltaY * unit);
  }

  down(event: PointerEvent): void {
    if (event.pointerType === "mouse" && event.button > 1) return;
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.#pointers.size > 1) return;
    this.moved = false;
    this.#way = 0;
  }

  move(event: PointerEvent): void {
    const last = this.#pointers.get(event.pointerId);
    if (!last) return;
    if (event.pointerType === "mouse" && event.buttons === 0) return this.up(event);
    const next = { x: event.clientX, y: event.clientY };
    const [dx, dy] = [next.x - last.x, next.y - last.y];
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, next);
    this.#way += Math.hypot(dx, dy);
    if (this.#way < CLICK && !other) return;
    if (!this.moved) {
      this.moved = true;
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    }
    if (!other) return this.#moves.pan(dx, dy);
    const before = Math.hypot(last.x - other.x, last.y - other.y);
    const after = Math.hypot(next.x - other.x, next.y - other.y);
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const middle = { x: (next.x + other.x) / 2 - box.left, y: (next.y + other.y) / 2 - box.top };
    if (before > 0) this.#moves.zoom(after / before, middle.x, middle.y);
    this.#moves.pan(dx / 2, dy / 2);
  }

  up(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
  }
}

function at(event: MouseEvent): { x: number; y: number } {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
