import type { EngineReport } from "#schemas/check-report";
import { quoteTyped } from "../text/quote-typed.js";
import { listNotes } from "../words/list-notes.js";
import { type Markup, markup } from "./markup.js";

/** What blocks nothing and should be known; nothing where there is nothing. */
export function htmlNotes(engine: EngineReport): Markup | null {
  const notes = listNotes(engine);
  if (notes.length === 0) return null;
  return markup`<h3>Good to know</h3>
<ul class="plain">${notes.map(
    (note) => markup`
<li>${quoteTyped(note)}</li>`,
  )}
</ul>
`;
}
