import type { CheckContext } from "#services/jobs/check/take-run";

/** What a command may pass on to a long job. */
export interface JobOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: NonNullable<CheckContext["onProgress"]>;
  readonly onStage?: NonNullable<CheckContext["onStage"]>;
  /** Called with a sentence about what was done besides what was asked for. */
  readonly onNotice?: (notice: string) => void;
  /** Stands between a check and what it uses of the world, for example to time it. */
  readonly observe?: (context: CheckContext) => CheckContext;
}
