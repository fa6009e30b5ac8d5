import { InvalidArgumentError } from "commander";

/** A record that was noted elsewhere. */
export interface KeptHead {
  readonly seq: number;
  readonly hash: string;
}

/** Adds a head in the form in which it is mailed. */
export function addHead(text: string, before: readonly KeptHead[]): readonly KeptHead[] {
  const [, seq, hash] = /^(\d{1,12}):(sha256:[0-9a-f]{64})$/.exec(text.trim()) ?? [];
  if (seq === undefined || hash === undefined) {
    throw new InvalidArgumentError("It is the record's number and hash, as mailed: 41:sha256:….");
  }
  return [...before, { seq: Number(seq), hash }];
}
