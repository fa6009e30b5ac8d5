import { type Markup, markup } from "../html/markup.js";
import type { Decision } from "./describe-decision.js";

/** Boxes to tick and lines to sign for one point of the agenda. */
export function htmlSignOff({ choices }: Decision, item: string): Markup {
  const words = [...choices.map(({ word }) => word), "Defer"];
  return markup`<div class="sign-off" role="group" aria-label="Decision on ${item}">
<p><strong>Decision on ${item}:</strong> ${words.map((word) => markup`<span><span class="box"></span>${word}</span> `)}</p>
<p><span class="line">Name</span><span class="line">Date</span><span class="line">Signature</span></p>
</div>`;
}
