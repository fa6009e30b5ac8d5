import type { RulePack } from "#schemas/rule-pack";
import type { FilePacks } from "./file-packs.js";
import { tellPackProblems } from "./parse-rule-pack.js";
import { type PackProblem, readRulePack } from "./read-rule-pack.js";

/** What a site's own pack may not take. */
interface TakenNames {
  readonly presets: readonly RulePack[];
  /** The kinds of artefact of every engine beside whose own the files of a node may stand. */
  readonly kinds: ReadonlySet<string>;
}

/** A site's own rule packs: those that can be used, those that cannot, with the reason, and each thing wrong in those. */
export interface OwnPacks extends Required<Pick<FilePacks, "own" | "broken">> {
  readonly problems: ReadonlyMap<string, readonly PackProblem[]>;
  /** The kinds that those would declare: a rule that names one is not wrong for that. */
  readonly brokenKinds: readonly string[];
}

/**
 * Finds a site's own rule packs among its governed files: every `policy/<name>.pack.yaml`. One that cannot be read, or that bears
 * a name or declares a kind that is taken, is broken; it takes no other with it.
 */
export function findOwnPacks(governed: ReadonlyMap<string, string>, { presets, kinds }: TakenNames): OwnPacks {
  const own = new Map<string, RulePack>();
  const wrong = new Map<string, readonly PackProblem[]>();
  const brokenKinds: string[] = [];
  const names = new Set(presets.map(({ pack }) => pack));
  for (const [path, text] of governed) {
    if (!isOwnPack(path)) continue;
    const read = readRulePack(text);
    const problems = "pack" in read ? takenProblems(read.pack, names, kinds) : read.problems;
    if (problems.length > 0) wrong.set(path, problems);
    if (!("pack" in read)) brokenKinds.push(...read.kinds);
    if (problems.length > 0 || !("pack" in read)) continue;
    own.set(path, read.pack);
    names.add(read.pack.pack);
  }
  const broken = new Map([...wrong].map(([path, problems]) => [path, tellPackProblems(path, problems)]));
  return { own, broken, problems: wrong, brokenKinds };
}

/** Whether a governed file is a rule pack of the site's own. */
export function isOwnPack(path: string): boolean {
  return /^policy\/[^/]+\.pack\.yaml$/.test(path);
}

function takenProblems(pack: RulePack, names: ReadonlySet<string>, kinds: ReadonlySet<string>): readonly PackProblem[] {
  const kind = Object.keys(pack.kinds).find((name) => kinds.has(name));
  const remedy = "Choose another.";
  return [
    ...(names.has(pack.pack)
      ? [{ path: "pack", message: `the name '${pack.pack}' is taken by another pack`, remedy }]
      : []),
    ...(kind === undefined
      ? []
      : [{ path: "kinds", message: `kind '${kind}' is taken: an engine has it already`, remedy }]),
  ];
}
