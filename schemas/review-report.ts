import { type Static, Type } from "typebox";
import { AuthorisationVerdict } from "./authorisation.js";
import { ProposalCause } from "./change-proposal.js";
import { Severity } from "./finding.js";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** How a proposal stands. Every reason for doing nothing has a name. */
export const ReviewState = Type.Union([
  /** A new pull request was opened. */
  Type.Literal("opened"),
  /** Its changes came back within seven days: the closed one was opened again. */
  Type.Literal("reopened"),
  /** The changes became others: approvals given before are void. */
  Type.Literal("updated"),
  /** The same changes as before: nothing was pushed and nothing edited. */
  Type.Literal("unchanged"),
  /** A person's commit stands on the branch: nothing is touched. */
  Type.Literal("hands-off"),
  /** Waits, since enough were opened in the last hour, or are open. */
  Type.Literal("limit-reached"),
  /** The same changes were declined: production is to be put back. */
  Type.Literal("declined"),
  /** The approval moved the baseline. */
  Type.Literal("adopted"),
  /** It was agreed that production is to be put back, and it was not yet. */
  Type.Literal("restore-agreed"),
  /** The changes are gone; the pull request was closed. */
  Type.Literal("closed"),
  /** It was merged, and the approval does not count: the baseline stays. */
  Type.Literal("merged-unapproved"),
  /** The forge could not be asked, or refused: the next run tries again. */
  Type.Literal("unavailable"),
]);
export type ReviewState = Static<typeof ReviewState>;

export const ReviewedProposal = Type.Object({
  engineId: Type.String(),
  key: Type.String(),
  kind: Type.Union([Type.Literal("adopt"), Type.Literal("restore")]),
  cause: ProposalCause,
  /** Its headline. */
  title: Type.String(),
  digest: Type.String(),
  changes: Type.Integer(),
  severity: Severity,
  verdict: AuthorisationVerdict,
  ticket: Maybe,
  unauthorised: Type.Boolean(),
  state: ReviewState,
  /** Why it stands so, as a sentence. */
  because: Type.String(),
  /** On the forge; `null` where there is none. */
  number: Type.Union([Type.Integer(), Type.Null()]),
  url: Maybe,
});
export type ReviewedProposal = Static<typeof ReviewedProposal>;

/** Something about how the estate repository is governed that a person has to look at. */
export const GovernanceFinding = Type.Object({
  /** Digest of the content, never of run or time. */
  id: Type.String(),
  code: Type.Union([
    Type.Literal("merged-unapproved"),
    Type.Literal("baseline-changed-outside-review"),
    Type.Literal("trusted-file-changed-on-forge"),
    Type.Literal("repository-unprotected"),
    Type.Literal("owners-file-broken"),
    Type.Literal("forge-main-diverged"),
    Type.Literal("forge-push-refused"),
    Type.Literal("foreign-commit"),
    Type.Literal("nobody-may-approve"),
  ]),
  message: Type.String(),
  remedy: Type.String(),
});
export type GovernanceFinding = Static<typeof GovernanceFinding>;

/** Findings that no proposal holds, and why not. */
export const WithoutProposal = Type.Object({
  engineId: Type.String(),
  why: Type.Union([
    Type.Literal("standby-only"),
    Type.Literal("explained"),
    Type.Literal("no-baseline"),
    Type.Literal("not-read"),
    Type.Literal("suspect-export"),
    Type.Literal("adopted-by-ticket"),
  ]),
  findings: Type.Integer(),
  message: Type.String(),
});
export type WithoutProposal = Static<typeof WithoutProposal>;

/** What became of telling a decision to its ticket. */
export const NotedTicket = Type.Object({
  engineId: Type.String(),
  key: Type.String(),
  ticket: Type.String(),
  /** Id of the ticket system in estate.yaml. */
  system: Type.String(),
  state: Type.Union([Type.Literal("written"), Type.Literal("failed")]),
  /** Why it failed; it is tried again for seven days. */
  message: Maybe,
});
export type NotedTicket = Static<typeof NotedTicket>;

/** The answer of `lockstep review --json`, and what a check says of the proposals it kept. */
export const ReviewReport = Type.Object(
  {
    schema: Type.Literal("lockstep/review@1"),
    estate: Type.String(),
    at: Type.String(),
    forge: Type.Object({
      system: Type.String(),
      /** Where people look; `null` where there is no forge. */
      url: Maybe,
      state: Type.Union([Type.Literal("read"), Type.Literal("unavailable")]),
      /** Why it was unavailable, or what it did not take; `null` where all went well. */
      message: Maybe,
    }),
    /** What asks for a decision first. */
    proposals: Type.Array(ReviewedProposal),
    governance: Type.Array(GovernanceFinding),
    withoutProposal: Type.Array(WithoutProposal),
    /** Decisions that this pass told to their tickets, or could not; left out where there were none. */
    ticketNotes: Type.Optional(Type.Array(NotedTicket)),
  },
  { $id: "lockstep/review@1" },
);
export type ReviewReport = Static<typeof ReviewReport>;
