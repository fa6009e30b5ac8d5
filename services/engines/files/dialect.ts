import type { RulePack } from "#schemas/rule-pack";
import type { Dialect } from "#services/core/dialect";
import { sha256 } from "#services/core/text/digest";
import { compilePack } from "./compile-pack.js";
import { fieldRule } from "./field-rule.js";
import { packOf } from "./file-artefact.js";
import { labelPath } from "./label-path.js";
import { parseFile } from "./parse-file.js";
import { leafNode } from "./raw-nodes.js";

/** Raised whenever this code would make other artefacts of the same files and packs. */
const READER = 2;

/** Makes the reader of files from rule packs; its version names their content, so that a new pack is a new reader. */
export function createFileDialect(packs: readonly RulePack[], product: string): Dialect {
  const compiled = new Map(packs.map((pack) => [pack.pack, compilePack(pack)]));
  const kinds = Object.assign({}, ...packs.map((pack) => pack.kinds)) as RulePack["kinds"];
  const byKind = new Map(
    Object.keys(kinds).map((kind) => [
      kind,
      [...compiled.values()].filter(({ data }) => Object.hasOwn(data.kinds, kind)),
    ]),
  );
  const entries = Object.entries(kinds);
  return {
    product,
    version: `${product}/${READER}+packs.${digestOf(packs)}`,
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

/** Over what decides how a file is read; words for people and cases for tests do not. */
function digestOf(packs: readonly RulePack[]): string {
  const meaning = packs.map(({ cases: _cases, titles: _titles, title: _title, ...rest }) => rest);
  return sha256(JSON.stringify(meaning.toSorted((a, b) => (a.pack < b.pack ? -1 : 1)))).slice(0, 12);
}
