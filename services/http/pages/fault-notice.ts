import type { Viewed } from "#services/ports/estate-views";
import { type Markup, markup } from "#services/reports/html/markup";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";

/** Says that the store could not be read now, and what is shown in its place; nothing where it could. */
export function faultNotice<T>({ fault, value, asOf }: Viewed<T>): Markup | null {
  if (fault === undefined) return null;
  const shown =
    value === undefined
      ? "So there is nothing to show, and nothing here says that all is well."
      : `What follows is what was read at ${showInstant(asOf)}.`;
  return markup`<div class="verdict unknown" role="status"><p><strong>It could not be read now:</strong> ${cutText(fault.message, 600)}</p>
<p>${cutText(fault.remedy, 600)}</p><p>${shown} <span class="soft">(${cutText(fault.code, 60)})</span></p></div>`;
}
