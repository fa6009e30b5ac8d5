import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";

/** A day as `25 Nov 2026`; what is no day is shown as it is. */
export function showDay(day: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? showInstant(`${day}T00:00:00Z`).replace(" 00:00 UTC", "") : cutText(day, 40);
}
