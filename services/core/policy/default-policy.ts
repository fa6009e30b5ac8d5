import type { Policy, PolicySettings } from "#schemas/policy";
import { DEFAULT_CHANGE_CONTROL } from "../authorisation/default-change-control.js";

/** What holds where `policy/policy.yaml` says nothing: the cautious choice each time. */
export const DEFAULT_SETTINGS: PolicySettings = {
  mode: "enforce",
  maxSnapshotAgeMinutes: 1560,
  maxColdSnapshotAgeMinutes: 10_080,
  maxNodesApartMinutes: 30,
  maxClockSkewSeconds: 120,
  massChangeShare: 0.2,
  expiryHorizonDays: 30,
  maxWaiverDays: 90,
  maxOverrideHours: 24,
  overrideNeedsSecondPerson: false,
  unauthorisedBlocksReadiness: false,
  storeMessageTemplates: false,
  ticketGraceMinutes: 15,
  maxTicketAgeMinutes: 1560,
  fallbackTier: 1,
  fallbackFlow: "No flow declared",
  fallbackMeaning: "No one has said yet what depends on this; treat it as if patients did.",
};

/** What is in force where no policy is, or none that can be trusted: nothing is expected, waived or known. */
export const DEFAULT_POLICY: Policy = {
  settings: DEFAULT_SETTINGS,
  expectedDifferences: [],
  waivers: [],
  interfaces: [],
  changeControl: DEFAULT_CHANGE_CONTROL,
};
