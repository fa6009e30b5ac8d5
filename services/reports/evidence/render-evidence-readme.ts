import type { EvidenceDocument } from "#schemas/evidence-document";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { endSentence } from "../text/end-sentence.js";
import { quoteTyped } from "../text/quote-typed.js";
import { wrapText } from "../text/wrap-text.js";
import { describeCover, nameOfPack } from "./describe-cover.js";
import { HOW_TO_VERIFY } from "./describe-integrity.js";

const WIDTH = 78;

/** What lies in a pack, what it covers and how to check it, as plain text. */
export function renderEvidenceReadme(document: EvidenceDocument): string {
  const { parameters, tables, scope, exclusions } = document;
  const lines = [
    `EVIDENCE OF CONFIGURATION CONTROL: ${nameOfPack(parameters)}`,
    "",
    ...describeCover(parameters).flatMap(([name, value]) => indented(`${name}: ${value}`)),
    ...part("What it covers", scope),
    ...part("What it does not cover", exclusions),
    ...part("Where to begin", [
      "`index.html` is the whole report, for any browser; `report.pdf` is the same on paper: PDF/A-2a, held to the rules of PDF/UA-1 as well, which the file cannot name beside it.",
      "`control-map.json` says what the pack holds for each outcome of the framework.",
    ]),
    ...part(
      "Tables, each with its number of rows",
      tables.map(({ id, title, rows }) => `${id}.csv: ${title} (${count(rows.length, "row")})`),
    ),
    ...part("About the CSV files", ABOUT_CSV),
    ...part("Other files", OTHER_FILES),
    ...part("How to check this pack", HOW_TO_VERIFY),
  ];
  return `${lines.join("\r\n")}\r\n`;
}

const ABOUT_CSV = [
  "They are UTF-8 with a byte order mark, so that Excel shows names as they are, with commas between cells and CR LF after each row. Each row is one line.",
  "A cell of text that a spreadsheet could take for a formula has an apostrophe before it; so has one that begins with an apostrophe. Take one away to have the text itself.",
  "Invisible characters are shown by their number. `evidence.json` holds every text as it was recorded.",
];

const OTHER_FILES = [
  "`evidence.json`: everything that the report says, as one document.",
  "`00-cover.json`, `10-integrity.json`: the cover and the facts of the record, for programs.",
  "`drift.sarif`, `readiness.junit.xml`, `oscal-ar.json`: the same facts for tools that read SARIF 2.1.0, JUnit and OSCAL.",
  "`inputs/`: what all of it was made of: the ledger, the commits that sealed it, and the store as a Git bundle (`git clone inputs/store.bundle`).",
  "`attestation.dsse.json`: the digest of every other file, signed.",
];

function part(title: string, texts: readonly string[]): readonly string[] {
  return [
    "",
    title.toUpperCase(),
    ...texts.flatMap((text) => indented(`- ${quoteTyped(endSentence(cutText(text, 1000)))}`)),
  ];
}

function indented(text: string): readonly string[] {
  return wrapText(text, { width: WIDTH, rest: "  " });
}
