import type { ChangeProposal } from "#schemas/change-proposal";
import { changeSetDigest } from "#services/core/authorisation/change-set-digest";
import { digestOf } from "#services/core/text/digest";

/** A proposal on an invented engine; `content` names its changes, so that other content is another digest. */
export function aProposal(
  key: string,
  { content = [key], ...given }: Partial<ChangeProposal> & { readonly content?: readonly string[] } = {},
): ChangeProposal {
  const changes = content.map((name) => ({
    finding: digestOf(`finding ${name}`),
    artefact: { kind: "channel", key: name, name, path: `channels/${name}` },
    what: "changed" as const,
    digest: digestOf(`change ${name}`),
  }));
  return {
    schema: "lockstep/change-proposal@1",
    engineId: "tie",
    product: "mirth-connect",
    key,
    kind: "adopt",
    cause: { by: "flow", name: key },
    digest: changeSetDigest(changes.map(({ digest }) => digest)),
    baseline: { commit: "b".repeat(40), digest: digestOf("baseline"), approver: "Pat Smith", ticket: null },
    production: {
      nodeId: "tie-a",
      commit: "a".repeat(40),
      digest: digestOf("production"),
      takenAt: "2026-11-20T02:00:00.000Z",
    },
    changes,
    findings: [],
    severity: "high",
    tier: 2,
    flows: [key],
    owners: ["Integration team"],
    ticket: null,
    verdict: "authorised",
    unauthorised: false,
    effect: { verdict: "not-ready", blocking: changes.length, othersBlocking: 0 },
    ...given,
  };
}
