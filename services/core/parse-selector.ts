import { LockstepError } from "./errors.js";
import { isDay } from "./policy/is-day.js";

/** Names a snapshot, a baseline, or one artefact's history. */
export type Selector =
  | { readonly type: "baseline"; readonly engineId: string }
  | {
      readonly type: "snapshot";
      readonly engineId: string;
      readonly nodeId: string;
      /** Left out: the latest. */
      readonly at?: { readonly back: number } | { readonly instant: string };
    };

const FORM = /^([a-z0-9][a-z0-9-]*)\/([a-z0-9][a-z0-9-]*)(?:~(\d{1,6})|@\{([^}]{1,40})\})?$/;

/** A day in UTC, or a time with its offset: the same instant on every machine. */
const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads `tie/tie-a`, `tie/tie-a~3`, `tie/tie-a@{2026-10-25T02:00Z}` or `tie/baseline`.
 *
 * @throws LockstepError `selector-unknown`
 */
export function parseSelector(text: string): Selector {
  const found = FORM.exec(text);
  const [, engineId, nodeId, back, instant] = found ?? [];
  if (engineId === undefined || nodeId === undefined) throw unknown(text);
  if (nodeId === "baseline" && back === undefined && instant === undefined) return { type: "baseline", engineId };
  if (back !== undefined) return { type: "snapshot", engineId, nodeId, at: { back: Number(back) } };
  if (instant === undefined) return { type: "snapshot", engineId, nodeId };
  const time = INSTANT.test(instant) && isDay(instant.slice(0, 10)) ? Date.parse(instant) : Number.NaN;
  if (Number.isNaN(time)) throw unknown(text);
  return { type: "snapshot", engineId, nodeId, at: { instant: new Date(time).toISOString() } };
}

/** Tells whether a text has the form of a selector at all. */
export function isSelector(text: string): boolean {
  return FORM.test(text);
}

function unknown(text: string): LockstepError {
  const shown = JSON.stringify(text.slice(0, 80));
  return new LockstepError(
    "selector-unknown",
    `${shown} is no selector: write tie/tie-a, tie/tie-a~3, tie/tie-a@{2026-10-25T02:00Z} or tie/baseline.`,
  );
}
