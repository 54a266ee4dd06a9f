// The corner of the picture: a square code and a short address, for as long as questions can be sent in.

import type { ScreenState } from "../wire/ScreenState";

/** From the call to the end of the show; an interruption leaves it, since the door stays open. */
const SHOWN = ["collecting", "curating", "ready", "live"];

/** What stands in the corner; nothing once the show is over. */
export function cornerOf(state: ScreenState | null): HTMLElement | null {
  const corner = state?.corner;
  if (!corner || !SHOWN.includes(state.phase)) return null;
  const plate = document.createElement("div");
  plate.className = "corner";
  plate.dataset.state = "in";
  const square = new DOMParser().parseFromString(corner.square, "image/svg+xml").documentElement;
  const address = document.createElement("p");
  address.textContent = corner.address;
  plate.append(document.importNode(square, true), address);
  return plate;
}
