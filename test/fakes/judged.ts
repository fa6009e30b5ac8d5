import type { Drift } from "#schemas/drift";
import type { Finding } from "#schemas/finding";
import type { Policy, Waiver } from "#schemas/policy";
import { type JudgeContext, judge } from "#services/core/judge";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";

export const JUDGED_AT = "2026-11-23T02:00:00.000Z";

/** A port that is other on the standby. */
export function aDrift(about: Partial<Drift> = {}): Drift {
  return {
    artefact: { kind: "channel", key: "k1", name: "PAS ADT In", path: "channels/pas-adt-in~k1" },
    case: "standby-behind",
    changes: [{ path: "/port", label: "Port", kind: "changed", baseline: "6661", production: "6661", standby: "7777" }],
    explainedBy: null,
    digests: { baseline: "sha256:a", production: "sha256:a", standby: "sha256:b" },
    ...about,
  };
}

/** The default policy with some of it said otherwise. */
export function aPolicy({
  settings,
  ...about
}: Partial<Omit<Policy, "settings">> & { settings?: Partial<Policy["settings"]> } = {}): Policy {
  return { ...DEFAULT_POLICY, ...about, settings: { ...DEFAULT_POLICY.settings, ...settings } };
}

/** Judges one drift of engine `tie`. */
export function judgeOne(drift: Drift, policy: Policy = aPolicy(), about: Partial<JudgeContext> = {}): Finding {
  const dialect = { concepts: { channel: "interface" } } as const;
  const context = {
    engineId: "tie",
    engineOwner: "Integration team",
    policy,
    at: JUDGED_AT,
    dialect,
    operability: { production: [], standby: [] },
    ...about,
  };
  const [finding] = judge([drift], context);
  if (finding === undefined) throw new Error("one drift gives one finding");
  return finding;
}

/** A waiver in force for a finding, unless said otherwise. */
export function aWaiver(finding: Pick<Finding, "id">, about: Partial<Waiver> = {}): Waiver {
  return {
    id: "w-1",
    artefact: {},
    finding: finding.id,
    owner: "J. Okafor",
    approver: "C. Chair",
    reason: "waits for the supplier",
    granted: "2026-11-20",
    expires: "2026-11-30",
    ...about,
  };
}
