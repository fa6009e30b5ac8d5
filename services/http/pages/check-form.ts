import { mayDo } from "#services/core/access/may-do";
import { type Markup, markup } from "#services/reports/html/markup";
import { csrfField } from "./csrf-field.js";
import { estateLink } from "./estate-link.js";
import type { PageReader } from "./layout.js";

/** The button that asks for a check now, for whoever may ask. */
export function checkForm(reader: PageReader, estate: string, engine: string): Markup | null {
  if (!mayDo(reader.principal, "check", { estate, engine })) return null;
  return markup`<form method="post" action="${estateLink(estate, "engines", engine, "check")}">${csrfField(reader.csrf)}<button class="nhsuk-button nhsuk-button--secondary" type="submit">Check now</button></form>`;
}
