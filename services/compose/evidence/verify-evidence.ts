import { readFile } from "node:fs/promises";
import type { EvidenceVerifyReport } from "#schemas/evidence-verify-report";
import { LockstepError } from "#services/core/errors";
import { parseAllowedSigners } from "#services/core/seal/allowed-signers";
import type { EvidenceTrust } from "#services/jobs/evidence/verify/evidence-trust";
import { verifyPack } from "#services/jobs/evidence/verify/verify-pack";
import { isPackedAlike } from "#services/stores/evidence/is-packed-alike";
import { openPack } from "#services/stores/evidence/open-pack";
import { restoreStore } from "#services/stores/evidence/restore-store";
import { productsOf } from "../estate/products.js";
import { openControlLibrary } from "./open-control-library.js";
import { readVerifiers } from "./read-verifiers.js";
import { renderEvidence } from "./render-evidence.js";

/** A pack to check, and what its reader learnt elsewhere. */
export interface VerifyRequest {
  readonly file: string;
  readonly keys: readonly string[];
  readonly heads: EvidenceTrust["heads"];
  /** Allowed-signers files, whose keys are the organisation's. */
  readonly allowedSignersFiles: readonly string[];
  /** This program, as it names itself in what it makes. */
  readonly generator: string;
  readonly signal?: AbortSignal;
}

/** Checks a pack without estate, database and network. @throws LockstepError `system-refused`, `usage` for a file without a key */
export async function verifyEvidence(request: VerifyRequest): Promise<EvidenceVerifyReport> {
  const { file, keys, heads, allowedSignersFiles, generator, signal } = request;
  const listed = await Promise.all(allowedSignersFiles.map(readKeys));
  const context = {
    ...{ restore: restoreStore, libraryOf: openControlLibrary, render: renderEvidence, generator },
    verifiers: await readVerifiers(),
    dialectsFor: (governed: ReadonlyMap<string, string>) => {
      const { productFor } = productsOf(governed);
      return (engine: Parameters<typeof productFor>[0]) => productFor(engine).dialect;
    },
    isPackedAlike: () => isPackedAlike(file),
    ...(signal === undefined ? {} : { signal }),
  };
  return await verifyPack(() => openPack(file), { keys: new Set([...keys, ...listed.flat()]), heads }, context);
}

async function readKeys(file: string): Promise<readonly string[]> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new LockstepError("system-refused", `${file} cannot be read.`, { cause });
  });
  const keys = parseAllowedSigners(text).map(({ fingerprint }) => fingerprint);
  if (keys.length > 0) return keys;
  throw new LockstepError("usage", `${file} lists no Ed25519 key: it is to have the form of an allowed-signers file.`);
}
