import type { EvidenceDocument } from "#schemas/evidence-document";
import { daysBetween } from "#services/core/evidence/evidence-days";
import { FIGURE_NAMES, OUTCOME_WORDS, showCases, showValue } from "../service-levels/describe-figure.js";
import { MARKERS } from "../service-levels/render-service-levels-terminal.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { quoteTyped } from "../text/quote-typed.js";
import { bandChart } from "./charts/band-chart.js";
import { bandDays } from "./charts/band-days.js";
import { barChart } from "./charts/bar-chart.js";
import { chartFacts } from "./charts/chart-facts.js";
import { PAPER_STYLE } from "./charts/paper-style.js";
import { describeControl } from "./describe-control.js";
import { describeCover, nameOfPack } from "./describe-cover.js";
import { describeIntegrity, HOW_TO_VERIFY } from "./describe-integrity.js";
import { EVIDENCE_TEMPLATE } from "./evidence-template.js";
import { BAND_WORDS } from "./html-charts.js";
import { layoutTable } from "./layout-table.js";
import { printableText } from "./printable-text.js";
import { showPeriod } from "./show-period.js";

/**
 * An evidence pack as a document for Typst. What somebody wrote is in one string literal, as JSON: it is text to the template and never markup. Drawings
 * hold no text from outside.
 */
export function renderEvidenceTypst(document: EvidenceDocument): string {
  return `#let data = ${literal(asPrintable(wordsOf(document)))}
#let charts = ${literal(chartsOf(document))}
${EVIDENCE_TEMPLATE}`;
}

/** A value as Typst reads it from a string: of its signs only these two mean something there. */
function literal(value: unknown): string {
  return `json(bytes("${JSON.stringify(value).replace(/[\\"]/g, (sign) => `\\${sign}`)}"))`;
}

/** More rows would make a book of it that nobody reads: the page and the CSV hold all of them. */
const ROWS_ON_PAPER = 1000;

function wordsOf(document: EvidenceDocument) {
  const { parameters, scope, exclusions, controls, figures, tables, compliance } = document;
  return {
    title: `Evidence of configuration control: ${nameOfPack(parameters)}`,
    subtitle: `${showPeriod(parameters)}, for ${cutText(parameters.framework, 120)}`,
    made: [...parameters.generatedAt.slice(0, 10).split("-").map(Number)],
    madeBy: `Made by ${cutText(parameters.generator, 120)} on ${showInstant(parameters.generatedAt)} from the record alone.`,
    cover: describeCover(parameters),
    scope: scope.map((text) => cutText(text, 1000)),
    exclusions: exclusions.map((text) => cutText(text, 1000)),
    controls: controls.map((row) => {
      const told = describeControl(row, parameters);
      return { ...told, name: `${cutText(row.outcome, 40)} ${cutText(row.title, 200)}`, loaded: told.loaded ?? "" };
    }),
    figures: figures.map((figure) => [
      ...[FIGURE_NAMES[figure.id], showValue(figure), showCases(figure)],
      ...[figure.target === null ? "none" : cutText(figure.target, 200), OUTCOME_WORDS[figure.outcome]],
      figure.notes.map((note) => cutText(note, 300)).join(" "),
    ]),
    markers: compliance.markers.map(
      ({ at, what, engineId, detail }) =>
        `${showInstant(at)}: ${MARKERS[what]}${engineId === null ? "" : ` of ${cutText(engineId, 80)}`} (${detail.map((each) => cutText(each, 80)).join(", ")})`,
    ),
    tables: tables.map((table) => {
      const { headings, rows } = layoutTable(table);
      const more = rows.length - ROWS_ON_PAPER;
      return {
        ...{ title: table.title, explains: table.explains, headings, rows: rows.slice(0, ROWS_ON_PAPER) },
        told: `${rows.length} ${rows.length === 1 ? "row" : "rows"}${more > 0 ? `, the first ${ROWS_ON_PAPER} here` : ""}. Every row with every column in full: ${table.id}.csv`,
      };
    }),
    integrity: describeIntegrity(document),
    verify: HOW_TO_VERIFY.map(quoteTyped),
  };
}

/** Every text in a value, as the font can show it. */
function asPrintable(value: unknown): unknown {
  if (typeof value === "string") return printableText(value);
  if (Array.isArray(value)) return value.map((each) => asPrintable(each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asPrintable(each)]));
}

function chartsOf(document: EvidenceDocument) {
  const { compliance, parameters } = document;
  const { from, to } = parameters;
  const days = bandDays(compliance, daysBetween(from, to, parameters.zone));
  const bands = bandChart(BAND_WORDS, { days, markers: compliance.markers, from, to }, PAPER_STYLE);
  const bars = chartFacts(document).map(({ id, title, explains, bars: own, full }) => {
    const drawing = { bars: own, style: PAPER_STYLE, ...(full === undefined ? {} : { full }) };
    const isEmpty = own.every(({ value }) => value === 0);
    const svg = isEmpty ? "" : barChart({ id, title, description: explains }, drawing).toString();
    return { title, explains, svg, told: own.map(({ label, told }) => `${label}: ${told}`).join("; ") };
  });
  return [
    { ...{ title: BAND_WORDS.title, explains: BAND_WORDS.description, told: "" }, svg: bands.toString() },
    ...bars,
  ];
}
