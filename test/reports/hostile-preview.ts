import type { ChangePreview } from "#schemas/change-preview";
import { digestOf } from "#services/core/text/digest";

/** A preview in which every word from outside is the same one. */
export function hostilePreview(text: string): ChangePreview {
  const path = {
    path: `/${text}`,
    label: text,
    kind: "changed" as const,
    from: text,
    to: `${text}!`,
    diff: ` ${text}\n-${text}\n+${text}`,
    expected: { rule: text, value: text },
  };
  return {
    schema: "lockstep/change-preview@1",
    engineId: text,
    product: text,
    dialect: text,
    at: "2026-11-23T02:05:00Z",
    candidate: { name: text, from: "files", artefacts: 1, partial: true },
    baseline: { commit: "b".repeat(40), digest: digestOf("baseline"), approver: text, ticket: text },
    changes: [
      {
        artefact: { kind: text, key: text, name: text, path: text },
        concept: text,
        what: "changed",
        severity: "high",
        tier: 1,
        flow: text,
        owner: text,
        meaning: text,
        mustMatch: text,
        paths: [path],
        digest: digestOf("change"),
      },
    ],
    flows: [{ flow: text, tier: 1, changes: 1 }],
    setDigest: digestOf("set"),
    warnings: [text],
  };
}
