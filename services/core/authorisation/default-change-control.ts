import type { ChangeControl } from "#schemas/change-control";

/**
 * The rules where the policy gives none: nothing is pre-approved, nothing is tolerated, no account is mapped.
 *
 * The three emergency deadlines are this product's proposals and no standard.
 */
export const DEFAULT_CHANGE_CONTROL: ChangeControl = {
  referencePatterns: ["CHG\\d{7,10}", "CHG-\\d{1,10}", "C\\d{4}-\\d{3,5}"],
  graceBeforeMinutes: 0,
  configurationItems: [],
  minimumScope: { 1: "flow" },
  tooBroadScope: "note",
  contentBinding: {},
  standardTemplates: [],
  freezes: [],
  emergency: { raiseWithinHours: 4, approveWithinWorkingDays: 2, reviewWithinWorkingDays: 10 },
  bankHolidays: [],
  zone: "Europe/London",
  identities: [],
  sharedAccounts: ["admin", "administrator", "root", "system"],
  singleHanded: false,
  namedApprover: true,
  attributableActor: false,
  standbyMirrorDays: 14,
  ticketUse: { changes: 50, days: 31 },
  tolerated: [],
};
