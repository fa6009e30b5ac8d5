import type { RulePack } from "#schemas/rule-pack";
import type { Dialect } from "#services/core/dialect";
import { sha256 } from "#services/core/text/digest";
import { type CompiledPack, compilePack } from "./compile-pack.js";
import { fieldRule } from "./field-rule.js";
import { packOf } from "./file-artefact.js";
import { labelPath } from "./label-path.js";
import { parseFile } from "./parse-file.js";
import { leafNode } from "./raw-nodes.js";

/** Raised whenever this code would make other artefacts of the same files and packs. */
const READER = 2;

/**
 * Makes the reader of files from rule packs. Its version names those that are used and their content: a pack that changes is a new
 * reader of what is read by it, and of nothing else.
 *
 * @param used the packs of one engine, in order; the others are there for what was stored when it used them
 */
export function createFileDialect(packs: readonly RulePack[], product: string, used = packs): Dialect {
  const compiled = new Map(packs.map((pack) => [pack.pack, compilePack(pack)]));
  const kinds = Object.assign({}, ...packs.map((pack) => pack.kinds)) as RulePack["kinds"];
  const byKind = new Map(Object.keys(kinds).map((kind) => [kind, packsOfKind(kind, [...compiled.values()], used)]));
  const entries = Object.entries(kinds);
  return {
    product,
    version: [`${product}/${READER}`, ...used.map((pack) => `${pack.pack}.${digestOf(pack)}`)].join("+"),
    folders: Object.fromEntries(entries.map(([kind, { folder }]) => [kind, folder])),
    concepts: Object.fromEntries(entries.map(([kind, { concept }]) => [kind, concept])),
    interfaceKinds: entries.flatMap(([kind, { interface: carries }]) => (carries === true ? [kind] : [])),
    exportFiles: /^[^.]/,
    parse: (item) => parseFile(item, compiled),
    rule(kind, node, ancestors) {
      const pack = compiled.get(packOf(ancestors[0] ?? node));
      return pack === undefined ? {} : fieldRule(pack, kind, node, ancestors);
    },
    mustMatch: (kind, _key, segments) => {
      const asked = leafNode(segments.at(-1) ?? "", "");
      const rules = (byKind.get(kind) ?? []).flatMap((pack) => pack.rulesAt(kind, segments, asked));
      return rules.find(({ is }) => is === "must-match")?.why;
    },
    label: (kind, segments) => labelPath(kind, segments, byKind.get(kind) ?? []),
  };
}

/** What a kind means is said by the packs in use; by others only where none of those knows it. */
function packsOfKind(kind: string, packs: readonly CompiledPack[], used: readonly RulePack[]): readonly CompiledPack[] {
  const having = packs.filter(({ data }) => Object.hasOwn(data.kinds, kind));
  const inUse = having.filter(({ data }) => used.includes(data));
  return inUse.length > 0 ? inUse : having;
}

/** Over what decides how a file is read; words for people and cases for tests do not. */
function digestOf({ cases: _cases, titles: _titles, title: _title, ...meaning }: RulePack): string {
  return sha256(JSON.stringify(meaning)).slice(0, 12);
}
