import type { Artefact } from "#schemas/artefact";
import { entryOf } from "../artefact/entry-of.js";
import { renderArtefact } from "../artefact/render-artefact.js";
import type { Dialect, ExportItem, ExportScope } from "../dialect.js";
import type { Mask } from "../mask.js";
import { normaliseExport } from "../normalise.js";

export interface ReadingRules {
  readonly dialect: Dialect;
  readonly mask: Mask;
  readonly storeMessageTemplates: boolean;
}

/** What an item says, read again, and the digest of each artefact by `kind\0key`. */
export interface ReadAgain {
  readonly artefacts: readonly Artefact[];
  readonly digests: ReadonlyMap<string, string>;
}

/** Reads an item as a check does. @throws LockstepError `export-malformed`, `export-unsupported` */
export function readAgain(item: ExportItem, rules: ReadingRules, scope: ExportScope = "server"): ReadAgain {
  const { artefacts } = normaliseExport(item, { ...rules, scope });
  const digests = artefacts.map(({ artefact, notices }): [string, string] => {
    const entry = entryOf(artefact, renderArtefact(artefact), notices, rules.dialect);
    return [idOf(entry), entry.digest];
  });
  return { artefacts: artefacts.map(({ artefact }) => artefact), digests: new Map(digests) };
}

/** Names an artefact among all of an engine. */
export function idOf({ kind, key }: { readonly kind: string; readonly key: string }): string {
  return `${kind}\0${key}`;
}
