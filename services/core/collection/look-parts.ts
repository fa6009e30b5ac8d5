import canonicalize from "canonicalize";
import { Type } from "typebox";
import { ArtefactEntry } from "#schemas/snapshot";
import { LockstepError } from "../errors.js";
import { formOf } from "../form-of.js";

/** One export item as it was read; `entries` are the paths of what it held. */
const CollectedItem = Type.Object(
  {
    source: Type.String({ maxLength: 2000 }),
    rawDigest: Type.String({ pattern: "^$|^digest:[a-z0-9]{1,16}:[0-9a-f]{32}$" }),
    mark: Type.Optional(Type.String({ pattern: "^digest:[a-z0-9]{1,16}:[0-9a-f]{32}$" })),
    entries: Type.Array(Type.String()),
    provenance: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
  },
  { additionalProperties: false },
);

export interface CollectedItem {
  readonly source: string;
  readonly rawDigest: string;
  readonly mark?: string;
  readonly entries: readonly string[];
  readonly provenance: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const areEntries = formOf<ArtefactEntry[]>(Type.Array(ArtefactEntry));
const areItems = formOf<CollectedItem[]>(Type.Array(CollectedItem));

/** Writes a list of a look as a part: the same list gives the same bytes. */
export function renderList(list: readonly ArtefactEntry[] | readonly CollectedItem[]): Uint8Array {
  return Buffer.from(canonicalize(list) ?? "");
}

/** Reads the artefacts of a look. @throws LockstepError `upload-refused` */
export function parseEntries(bytes: Uint8Array): readonly ArtefactEntry[] {
  const value = parseJson(bytes);
  if (areEntries(value)) return value;
  throw refused("manifest");
}

/** Reads the export items of a look. @throws LockstepError `upload-refused` */
export function parseCollectedItems(bytes: Uint8Array): readonly CollectedItem[] {
  const value = parseJson(bytes);
  if (areItems(value)) return value;
  throw refused("list of items");
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw refused("part");
  }
}

function refused(what: string): LockstepError {
  return new LockstepError("upload-refused", `A ${what} of what was handed in is not of its form.`);
}
