import type { PackCase } from "#schemas/rule-pack";
import type { ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { NormaliseOptions } from "#services/core/normalisation/walk";
import { normaliseExport, renormaliseArtefact } from "#services/core/normalise";
import { compareText } from "#services/core/text/compare-text";
import { compareExports, readExportFiles } from "../compare/compare-exports.js";

/** How the files of a case are read. */
export interface CaseReader extends Pick<NormaliseOptions, "dialect" | "mask"> {
  readonly itemOf: (file: string, text: string) => ExportItem;
}

/** Says why a case of a rule pack does not hold, as a clause; `undefined` where it does. No text of the case is quoted. */
export async function judgePackCase(claim: PackCase, reader: CaseReader): Promise<string | undefined> {
  const items = [claim.a, claim.b].map((text) => reader.itemOf(claim.file, text));
  try {
    return (await judgeDifference(claim, items, reader)) ?? judgeKept(claim, items, reader);
  } catch (error) {
    if (error instanceof LockstepError) return `its files cannot be read: ${error.message}`;
    throw error;
  }
}

async function judgeDifference(
  { expect, labels }: PackCase,
  items: readonly ExportItem[],
  reader: CaseReader,
): Promise<string | undefined> {
  const side = (name: string, index: number): ReturnType<typeof readExportFiles> =>
    readExportFiles(name, items.slice(index, index + 1), reader);
  const { findings } = await compareExports(side("a", 0), side("b", 1), reader.dialect);
  const read = findings.flatMap(({ artefact, case: presence, changes }) =>
    changes.length === 0 ? [`${artefact.name} is ${presence}`] : changes.map(({ label }) => label),
  );
  if (expect === "same") return findings.length === 0 ? undefined : `a and b differ: ${list(read)}`;
  if (findings.length === 0) return "a and b do not differ";
  if (labels === undefined || list(read) === list(labels)) return undefined;
  return `a person reads ${list(read)}, and not ${list(labels)}`;
}

function list(texts: readonly string[]): string {
  return texts
    .toSorted(compareText)
    .map((text) => `'${text}'`)
    .join(", ");
}

function judgeKept({ hides = [] }: PackCase, items: readonly ExportItem[], reader: CaseReader): string | undefined {
  const options: NormaliseOptions = { ...reader, scope: "server", storeMessageTemplates: false };
  const exports = items.map((item) => normaliseExport(item, options));
  const kept = JSON.stringify(exports);
  const shown = hides.findIndex((text) => kept.includes(JSON.stringify(text).slice(1, -1)));
  if (shown >= 0) return `what hides/${shown} names is kept`;
  const isStable = exports
    .flatMap(({ artefacts }) => artefacts)
    .every(
      ({ artefact }) => JSON.stringify(renormaliseArtefact(artefact, options).artefact) === JSON.stringify(artefact),
    );
  return isStable ? undefined : "what is kept changes when it is read again";
}
