import type { ByteWindow } from "./byte-window.js";
import { unreadable } from "./read-pack-directory.js";

const SIGNATURE = "# v2 git bundle";

/** Writes what stands before the pack in a Git bundle (version 2): where each branch stands; `HEAD`, so that a clone shows `main`. */
export function writeBundleHeader(branches: Readonly<Record<string, string>>): string {
  const main = branches["main"];
  const lines = Object.entries(branches).map(([name, commit]) => `${commit} refs/heads/${name}`);
  return [SIGNATURE, ...(main === undefined ? [] : [`${main} HEAD`]), ...lines, "", ""].join("\n");
}

/** Passes what stands before the pack, where it is just what these branches give. @throws LockstepError `pack-unreadable` */
export async function passBundleHeader(
  window: ByteWindow,
  branches: Readonly<Record<string, string>>,
  name: string,
): Promise<void> {
  const expected = Buffer.from(writeBundleHeader(branches));
  if (!expected.equals(await window.ahead(expected.length))) {
    throw unreadable(`${name} does not hold just the branches that the pack is made of`);
  }
  window.pass(expected.length);
}
