import { LockstepError } from "#services/core/errors";
import { askKeptReader } from "./kept-reader.js";

/** Finds the commit that a reference or id names, or `undefined`, also where there is no repository. @throws LockstepError `store-unsound` */
export async function findCommit(gitDir: string, name: string): Promise<string | undefined> {
  try {
    const [commit] = await askKeptReader(gitDir, [`${name}^{commit}`]);
    return commit?.id;
  } catch (error) {
    if (error instanceof LockstepError && error.code === "estate-not-found") return undefined;
    throw error;
  }
}
