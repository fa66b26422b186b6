// Lays the chart out beside the main thread, so that ten thousand people never hold up a key press.
import { layOut, type LayoutRequest } from "../../lib/org-layout";

export interface Job extends LayoutRequest {
  turn: number;
}

self.onmessage = (event: MessageEvent<Job>) => {
  const { turn, parents } = event.data;
  const layout = layOut({ parents });
  self.postMessage(
    { turn, layout },
    {
      transfer: [layout.x.buffer, layout.y.buffer, layout.stacked.buffer],
    },
  );
};
