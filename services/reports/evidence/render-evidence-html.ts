import type { EvidenceDocument } from "#schemas/evidence-document";
import { htmlPage } from "../html/html-page.js";
import { htmlTable } from "../html/html-table.js";
import { type Markup, markup } from "../html/markup.js";
import { FIGURE_NAMES, OUTCOME_WORDS, showCases, showValue } from "../service-levels/describe-figure.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { quoteTyped } from "../text/quote-typed.js";
import { describeCover, nameOfPack } from "./describe-cover.js";
import { describeIntegrity, HOW_TO_VERIFY } from "./describe-integrity.js";
import { EVIDENCE_STYLE } from "./evidence-style.js";
import { htmlCharts } from "./html-charts.js";
import { htmlControls } from "./html-controls.js";
import { htmlEvidenceTable } from "./html-evidence-table.js";
import { showPeriod } from "./show-period.js";

/** Everything that an evidence pack says, as one self-contained page. */
export function renderEvidenceHtml(document: EvidenceDocument): string {
  const { parameters } = document;
  const name = nameOfPack(parameters);
  return htmlPage({
    title: `Evidence of configuration control: ${name}`,
    subtitle: `${showPeriod(parameters)}, for ${cutText(parameters.framework, 120)}`,
    style: EVIDENCE_STYLE,
    main: markup`${contents(document)}${cover(document)}${controls(document)}${figures(document)}${charts(document)}${tables(document)}${integrity(document)}`,
    footer: markup`<p>Made by ${cutText(parameters.generator, 120)} on ${showInstant(parameters.generatedAt)} from the record alone. The organisation remains responsible for its own assessment.</p>`,
  });
}

function contents({ tables: parts }: EvidenceDocument): Markup {
  return markup`<nav aria-label="Contents"><h2>Contents</h2>
<ul>
<li><a href="#cover">What this covers</a></li>
<li><a href="#controls">What it says to the outcomes of the framework</a></li>
<li><a href="#figures">Figures of the period</a></li>
<li><a href="#charts">Charts</a></li>
<li><a href="#tables">Tables</a><ul>${parts.map(({ id, title }) => markup`<li><a href="#t${id}">${title}</a></li>`)}</ul></li>
<li><a href="#integrity">The record that it rests on, and how to check it</a></li>
</ul></nav>
`;
}

function cover({ parameters, scope, exclusions }: EvidenceDocument): Markup {
  return markup`<section aria-labelledby="cover">
<h2 id="cover">What this covers</h2>
${facts(describeCover(parameters))}
${sentences(scope)}
<h3>What it does not cover</h3>
${sentences(exclusions)}</section>
`;
}

function facts(lines: readonly (readonly [name: string, value: string])[]): Markup {
  return markup`<dl class="facts">${lines.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function sentences(texts: readonly string[]): Markup {
  return markup`<ul class="plain">${texts.map((text) => markup`<li>${cutText(text, 1000)}</li>`)}</ul>
`;
}

function controls(document: EvidenceDocument): Markup {
  return markup`<section class="part" aria-labelledby="controls">
<h2 id="controls">What it says to the outcomes of ${cutText(document.parameters.framework, 120)}</h2>
${htmlControls(document)}</section>
`;
}

function figures({ figures: all }: EvidenceDocument): Markup {
  const rows = all.map((figure) => [
    FIGURE_NAMES[figure.id],
    showValue(figure),
    showCases(figure),
    figure.target === null ? "none" : cutText(figure.target, 200),
    OUTCOME_WORDS[figure.outcome],
    figure.notes.map((note) => markup`<p>${cutText(note, 300)}</p>`),
  ]);
  const columns = ["Figure", "Value", "Stands on", "Own target", "Outcome", "To be known"];
  return markup`<section class="part" aria-labelledby="figures">
<h2 id="figures">Figures of the period</h2>
${htmlTable({ caption: "Each figure, on what it stands, and the organisation's own target", columns, rows })}</section>
`;
}

function charts(document: EvidenceDocument): Markup {
  return markup`<section aria-labelledby="charts">
<h2 id="charts">Charts</h2>
${htmlCharts(document)}</section>
`;
}

function tables({ tables: all }: EvidenceDocument): Markup {
  return markup`<h2 id="tables">Tables</h2>
${all.map(htmlEvidenceTable)}`;
}

function integrity(document: EvidenceDocument): Markup {
  return markup`<section class="part" aria-labelledby="integrity">
<h2 id="integrity">The record that it rests on, and how to check it</h2>
${facts(describeIntegrity(document))}
<h3>How to check this pack</h3>
<ol>${HOW_TO_VERIFY.map((step) => markup`<li>${quoteTyped(step)}</li>`)}</ol>
</section>
`;
}
