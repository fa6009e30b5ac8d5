import type { RulePack } from "#schemas/rule-pack";
import { LockstepError } from "#services/core/errors";
import type { FilePacks } from "./file-packs.js";
import { parseRulePack } from "./parse-rule-pack.js";

/** What a site's own pack may not take. */
interface TakenNames {
  readonly presets: readonly RulePack[];
  /** The kinds of artefact of every engine beside whose own the files of a node may stand. */
  readonly kinds: ReadonlySet<string>;
}

/**
 * Finds a site's own rule packs among its governed files: every `policy/<name>.pack.yaml`. One that cannot be read, or that bears
 * a name or declares a kind that is taken, is broken; it takes no other with it.
 */
export function findOwnPacks(
  governed: ReadonlyMap<string, string>,
  { presets, kinds }: TakenNames,
): Required<Pick<FilePacks, "own" | "broken">> {
  const own = new Map<string, RulePack>();
  const broken = new Map<string, string>();
  const names = new Set(presets.map(({ pack }) => pack));
  for (const [path, text] of governed) {
    if (!/^policy\/[^/]+\.pack\.yaml$/.test(path)) continue;
    try {
      const pack = parseRulePack(text, path);
      const problem = takenProblem(pack, names, kinds);
      if (problem !== undefined) broken.set(path, `The rule pack ${path} cannot be used: ${problem}.`);
      if (problem !== undefined) continue;
      own.set(path, pack);
      names.add(pack.pack);
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      broken.set(path, error.message);
    }
  }
  return { own, broken };
}

function takenProblem(pack: RulePack, names: ReadonlySet<string>, kinds: ReadonlySet<string>): string | undefined {
  if (names.has(pack.pack)) return `the name '${pack.pack}' is taken by another pack`;
  const kind = Object.keys(pack.kinds).find((name) => kinds.has(name));
  return kind === undefined ? undefined : `kind '${kind}' is taken: an engine has it already`;
}
