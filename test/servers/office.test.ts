import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { strFromU8, unzipSync } from "fflate";
import { EVIDENCE_TABLES } from "#services/core/evidence/tables";
import { renderTableCsv } from "#services/reports/evidence/render-table-csv";
import { HOSTILE_TEXTS } from "#test/fakes/hostile-texts";
import { tableWith } from "#test/reports/evidence/evidence-fixtures";

const FORMULAS = [
  "=1+41",
  "+1+41",
  "-1+43",
  "@SUM(41;1)",
  ' "=1+41',
  "\t=1+41",
  "＝1+41",
  '=HYPERLINK("http://127.0.0.1:9/","x")',
  '=WEBSERVICE("http://127.0.0.1:9/")',
  "=cmd|' /C calc'!A0",
  ...HOSTILE_TEXTS,
];

const office = await findOffice();

test("a spreadsheet that opens a table finds text and numbers in it, and no formula", {
  skip: office === undefined && "LibreOffice is not on this machine (Debian: libreoffice-calc-nogui)",
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-office-"));
  try {
    const rows = FORMULAS.map((item) => ({ engine: item, item, madeBy: item, hoursStanding: -2.5 }));
    writeFileSync(join(folder, "guarded.csv"), renderTableCsv(tableWith(EVIDENCE_TABLES.population, rows)));
    writeFileSync(join(folder, "bare.csv"), FORMULAS.map((text) => `"${text.replaceAll('"', '""')}"`).join("\r\n"));
    mkdirSync(join(folder, "profile"));
    await convert(folder, ["guarded.csv", "bare.csv"]);
    assert.match(sheetOf(folder, "bare"), /table:formula=/, "the program runs formulas of a CSV that is not guarded");
    assert.doesNotMatch(sheetOf(folder, "guarded"), /table:formula=|text:a /);
    assert.match(sheetOf(folder, "guarded"), /office:value-type="float" office:value="-2\.5"/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function findOffice(): Promise<string | undefined> {
  const program = process.env["LOCKSTEP_TEST_OFFICE"] ?? "soffice";
  const found = await promisify(execFile)(program, ["--version"]).catch(() => undefined);
  return found === undefined ? undefined : program;
}

/** Cells are read as whatever they look like, formulas too: as kindly to an attack as the program can be told to be. */
async function convert(folder: string, files: readonly string[]): Promise<void> {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
  const filter = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true";
  const options = [profile, "--headless", filter, "--convert-to", "ods", "--outdir", folder];
  await promisify(execFile)(office ?? "", [...options, ...files.map((file) => join(folder, file))], {
    timeout: 180_000,
  });
}

function sheetOf(folder: string, name: string): string {
  const { "content.xml": content } = unzipSync(readFileSync(join(folder, `${name}.ods`)));
  return strFromU8(content ?? new Uint8Array());
}
