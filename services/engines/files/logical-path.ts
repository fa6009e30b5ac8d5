import type { PackDocument, RulePack } from "#schemas/rule-pack";
import { LockstepError } from "#services/core/errors";
import { matchesAnyGlob } from "./match-path.js";

/** Gives a file the name that it has when it is not packed: `flow.json.gz` and `flow.json` are one file. */
export function logicalPath(path: string): string {
  return path.replace(/\.gz$/, "");
}

/** Finds what a pack says a file is: the first of its documents that fits. A path may begin with the name of its source. */
export function documentFor(pack: RulePack, path: string): PackDocument {
  const plain = path.slice(path.indexOf(":") + 1);
  const document = pack.documents.find(({ match }) => matchesAnyGlob([match], plain));
  if (document !== undefined) return document;
  throw new LockstepError("bug", `pack ${pack.pack} says of some files not what they are`);
}
