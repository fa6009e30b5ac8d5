/** How long and how much a read of files puts up with. */
export interface FileLimits {
  /** One file, unpacked. Default 25 MiB. */
  readonly maxFileBytes: number;
  /** Files of one source that are read. Default 50,000. */
  readonly maxFiles: number;
  /** Everything that stands in a source, read or not. Default 500,000. */
  readonly maxEntries: number;
  /** An archive as it lies, and all that comes out of it. Default 512 MiB. */
  readonly maxArchiveBytes: number;
  /** Until a connection stands. Default 10 s. */
  readonly connectTimeoutMs: number;
  /** For one step: a listing of a folder, a file. Default 60 s. */
  readonly silenceTimeoutMs: number;
}

export const DEFAULT_FILE_LIMITS: FileLimits = {
  maxFileBytes: 25 * 1024 ** 2,
  maxFiles: 50_000,
  maxEntries: 500_000,
  maxArchiveBytes: 512 * 1024 ** 2,
  connectTimeoutMs: 10_000,
  silenceTimeoutMs: 60_000,
};
