/** How much an archive may hold: what is larger is refused, never cut. */
export interface ZipLimits {
  /** Entries, folders included. Default 20,000. */
  readonly maxEntries: number;
  /** One entry, unpacked. Default 128 MiB. */
  readonly maxEntryBytes: number;
  /** All entries together, unpacked. Default 256 MiB. */
  readonly maxTotalBytes: number;
  /** Unpacked to packed of one entry; below 1 MiB unpacked it does not matter. Default 400: text seldom exceeds 50. */
  readonly maxRatio: number;
}

export const DEFAULT_ZIP_LIMITS: ZipLimits = {
  maxEntries: 20_000,
  maxEntryBytes: 128 * 1024 ** 2,
  maxTotalBytes: 256 * 1024 ** 2,
  maxRatio: 400,
};
