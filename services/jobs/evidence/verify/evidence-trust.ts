/** What the reader of a pack learnt elsewhere: from the organisation, or from a mail of its ledger's head. */
export interface EvidenceTrust {
  /** Fingerprints of the organisation's keys, `SHA256:…`. */
  readonly keys: ReadonlySet<string>;
  /** Records as they were noted. */
  readonly heads: readonly { readonly seq: number; readonly hash: string }[];
}
