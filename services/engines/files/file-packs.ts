import type { Engine } from "#schemas/estate";
import type { FileSource } from "#schemas/file-source";
import type { RulePack } from "#schemas/rule-pack";
import { compareText } from "#services/core/text/compare-text";

/** The rule packs that can be used: those that ship, by name, and a site's own, by path in its estate. */
export interface FilePacks {
  readonly presets: readonly RulePack[];
  readonly own: ReadonlyMap<string, RulePack>;
  /** Of a site's own, those that cannot be used, with the reason. */
  readonly broken?: ReadonlyMap<string, string>;
}

/** What reads files of which nobody says what they are. */
const ANY_FILES = "files";

/** Finds the pack that a source names; `undefined` where there is none. */
export function findPack(source: Pick<FileSource, "preset" | "pack">, packs: FilePacks): RulePack | undefined {
  if (source.pack !== undefined) return packs.own.get(source.pack);
  return packs.presets.find(({ pack }) => pack === (source.preset ?? ANY_FILES));
}

/** Every pack that a dialect must know; no two bear one name. */
export function allPacks({ presets, own }: FilePacks): readonly RulePack[] {
  return [...presets, ...own.values()];
}

/** The packs that an engine's nodes name, each once, in order of name: what they say decides how it is read, and no other pack. */
export function packsUsedBy({ nodes }: Pick<Engine, "nodes">, packs: FilePacks): readonly RulePack[] {
  const sources = nodes.flatMap(({ files = [], command }) => [...files, ...(command === undefined ? [] : [command])]);
  const used = new Set(sources.flatMap((source) => findPack(source, packs) ?? []));
  return [...used].sort((a, b) => compareText(a.pack, b.pack));
}

/** What is wrong with how a source names its pack, as one clause. */
export function packProblem(source: Pick<FileSource, "preset" | "pack">, packs: FilePacks): string | undefined {
  if (source.pack !== undefined && source.preset !== undefined) return "preset and pack are both given";
  if (findPack(source, packs) !== undefined) return undefined;
  const broken = packs.broken?.get(source.pack ?? "");
  if (broken !== undefined) return broken;
  if (source.pack !== undefined) return `pack ${source.pack} is no policy/<name>.pack.yaml that is committed on main`;
  return `preset '${source.preset ?? ""}' is unknown; there are: ${packs.presets.map(({ pack }) => pack).join(", ")}`;
}
