import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { allowedSignersLine } from "#services/stores/git/allowed-signers";
import { type GitLedger, openLedger } from "#services/stores/ledger/open-ledger";
import { readPublicKey } from "#services/stores/rotation/next-key";
import type { TemporaryEstate } from "./temporary-estate.js";

/** The ledger of an estate as a thief writes it, with a key of theirs, a clock of theirs, and trusting themselves. */
export async function openThiefLedger(estate: TemporaryEstate, key: string, now?: () => Date): Promise<GitLedger> {
  const allowedSignersFile = join(estate.folder, "thief_signers");
  await writeFile(allowedSignersFile, allowedSignersLine((await readPublicKey(key)).text));
  const { context } = estate;
  return openLedger({ ...context, ...(now === undefined ? {} : { now }), signingKeyFile: key, allowedSignersFile });
}
