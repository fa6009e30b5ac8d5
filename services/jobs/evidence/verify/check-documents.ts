import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { findTextDifferences } from "#services/core/evidence/find-text-differences";
import type { EvidenceSource, OpenedPack } from "#services/ports/evidence";
import { type EvidenceContext, gatherEvidence } from "../gather-evidence.js";
import { ENVELOPE_FILE } from "../make-pack.js";
import { type PackedDocument, packDocuments, type RenderEvidence } from "../pack-documents.js";
import { packInputs } from "../pack-inputs.js";
import type { CheckNotes } from "./check-notes.js";

/** What makes the documents of a pack. */
export interface DocumentMaker {
  readonly render: RenderEvidence;
  readonly verifiers: readonly PackedDocument[];
  /** This program, as it names itself in the parameters of what it makes. */
  readonly generator: string;
}

/**
 * Makes every page and list again, and holds the bytes against those packed. Where another version of the program made the pack, a difference may be
 * in its words alone: then it is unknown, not broken.
 */
export async function checkDocuments(
  pack: OpenedPack,
  parameters: EvidenceParameters,
  {
    evidence,
    maker,
    notes,
  }: {
    readonly evidence: EvidenceContext & { readonly source: EvidenceSource };
    readonly maker: DocumentMaker;
    readonly notes: CheckNotes;
  },
): Promise<void> {
  const isOurs = parameters.generator === maker.generator;
  const names: string[] = [];
  const isThrough = await notes.attempt("documents", "evidence.json", async () => {
    const document = await gatherEvidence(parameters, evidence);
    for await (const made of packDocuments(document, maker.render)) {
      names.push(made.name);
      await checkOne(made);
    }
    return true;
  });
  const made = names.length;
  if (isThrough !== true) return;
  names.push(...packInputs(parameters, evidence.source).map(({ name }) => name));
  for (const verifier of maker.verifiers) {
    names.push(verifier.name);
    await checkOne(verifier);
  }
  checkNames([...names, ENVELOPE_FILE]);
  notes.done("documents", `${made} pages and lists were made again of what is inside, and held against those packed.`);

  async function checkOne({ name, bytes }: PackedDocument): Promise<void> {
    if (!pack.names.includes(name)) return tell("documents", name, "The pack does not hold it.");
    await notes.attempt("documents", name, async () => {
      const packed = await collect(pack, name);
      if (packed.equals(bytes)) return;
      const differences = differencesOf(name, packed, Buffer.from(bytes));
      for (const { place, message } of differences.slice(0, MOST_PLACES))
        tell("documents", place === "" ? name : `${name}, ${place}`, message);
      if (differences.length > MOST_PLACES) tell("documents", name, "It differs in further places.");
    });
  }

  function checkNames(expected: readonly string[]): void {
    const known = new Set(expected);
    const extra = pack.names.filter((name) => !known.has(name));
    for (const name of extra) tell("archive", name, "No pack holds such a file: it was added.");
    const held = pack.names.filter((name) => known.has(name));
    const at = held.findIndex((name, index) => name !== expected.filter((each) => held.includes(each))[index]);
    if (at >= 0)
      tell("archive", held[at] ?? "", "It does not stand where Lockstep puts it: the files were packed anew.");
  }

  function tell(check: "archive" | "documents", about: string, message: string): void {
    notes.tell(
      isOurs
        ? { check, outcome: "broken", about, message }
        : { check, outcome: "unknown", about, message: `${message} ${ANOTHER}` },
    );
  }
}

/** Of one file so many are told: one that differs everywhere is not to hide the others. */
const MOST_PLACES = 5;

const ANOTHER = "Another version of Lockstep made this pack: only that version can tell whether it wrote it so.";

function differencesOf(name: string, packed: Buffer, made: Buffer): readonly { place: string; message: string }[] {
  if (/\.(?:csv|json|html|txt|xml|sarif|mjs)$/.test(name))
    return findTextDifferences(name, packed.toString("utf8"), made.toString("utf8"));
  return [{ place: "", message: "It is not the one that the record gives." }];
}

async function collect(pack: OpenedPack, name: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of pack.read(name)) parts.push(part);
  return Buffer.concat(parts);
}
