import assert from "node:assert/strict";
import { it } from "node:test";
import { inspect } from "node:util";
import { LockstepError } from "#services/core/errors";
import type { ForgeOpinion, ForgeReview, ForgeSession, ReviewDraft } from "#services/ports/forge";
import { assertOnlyReads } from "#test/fakes/assert-only-reads";
import { assertTellsNothing } from "./assert-tells-nothing.js";
import type { ForgeHarness, StagedForge } from "./forge-harness.js";
import type { ForgeFeature, ForgeSituation } from "./forge-situations.js";

/** A forge with a session of Lockstep's on it. */
export interface OpenedForge extends StagedForge {
  readonly session: ForgeSession;
  /** Pushes the branch and opens a review of it. */
  review(about?: Partial<ReviewDraft>): Promise<ForgeReview>;
}

/** What each group of claims is given. */
export interface ForgeSuite {
  readonly harness: ForgeHarness;
  /** A claim about a situation or feature; one that cannot occur is told with its reason, and not made. */
  when(needed: ForgeSituation | ForgeFeature, claim: string, test: () => Promise<unknown>): void;
  /** Stages a forge, and afterwards holds its wire against the list of requests. */
  staged(situation: ForgeSituation, test: (staged: StagedForge) => Promise<unknown>): Promise<void>;
  /** Stages a forge and opens a session on it. */
  opened(situation: ForgeSituation, test: (opened: OpenedForge) => Promise<unknown>): Promise<void>;
  /** Every pattern of `requests` that some claim has asked. */
  readonly used: ReadonlySet<string>;
}

/** Prepares the claims about one make. */
export function forgeSuite(harness: ForgeHarness): ForgeSuite {
  const used = new Set<string>();
  const staged: ForgeSuite["staged"] = async (situation, test) => {
    const stage = await harness.stage(situation);
    try {
      await test(stage);
    } finally {
      await stage.stop();
    }
    const { requests } = stage.forge;
    assertOnlyReads(requests, stage.requests());
    for (const pattern of requests) if (stage.requests().some((sent) => isOnList(pattern, sent))) used.add(pattern);
  };
  return {
    harness,
    used,
    staged,
    when(needed, claim, test): void {
      if (harness.notApplicable?.[needed] === undefined) it(claim, async () => void (await test()));
    },
    opened: (situation, test) =>
      staged(situation, async (stage) => {
        const session = await stage.forge.open(stage.request);
        try {
          await test({ ...stage, session, review: (about) => openReview(harness, stage, session, about) });
        } finally {
          await session.close();
        }
      }),
  };
}

async function openReview(
  { base }: ForgeHarness,
  stage: StagedForge,
  session: ForgeSession,
  about: Partial<ReviewDraft> = {},
): Promise<ForgeReview> {
  const draft = {
    branch: "drift/tie/t-chg0041337",
    base,
    title: "PAS ADT In: a remote port was changed",
    body: "The port of one feed was changed.\n\nDecide whether the baseline follows.",
    labels: ["drift", "severity: critical"],
    ...about,
  };
  await stage.push(draft.branch);
  return session.openReview(draft);
}

/** The review as the forge tells it now. */
export async function reviewNow(session: ForgeSession, number: number): Promise<ForgeReview> {
  const review = await session.findReview(number);
  assert.ok(review !== undefined, `the review ${number} is not found`);
  return review;
}

/** What an account says now: its last opinion that is more than a comment. */
export function lastOpinion(opinions: readonly ForgeOpinion[], account: string): ForgeOpinion | undefined {
  return opinions.findLast(
    (opinion) => opinion.account.toLowerCase() === account.toLowerCase() && opinion.says !== "commented",
  );
}

/** Holds a refusal against its code, and against what it must not tell. */
export async function rejectsWith(
  asked: Promise<unknown>,
  code: LockstepError["code"],
  { request }: StagedForge,
): Promise<void> {
  const error: unknown = await asked.then(
    (answer) => assert.fail(`was answered instead of '${code}': ${inspect(answer)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof LockstepError, inspect(error));
  assert.equal(error.code, code, error.message);
  assertTellsNothing(error, request.secret);
}

function isOnList(pattern: string, request: readonly [method: string, path: string]): boolean {
  try {
    assertOnlyReads([pattern], [request]);
    return true;
  } catch {
    return false;
  }
}
