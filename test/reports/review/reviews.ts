import type { ChangeProposal } from "#schemas/change-proposal";
import type { ReviewedProposal, ReviewReport } from "#schemas/review-report";
import { digestOf } from "#services/core/text/digest";
import { proposalTitle } from "#services/reports/review/proposal-title";
import { hostileProposal, restoreProposal, tenRowProposal, unauthorisedProposal } from "./proposals.js";

/** A proposal as a review report tells of it. */
export function reviewed(proposal: ChangeProposal, special: Partial<ReviewedProposal> = {}): ReviewedProposal {
  const { engineId, key, kind, cause, digest, changes, severity, verdict, ticket, unauthorised } = proposal;
  return {
    ...{ engineId, key, kind, cause, digest, severity, verdict, ticket, unauthorised },
    title: proposalTitle(proposal),
    changes: changes.length,
    state: "unchanged",
    because: "It waits for a decision; its changes are the same as before.",
    number: 41,
    url: "https://git.hospital.test/hazelwick/estate/pull/41",
    ...special,
  };
}

/** Proposals of most states, findings about governance, and engines without a proposal. */
export function severalReviews(): ReviewReport {
  return {
    schema: "lockstep/review@1",
    estate: "hazelwick",
    at: "2026-11-23T02:05:00Z",
    forge: { system: "github", url: "https://git.hospital.test/hazelwick/estate", state: "read", message: null },
    proposals: [
      reviewed(unauthorisedProposal(), {
        state: "opened",
        because: "Nobody has been asked to decide on these changes yet.",
      }),
      reviewed(tenRowProposal(), { number: 42, url: "https://git.hospital.test/hazelwick/estate/pull/42" }),
      reviewed(restoreProposal(), {
        state: "restore-agreed",
        because: "Pat Lowe agreed on 22 Nov 2026; production still differs.",
        number: 39,
        url: "https://git.hospital.test/hazelwick/estate/pull/39",
      }),
      reviewed(tenRowProposal(), {
        engineId: "labs",
        state: "limit-reached",
        because: "It waits: 10 stand open, and policy allows 10.",
        number: null,
        url: null,
      }),
      reviewed(unauthorisedProposal(), {
        state: "closed",
        because: "Production no longer differs from the approved baseline in this.",
        number: 38,
        url: "https://git.hospital.test/hazelwick/estate/pull/38",
      }),
    ],
    governance: [
      {
        id: digestOf("governance"),
        code: "repository-unprotected",
        message: "main may be pushed to without a review.",
        remedy: "Run `lockstep protect`, or have an administrator add the rule set that it prints.",
      },
    ],
    withoutProposal: [
      {
        engineId: "tie",
        why: "standby-only",
        findings: 3,
        message: "The standby alone differs: align it, nothing is to be decided.",
      },
      { engineId: "labs", why: "not-read", findings: 0, message: "Production could not be read, so nothing is known." },
    ],
  };
}

/** Hostile text wherever text from outside can stand, in so many proposals. */
export function hostileReviews(text: string, number: number): ReviewReport {
  const states = ["opened", "declined", "hands-off", "closed"] as const;
  return {
    ...severalReviews(),
    estate: text,
    forge: { system: text, url: text, state: "unavailable", message: text },
    proposals: Array.from({ length: number }, (_, index) =>
      reviewed(hostileProposal(text), {
        because: text,
        url: text,
        key: text,
        state: states[index % states.length] ?? "opened",
      }),
    ),
    governance: [{ id: text, code: "foreign-commit", message: text, remedy: text }],
    withoutProposal: [{ engineId: text, why: "explained", findings: 1, message: text }],
  };
}
