import type { PackRule, RulePack } from "#schemas/rule-pack";
import type { CompiledPack, PackItem } from "./compile-pack.js";
import { matchesAnyGlob } from "./match-path.js";

/** What of a pack came to use while files were read. */
export interface PackUse {
  readonly rules: ReadonlySet<PackRule>;
  /** The items that were found: whether any had its key. */
  readonly items: ReadonlyMap<PackItem, boolean>;
}

/** The same pack, which notes what of it is used. */
export function watchPack(pack: CompiledPack): { readonly pack: CompiledPack; readonly use: PackUse } {
  const rules = new Set<PackRule>();
  const items = new Map<PackItem, boolean>();
  const watched: CompiledPack = {
    ...pack,
    rulesAt(kind, names, node) {
      const found = pack.rulesAt(kind, names, node);
      for (const rule of found) rules.add(rule);
      return found;
    },
    onItem: (rule, hasKey) => void items.set(rule, hasKey || items.get(rule) === true),
  };
  return { pack: watched, use: { rules, items } };
}

/**
 * What of a pack says nothing about any file that was read, each as one clause: it is misspelt, or for files that are not here.
 *
 * @param paths of the files that were read
 */
export function findIdle(pack: RulePack, { rules, items }: PackUse, paths: readonly string[]): readonly string[] {
  const documents = pack.documents.flatMap((document, index) =>
    (document.items ?? []).map((item, part) => ({ item, at: `documents/${index}/items/${part}` })),
  );
  return [
    ...pack.include
      .filter((glob) => !paths.some((path) => matchesAnyGlob([glob], path)))
      .map((glob) => `include '${glob}' fits none of the files`),
    ...documents.flatMap(({ item, at }) => {
      if (!items.has(item)) return [`${at} (at '${item.at}') is nowhere in the files`];
      return items.get(item) === true ? [] : [`${at}: no item has the key ${item.key.join(", ")}`];
    }),
    ...pack.rules.flatMap((rule, index) =>
      rules.has(rule) ? [] : [`rules/${index} (at '${rule.at}', ${rule.is}) fits nothing in the files`],
    ),
  ];
}
