import type { EvidenceColumn } from "#schemas/evidence-table";

type Column<Key extends string> = EvidenceColumn & { readonly key: Key };

export function text<const Key extends string>(key: Key, heading: string): Column<Key> {
  return { key, heading, kind: "text" };
}

export function instant<const Key extends string>(key: Key, heading: string): Column<Key> {
  return { key, heading, kind: "instant" };
}

export function day<const Key extends string>(key: Key, heading: string): Column<Key> {
  return { key, heading, kind: "day" };
}

/** A day, or an instant where more is known. */
export function moment<const Key extends string>(key: Key, heading: string): Column<Key> {
  return { key, heading, kind: "moment" };
}

export function hours<const Key extends string>(key: Key, heading: string): Column<Key> {
  return { key, heading, kind: "hours" };
}

export function count<const Key extends string>(key: Key, heading: string): Column<Key> {
  return { key, heading, kind: "count" };
}

export function yesNo<const Key extends string>(key: Key, heading: string): Column<Key> {
  return { key, heading, kind: "yes-no" };
}

export function hash<const Key extends string>(key: Key, heading: string): Column<Key> {
  return { key, heading, kind: "hash" };
}
