import type { Policy, PolicySettings } from "#schemas/policy";
import type { ReviewPolicy } from "#schemas/review-policy";
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

/** What holds where `policy/review.yaml` says nothing: nobody may approve, so that no merge moves a baseline. */
export const DEFAULT_REVIEW: ReviewPolicy = {
  approvers: { teams: [], people: [] },
  names: {},
  approvals: 1,
  owners: {},
  labels: [],
  maxPerHour: 6,
  maxOpen: 30,
  adoptByTicket: true,
};

/** What is in force where no policy is, or none that can be trusted: nothing is expected, waived or known. */
export const DEFAULT_POLICY: Policy = {
  settings: DEFAULT_SETTINGS,
  expectedDifferences: [],
  waivers: [],
  interfaces: [],
  review: DEFAULT_REVIEW,
  changeControl: DEFAULT_CHANGE_CONTROL,
};
