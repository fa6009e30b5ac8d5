import { type Markup, markup } from "../markup.js";

/** Boxes to tick and lines to sign for one point of the agenda. */
export function htmlSignOff(number: number): Markup {
  return markup`<div class="sign-off" role="group" aria-label="Decision on ${number}">
<p><strong>Decision:</strong> ${["Adopt", "Restore", "Defer"].map((choice) => markup`<span><span class="box"></span>${choice}</span> `)}</p>
<p><span class="line">Name</span><span class="line">Date</span><span class="line">Signature</span></p>
</div>`;
}
