// Which of the frame's own overlays is open. Anything may open one.

class Overlays {
  palette = $state(false);
  shortcuts = $state(false);
}

export const overlays = new Overlays();
