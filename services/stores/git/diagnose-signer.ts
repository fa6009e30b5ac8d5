import { readFile } from "node:fs/promises";
import { LockstepError } from "#services/core/errors";
import type { Diagnosis } from "#services/ports/connector";
import { findAllowedSigners } from "./allowed-signers.js";
import type { GitContext } from "./git-context.js";

/** Tells whether what this machine signs will count: its public key must stand in `policy/allowed_signers` on `main`. */
export async function diagnoseSigner(context: GitContext): Promise<Diagnosis> {
  const check = "allowed signers";
  const file = `${context.signingKeyFile}.pub`;
  const remedy = `Add the key in ${file} to policy/allowed_signers, commit and push; or restore the key that stands there.`;
  try {
    const [, key = ""] = (await readFile(file, "utf8")).trim().split(/\s+/);
    const allowed = await readFile(await findAllowedSigners(context), "utf8");
    const counts = key !== "" && allowed.split("\n").some((line) => isOf(line, key));
    if (counts) return { check, state: "ok", message: "hold this machine's key" };
    return { check, state: "failed", message: "do not hold this machine's key: nothing it signs counts", remedy };
  } catch (error) {
    const why = error instanceof LockstepError ? error.message : `${file} cannot be read`;
    return { check, state: "failed", message: `cannot be compared: ${why}`, remedy };
  }
}

function isOf(line: string, key: string): boolean {
  return !line.startsWith("#") && line.split(/\s+/).includes(key);
}
