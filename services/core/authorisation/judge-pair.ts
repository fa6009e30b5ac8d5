import type { Authorisation, AuthorisationVerdict } from "#schemas/authorisation";
import { AUTHORISATION_VERDICTS } from "./authorisation-verdicts.js";
import { judgeEmergency } from "./judge-emergency.js";
import { type Pair, type PairTest, ticked } from "./pair-test.js";
import { testApproval } from "./test-approval.js";
import { testContent } from "./test-content.js";
import { testFreeze } from "./test-freeze.js";
import { testActors, testSegregation } from "./test-people.js";
import { testScope } from "./test-scope.js";
import { testNotCancelled, testNotOnHold, testOpen, testUnderstood } from "./test-standing.js";
import { testTemplate } from "./test-template.js";
import { testWindow } from "./test-window.js";

type Trace = Authorisation["trace"];

/** What one ticket says of one change. */
export interface PairJudgement {
  readonly number: string;
  readonly verdict: AuthorisationVerdict;
  readonly trace: Trace;
}

/** Holds one change against one ticket: all tests are run and shown, and the crossed one of lowest rank gives the verdict. */
export function judgePair(pair: Pair): PairJudgement {
  const { kind } = pair.ticket.current;
  const common = [testNotCancelled(pair), testNotOnHold(pair), testScope(pair), testOpen(pair), testUnderstood(pair)];
  const binding = [testContent(pair), testSegregation(pair), testActors(pair)];
  const timing = [testFreeze(pair), testApproval(pair), testWindow(pair)];
  if (kind === "standard") {
    const tests = [...common, testTemplate(pair), testFreeze(pair), testWindow(pair), ...binding];
    return conclude(pair, tests, "authorised-standard");
  }
  const tests = [...common, ...timing, ...binding];
  if (kind === "emergency" && timing.some(({ failure }) => failure !== null)) {
    return concludeEmergency(pair, [...common, ...binding]);
  }
  return conclude(pair, tests, "authorised");
}

function conclude(pair: Pair, tests: readonly PairTest[], otherwise: AuthorisationVerdict): PairJudgement {
  const { number } = pair.ticket;
  const failures = tests.flatMap(({ failure }) => failure ?? []);
  const verdict = failures.reduce((first, next) => (rankOf(next) < rankOf(first) ? next : first), otherwise);
  return { number, verdict, trace: tests.map((test) => traceOf(number, test)) };
}

/** An emergency is made first and approved afterwards: freeze, approval and window give way to its deadlines. */
function concludeEmergency(pair: Pair, tests: readonly PairTest[]): PairJudgement {
  const { verdict, duties } = judgeEmergency(pair);
  const judged = conclude(pair, tests, verdict);
  const trace = duties.map(({ test, state, facts }) => ({
    ...traceOf(pair.ticket.number, ticked(test, state === "due" ? `still due: ${facts}` : facts)),
    passed: state === "done",
  }));
  return { ...judged, trace: [...judged.trace, ...trace] };
}

function rankOf(verdict: AuthorisationVerdict): number {
  return AUTHORISATION_VERDICTS[verdict].rank;
}

function traceOf(ticket: string, { test, facts, failure }: PairTest): Trace[number] {
  return { ticket, test, passed: failure === null, facts };
}
