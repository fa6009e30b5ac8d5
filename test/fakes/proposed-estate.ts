import type { ChangeProposal, ProposedChange } from "#schemas/change-proposal";
import type { ReviewDecision } from "#schemas/review-decision";
import { changeSetDigest } from "#services/core/authorisation/change-set-digest";
import { snapshotDigest } from "#services/core/take-snapshot";
import { digestOf } from "#services/core/text/digest";
import type { SnapshotRef } from "#services/ports/estate-repository";
import type { ProposalStore, StoredProposal } from "#services/ports/proposal-store";
import { openProposalStore } from "#services/stores/proposals/open-proposal-store";
import { FIXTURE_DIALECT, FIXTURE_MASK_KEY, type StoredFixture, snapshotOf, writeAll } from "./artefact-fixtures.js";
import { createTemporaryEstate, type TemporaryEstate } from "./temporary-estate.js";

/** An estate with an approved baseline, on which production went on. */
export interface ProposedEstate extends AsyncDisposable {
  readonly estate: TemporaryEstate;
  readonly proposals: ProposalStore;
  /** Takes a snapshot of production. */
  take(fixtures: readonly StoredFixture[], about?: { takenAt?: string; dialect?: string }): Promise<SnapshotRef>;
  /** Proposes to take over some artefacts, as they are in a snapshot. */
  propose(key: string, changes: readonly ProposedFixture[], snapshot: SnapshotRef): Promise<ChangeProposal>;
}

/** An artefact before and after; `undefined` where it was not there. */
export interface ProposedFixture {
  readonly before?: StoredFixture;
  readonly after?: StoredFixture;
}

export const PROPOSED_AT = "2026-11-23T04:00:00.000Z";

/** Makes an estate whose baseline is what production held first. */
export async function createProposedEstate(
  fixtures: readonly StoredFixture[],
  now?: () => Date,
): Promise<ProposedEstate> {
  const estate = await createTemporaryEstate(now);
  const take: ProposedEstate["take"] = async (taken, about = {}) => {
    const dialect = about.dialect ?? FIXTURE_DIALECT;
    const { entries } = snapshotOf(taken);
    const snapshot = snapshotOf(taken, { ...about, digest: snapshotDigest(dialect, entries) });
    const node = { engineId: "tie", nodeId: "tie-a", nodeIds: ["tie-a"], dialect, maskKeyId: FIXTURE_MASK_KEY };
    return await writeAll(await estate.store.beginSnapshot(node), taken, snapshot);
  };
  const { commit, digest } = await take(fixtures);
  const approval = { approver: "Ada Example", ticket: null, at: "2026-11-23T02:30:00.000Z", reviewed: true };
  await estate.store.adoptBaseline({ engineId: "tie", commit, digest, ...approval });
  return {
    estate,
    proposals: openProposalStore(estate.context, estate.ledger),
    take,
    async propose(key, changes, snapshot) {
      const baseline = await estate.store.openBaseline("tie");
      const { commit: baselineCommit = "", snapshot: approved } = baseline ?? {};
      return proposalOf(key, changes, snapshot, { commit: baselineCommit, digest: approved?.digest ?? "" });
    },
    [Symbol.asyncDispose]: () => estate.remove(),
  };
}

function proposalOf(
  key: string,
  fixtures: readonly ProposedFixture[],
  { commit, digest, takenAt }: SnapshotRef,
  baseline: { readonly commit: string; readonly digest: string },
): ChangeProposal {
  const changes = fixtures.map(changeOf);
  return {
    schema: "lockstep/change-proposal@1",
    engineId: "tie",
    product: "mirth-connect",
    key,
    kind: "adopt",
    cause: { by: "ticket", name: "CHG0031234" },
    digest: changeSetDigest(changes.map((change) => change.digest)),
    baseline: { ...baseline, approver: "Ada Example", ticket: null },
    production: { nodeId: "tie-a", commit, digest, takenAt },
    changes,
    findings: [],
    severity: "high",
    tier: 1,
    flows: ["adt"],
    owners: ["integration"],
    ticket: "CHG0031234",
    verdict: "authorised",
    unauthorised: false,
    effect: { verdict: "not-ready", blocking: 1, othersBlocking: 0 },
  };
}

function changeOf({ before, after }: ProposedFixture): ProposedChange {
  const { kind = "", key = "", name = "", path = "" } = before?.entry ?? after?.entry ?? {};
  const digest = digestOf(JSON.stringify([before?.entry.digest ?? null, after?.entry.digest ?? null]));
  const what = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return { finding: digest, artefact: { kind, key, name, path }, what, digest };
}

/** The decision by which a stored proposal was adopted. */
export function decisionOn({ proposal, commit }: StoredProposal, about: Partial<ReviewDecision> = {}): ReviewDecision {
  const { engineId, key, kind, digest, changes, ticket } = proposal;
  return {
    ...{ engineId, key, kind, digest, ticket, commit },
    outcome: "adopted",
    changes: changes.map((change) => change.digest),
    forge: "github",
    number: 42,
    url: "https://forge.example/trust/estate/pull/42",
    approvers: [{ account: "pat-cab", name: "Pat Example", at: PROPOSED_AT }],
    decidedBy: "Pat Example",
    reason: null,
    ...about,
  };
}
