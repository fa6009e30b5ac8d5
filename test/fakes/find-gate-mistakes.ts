import type { ReadinessVerdict } from "#schemas/readiness";
import type { SeenAnswer } from "./watch-gate.js";

/** What came to stand in the ledger about one engine, and between which two instants by `performance.now()`. */
export interface RecordedStep {
  readonly engineId: string;
  /** Of a run; whatever else voids the verdict before it is `unknown`. */
  readonly verdict: ReadinessVerdict;
  /** When the older of its two looks began; `undefined` where a node was not read. */
  readonly asOf: string | undefined;
  /** When it was judged, or decided. */
  readonly at: string;
  readonly expiresAt: string;
  readonly after: number;
  readonly by: number;
}

/** What a gate is held against. */
export interface GateTruth {
  /** In the order of the ledger. */
  readonly steps: readonly RecordedStep[];
  /** Instants from which on a node of an engine differs for good, as whoever changed it knows: no look that began later may say `ready`. */
  readonly driftedAt?: ReadonlyMap<string, number>;
}

/** So long a verdict may stand after the last look that found its record unmoved: decision 0024. */
const BOUND_MS = 5_000;

/**
 * Finds the answers that no gate may give. A 200 is right only where a check on record says `ready` for that engine, its two looks began before
 * the engine drifted, it had not expired and was no older than the question allows, and nothing that takes its place had been on record for
 * longer than the gate's bound when the question was asked: whatever came there after it, but for a check that overlapped it and looked earlier.
 * A 503, and no answer at all, open nothing and are never wrong.
 */
export function findGateMistakes(answers: readonly SeenAnswer[], truth: GateTruth): readonly string[] {
  return answers.flatMap((answer) => {
    const { engineId, askedAt } = answer;
    const steps = truth.steps.filter((step) => step.engineId === engineId);
    const mistake = mistakeOf(answer, steps, truth.driftedAt?.get(engineId));
    return mistake === undefined ? [] : [`${engineId}, asked at ${Math.round(askedAt)} ms: ${mistake}`];
  });
}

function mistakeOf(answer: SeenAnswer, steps: readonly RecordedStep[], driftedAt = Infinity): string | undefined {
  const { status, told, engineId } = answer;
  if (status === undefined) return undefined;
  if (told === undefined || told.engineId !== engineId || (status !== 200 && status !== 503))
    return `${status} is no answer of its gate`;
  if (told.allowed !== (status === 200)) return `${status} does not say what the answer says`;
  if (status === 503) return undefined;
  if (told.verdict !== "ready") return `200 for ${told.verdict}`;
  const place = steps.findLastIndex(({ verdict, asOf }) => verdict === "ready" && asOf === told.asOf);
  const step = steps[place];
  if (step?.asOf === undefined) return `200, and no check on record says ready as of ${told.asOf}`;
  if (step.after > answer.answeredAt) return "200 before its check was on record";
  const next = steps.slice(place + 1).find((later) => !looksEarlier(later, step));
  if (next !== undefined && answer.askedAt > next.by + BOUND_MS)
    return `200 although '${next.verdict}' had been on record for ${Math.round(answer.askedAt - next.by)} ms`;
  if (Date.parse(step.asOf) > driftedAt) return "200 by a look that began after the engine had drifted";
  return mistakeOfTime(answer, told.at, step);
}

/** Whether a check that came on record later had looked before the other one did, both by one clock. */
function looksEarlier(later: RecordedStep, { asOf = "" }: RecordedStep): boolean {
  return (later.asOf ?? later.at) < asOf && asOf <= later.at;
}

function mistakeOfTime(answer: SeenAnswer, toldAt: string, { asOf = "", expiresAt }: RecordedStep): string | undefined {
  const { maxAgeSeconds = Infinity } = answer;
  const at = Date.parse(toldAt);
  if (!showed(answer, at)) return `200 as of ${toldAt}, by another clock`;
  if (!(at >= Date.parse(asOf) && at <= Date.parse(expiresAt))) return `200 at ${toldAt}, good until ${expiresAt}`;
  const age = Math.floor((at - Date.parse(asOf)) / 1000);
  return age > maxAgeSeconds ? `200 for a verdict of ${age} s, and ${maxAgeSeconds} s were asked for` : undefined;
}

/** Whether the clock showed this between question and answer, also where it was set meanwhile. */
function showed({ clock: [before, after], askedAt, answeredAt }: SeenAnswer, at: number): boolean {
  const elapsed = Math.ceil(answeredAt - askedAt) + 1;
  return (at >= before && at <= before + elapsed) || (at >= after - elapsed && at <= after);
}
