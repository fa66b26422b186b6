// The whole journey in its order. The desktop window adds steps of its own between these.
export { BEGINNING } from "./beginning";
export { OUTCOME, UNRESOLVED } from "./outcome";
export { LATE_ARRIVAL, PROVISIONING } from "./provisioning";
export { NO_COMPLAINTS, ROTATION } from "./rotation";
export type { Step } from "./walk";
export { Walk } from "./walk";
