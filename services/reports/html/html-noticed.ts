import type { Finding } from "#schemas/finding";
import { listNoticed, NOTICED_HEADING } from "../words/list-noticed.js";
import { type Markup, markup } from "./markup.js";

/** What was noticed while reading and is no difference. */
export function htmlNoticed(noticed: readonly Finding[]): Markup {
  return markup`<h3>${NOTICED_HEADING}</h3>
<ul class="plain">${listNoticed(noticed).map(
    (line) => markup`
<li>${line}</li>`,
  )}
</ul>`;
}
