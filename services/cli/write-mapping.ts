import { mkdir, writeFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { LockstepError } from "#services/core/errors";

/** Writes a mapping into the estate's folder, below `policy/` alone. @throws LockstepError `usage` where one is there already */
export async function writeMapping(
  folder: string,
  file: string,
  text: string,
  { overwrites }: { readonly overwrites: boolean },
): Promise<void> {
  const path = resolve(folder, file);
  const below = relative(resolve(folder, "policy"), path);
  if (below === "" || /^\.\.([\\/]|$)/.test(below) || resolve(below) === below) {
    throw new LockstepError(
      "usage",
      `${file} is not below policy/: mend 'mapping' of the ticket system in estate.yaml.`,
    );
  }
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: overwrites ? "w" : "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    throw new LockstepError("usage", `${file} is there already and was left as it is.`, {
      remedy: "Look at it first; with --force it is written over.",
    });
  }
}
