import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { type EvidenceStatement, PREDICATE_TYPE, STATEMENT_TYPE } from "#schemas/evidence-statement";
import { compareText } from "#services/core/text/compare-text";
import { canonicalText } from "./seal-record.js";

/** One file of a pack and its SHA-256 as hex digits. */
export interface PackedFile {
  readonly name: string;
  readonly sha256: string;
}

/**
 * Writes what is signed of a pack, as an in-toto statement in canonical JSON: each file by its digest, and what the pack is.
 * @param inputs name of the file that holds the parameters
 */
export function writeStatement(parameters: EvidenceParameters, files: readonly PackedFile[], inputs: string): string {
  const subject = [...files]
    .sort((a, b) => compareText(a.name, b.name))
    .map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
  const { from, to, framework, generator, generatedAt, head } = parameters;
  const statement: EvidenceStatement = {
    _type: STATEMENT_TYPE,
    subject,
    predicateType: PREDICATE_TYPE,
    predicate: {
      period: { start: from, end: to },
      frameworkEdition: framework,
      generator,
      generatedAt,
      inputsDigest: `sha256:${files.find(({ name }) => name === inputs)?.sha256 ?? ""}`,
      ledgerHead: { seq: head.seq, hash: head.hash },
    },
  };
  return canonicalText(statement);
}
