import { createHash } from "node:crypto";
import { writeStatement } from "#services/core/seal/evidence-statement";
import type { OpenedPack } from "#services/ports/evidence";
import { ENVELOPE_FILE } from "../make-pack.js";
import { PARAMETERS_FILE } from "../pack-inputs.js";
import type { CheckNotes } from "./check-notes.js";
import type { PackClaims } from "./read-claims.js";

/** Holds every file against what was signed, and what was signed against the parameters. */
export async function checkDigests(pack: OpenedPack, claims: PackClaims, notes: CheckNotes): Promise<void> {
  const { envelope } = claims;
  const subjects = new Map(envelope?.statement.subject.map(({ name, digest }) => [name, digest.sha256]));
  let bytes = 0;
  for (const name of pack.names) {
    await notes.attempt("archive", name, async () => {
      const hash = createHash("sha256");
      for await (const chunk of pack.read(name)) {
        hash.update(chunk);
        bytes += chunk.length;
      }
      const fault = name === ENVELOPE_FILE ? undefined : findFault(subjects.get(name), hash.digest("hex"));
      if (fault !== undefined && envelope !== undefined) tell(name, fault);
    });
  }
  if (envelope === undefined) return;
  const packed = new Set(pack.names);
  const lost = [...subjects.keys()].filter((name) => !packed.has(name));
  for (const name of lost) tell(name, "It was signed, and the pack does not hold it.");
  checkStatement(claims, notes);
  notes.done("digests", `${subjects.size} files, ${bytes} bytes, were held against the statement that was signed.`);

  function tell(about: string, message: string): void {
    notes.tell({ check: "digests", outcome: "broken", about, message });
  }
}

function findFault(signed: string | undefined, found: string): string | undefined {
  if (signed === undefined) return "It was put into the pack: nothing that was signed names it.";
  return signed === found ? undefined : "It is not the file that was signed: it was changed.";
}

/** A statement is made of parameters and files alone: made again, it is the same. */
function checkStatement({ envelope, parameters }: PackClaims, notes: CheckNotes): void {
  if (envelope === undefined || parameters === undefined) return;
  const files = envelope.statement.subject.map(({ name, digest }) => ({ name, sha256: digest.sha256 }));
  const names = new Set(files.map(({ name }) => name));
  if (names.size === files.length && writeStatement(parameters, files, PARAMETERS_FILE) === envelope.payload) return;
  const message = "The statement that was signed says something else than the parameters of this pack.";
  notes.tell({ check: "digests", outcome: "broken", about: ENVELOPE_FILE, message });
}
