import { htmlTable } from "../html/html-table.js";
import { type Markup, markup } from "../html/markup.js";
import { quoteTyped } from "../text/quote-typed.js";
import type { Decision } from "./describe-decision.js";

/** What is asked, of whom, and what each answer leads to. */
export function htmlDecision({ question, asked, choices, rule }: Decision): Markup {
  const rows = choices.map(({ name, act, next }) => [markup`<strong>${name}</strong>`, act, quoteTyped(next)]);
  return markup`<p><strong>${question}</strong></p>
<p>Asked of: ${asked}</p>
${htmlTable({ caption: "What each answer leads to", columns: ["Answer", "How", "What happens next"], rows })}
<p>${rule}</p>`;
}
