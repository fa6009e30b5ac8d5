import type { JobProgress } from "#schemas/job-progress";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import type { FollowUp } from "#services/core/schedule/plan-occasion";
import type { JobTask } from "./do-job-task.js";

/** What a thread is told: one job at a time, and that it is to stop. */
export type ThreadOrder =
  | { readonly order: "do"; readonly settings: Settings; readonly task: JobTask }
  | { readonly order: "stop"; readonly because: string };

/** What it answers: any number of times how far it came, and once what became of the job. */
export type ThreadAnswer =
  | { readonly progress: JobProgress }
  | { readonly followUps: readonly FollowUp[] }
  | { readonly fault: ThreadFault }
  | { readonly unforeseen: string };

/** An error loses its class on the way between threads. */
type ThreadFault = Pick<LockstepError, "code" | "message" | "details" | "ownRemedy">;

/** Takes an error apart for the way; what is no error of ours was told in the log where it happened. */
export function faultOf(error: unknown): ThreadAnswer {
  if (!(error instanceof LockstepError)) return { unforeseen: error instanceof Error ? error.message : String(error) };
  const { code, message, details, ownRemedy } = error;
  return { fault: { code, message, details, ownRemedy } };
}

/** Puts an error together again. */
export function errorOf({ code, message, details, ownRemedy }: ThreadFault): LockstepError {
  return new LockstepError(code, message, { details, remedy: ownRemedy });
}
