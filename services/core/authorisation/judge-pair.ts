import type { Authorisation, AuthorisationVerdict, ContentMatch, Duty } from "#schemas/authorisation";
import { AUTHORISATION_VERDICTS } from "./authorisation-verdicts.js";
import { judgeEmergency } from "./judge-emergency.js";
import { type Pair, type PairTest, ticked } from "./pair-test.js";
import { testActors } from "./test-actors.js";
import { testApproval } from "./test-approval.js";
import { testContent } from "./test-content.js";
import { testExisted } from "./test-existed.js";
import { testFreeze } from "./test-freeze.js";
import { kindWhenChanged, testKind } from "./test-kind.js";
import { testScope } from "./test-scope.js";
import { testSeenBefore } from "./test-seen-before.js";
import { testSegregation } from "./test-segregation.js";
import { testNotCancelled, testNotOnHold, testOpen, testUnderstood } from "./test-standing.js";
import { testTemplate } from "./test-template.js";
import { testUse } from "./test-use.js";
import { testWhole } from "./test-whole.js";
import { testWindow } from "./test-window.js";
import { worstOfSights } from "./worst-of-sights.js";

type Trace = Authorisation["trace"];

/** What one ticket says of one change. */
export interface PairJudgement {
  readonly number: string;
  readonly verdict: AuthorisationVerdict;
  readonly trace: Trace;
  readonly duties: readonly Duty[];
  /** `undefined` where the ticket is bound to no content. */
  readonly content: ContentMatch | undefined;
}

/** Holds one change against one ticket: all tests are run and shown, and the crossed one of lowest rank gives the verdict. */
export function judgePair(pair: Pair): PairJudgement {
  const kind = kindWhenChanged(pair);
  const always = (test: (pair: Pair) => PairTest) => worstOfSights(pair, test);
  const scope = worstOfSights(kind === "emergency" ? withoutBlankSights(pair) : pair, testScope);
  const common = [
    ...[testKind(pair)].flatMap((test) => test ?? []),
    ...[always(testNotCancelled), testNotOnHold(pair), scope, always(testOpen), always(testUnderstood)],
  ];
  const people = [...testSegregation(pair), always(testActors), testUse(pair)];
  const seen = [testSeenBefore(pair)].flatMap((test) => test ?? []);
  const content = always(testContent);
  if (kind === "standard") {
    const timing = [testExisted(pair), always(testTemplate), always(testFreeze), testWindow(pair), ...seen];
    return conclude(pair, [...common, ...timing, content, ...wholeAsNote(pair), ...people], "authorised-standard");
  }
  const timing = [always(testFreeze), testApproval(pair), testWindow(pair)];
  if (kind === "emergency" && timing.some(({ failure }) => failure !== null)) {
    return concludeEmergency(pair, [...common, content, ...wholeAsNote(pair), ...people]);
  }
  return conclude(pair, [...common, ...timing, ...seen, content, ...whole(pair), ...people], "authorised");
}

/** An emergency is raised in haste: a sight that names nothing yet says nothing of what it is for. */
function withoutBlankSights(pair: Pair): Pair {
  const { bearing, ticket } = pair;
  const sights = bearing.sights.filter(
    (sight) => sight === ticket.current || sight.cis.length + sight.channels.length > 0,
  );
  return { ...pair, bearing: { ...bearing, sights } };
}

function whole(pair: Pair): readonly PairTest[] {
  return [testWhole(pair)].flatMap((test) => test ?? []);
}

/** What was authorised as a standard change, or afterwards, stays distinct from what was authorised, also where a part is missing. */
function wholeAsNote(pair: Pair): readonly PairTest[] {
  return whole(pair).map((test) =>
    test.failure === null ? test : { ...test, failure: null, note: "matched-subset" as const },
  );
}

function conclude(pair: Pair, tests: readonly PairTest[], otherwise: AuthorisationVerdict): PairJudgement {
  const { number } = pair.ticket;
  const failures = tests.flatMap(({ failure }) => failure ?? []);
  return {
    number,
    verdict: failures.reduce((first, next) => (rankOf(next) < rankOf(first) ? next : first), otherwise),
    trace: tests.map((test) => traceOf(number, test)),
    duties: tests.flatMap(({ duty }) => duty ?? []),
    content: tests.flatMap(({ content }) => content ?? []).at(-1),
  };
}

/** An emergency is made first and approved afterwards: freeze, approval and window give way to its deadlines. */
function concludeEmergency(pair: Pair, tests: readonly PairTest[]): PairJudgement {
  const { verdict, duties } = judgeEmergency(pair);
  const judged = conclude(pair, tests, verdict);
  const trace = duties.map(({ test, state, facts }) => ({
    ...traceOf(pair.ticket.number, ticked(test, state === "due" ? `still due: ${facts}` : facts)),
    passed: state === "done",
  }));
  return {
    ...judged,
    trace: [...judged.trace, ...trace],
    duties: [...judged.duties, ...duties.map(({ duty, state, due }) => ({ duty, state, due }))],
  };
}

function rankOf(verdict: AuthorisationVerdict): number {
  return AUTHORISATION_VERDICTS[verdict].rank;
}

function traceOf(ticket: string, { test, facts, failure, note }: PairTest): Trace[number] {
  return { ticket, test, passed: failure === null, facts, ...(note === undefined ? {} : { note }) };
}
