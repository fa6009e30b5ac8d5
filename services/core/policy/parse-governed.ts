import type { Static, TSchema } from "typebox";
import { Type } from "typebox";
import { AccessPolicy } from "#schemas/access";
import { BankHolidays } from "#schemas/bank-holidays";
import { ChangeControl } from "#schemas/change-control";
import { Estate } from "#schemas/estate";
import { EvidencePolicy } from "#schemas/evidence-policy";
import { GatePolicy } from "#schemas/gate";
import { Notifications } from "#schemas/notifications";
import { PeoplePolicy } from "#schemas/people-policy";
import { AcceptedGap, ExpectedDifference, InterfaceRule, type Policy, PolicySettings, Waiver } from "#schemas/policy";
import { ReviewPolicy } from "#schemas/review-policy";
import { Runbook } from "#schemas/runbook";
import { ServiceLevels } from "#schemas/service-levels";
import { TicketMapping } from "#schemas/ticket-mapping";
import { findAccessProblems } from "../access/find-access-problems.js";
import { DEFAULT_CHANGE_CONTROL } from "../authorisation/default-change-control.js";
import { findNotificationProblems } from "../notices/find-notification-problems.js";
import { addBankHolidays, BANK_HOLIDAYS_FILE, findBankHolidayProblems } from "./add-bank-holidays.js";
import {
  ACCESS_FILE,
  EVIDENCE_FILE,
  GATE_FILE,
  isJudgedBy,
  NOTIFICATIONS_FILE,
  PEOPLE_FILE,
  RUNBOOK_FILE,
  SERVICE_LEVELS_FILE,
} from "./beside-judgement.js";
import { checkSchema } from "./check-schema.js";
import { DEFAULT_REVIEW, DEFAULT_SETTINGS } from "./default-policy.js";
import { findAllowanceProblems } from "./find-allowance-problems.js";
import { findContradictions } from "./find-contradictions.js";
import { findProductProblems, type ProductKinds } from "./find-product-problems.js";
import { findStrayFiles } from "./find-stray-files.js";
import type { GovernedProblem } from "./governed-problem.js";
import { nameEntries } from "./name-entries.js";
import { parseYaml } from "./parse-yaml.js";
import { mappingFileOf, readTicketMappings } from "./read-ticket-mappings.js";
import { type SeenEngines, soundEngines, withSoundEntries } from "./sound-entries.js";

export interface Governed {
  readonly estate: Estate | undefined;
  readonly policy: Policy | undefined;
  /** How the tickets of each ticket system are read, by its id; one that is malformed is left out. */
  readonly ticketMappings: ReadonlyMap<string, TicketMapping>;
  /** Stricter questions to the gate; `undefined` where `policy/gate.yaml` is malformed. */
  readonly gate: GatePolicy | undefined;
  /** What people need at a failover; `undefined` where `policy/runbook.yaml` is malformed. */
  readonly runbook: Runbook | undefined;
  /** Who is told of what; `undefined` where no file says it, or it does not read. */
  readonly notifications: Notifications | undefined;
  /** What each month is held against; the same. */
  readonly serviceLevels: ServiceLevels | undefined;
  /** What may leave in an evidence pack; `undefined` where `policy/evidence.yaml` is wrong in anything: then nothing more may. */
  readonly evidence: EvidencePolicy | undefined;
  /** Who may do what over HTTP; `undefined` where no file says it, or anything is wrong in it: then nobody may do anything. */
  readonly access: AccessPolicy | undefined;
  /** The engines, in their places, as far as they can be looked at: also of an estate.yaml that is not in force. */
  readonly seen: SeenEngines;
  /** Every problem at once; with any, nothing of that file is in force. */
  readonly problems: readonly GovernedProblem[];
}

/**
 * Reads the governed files of an estate: all of them, and every problem in them at once. Of a list with a broken entry the
 * others are looked at all the same, so that nobody mends one problem to be told of the next. With `products`, engines of an
 * unknown make and rules for an unknown kind are problems too.
 */
export function parseGoverned(files: ReadonlyMap<string, string>, products?: ProductKinds): Governed {
  const problems: GovernedProblem[] = [];
  const broken = new Map<string, unknown>();
  const values = new Map<string, unknown>();
  const reading = { problems, broken, values };
  const estate = readPart(files, "estate.yaml", Estate, { ...reading, required: true });
  const settings = readPart(
    files,
    "policy/policy.yaml",
    Type.Partial(PolicySettings, { additionalProperties: false }),
    reading,
  );
  const expected = readPart(files, "policy/expected-differences.yaml", EXPECTED, reading);
  const waivers = readPart(files, "policy/waivers.yaml", WAIVERS, reading);
  const gaps = readPart(files, "policy/accepted-gaps.yaml", GAPS, reading);
  const interfaces = readPart(files, "policy/interfaces.yaml", INTERFACES, reading);
  const changeControl = readPart(files, "policy/change-control.yaml", CHANGE_CONTROL, reading);
  const review = readPart(files, REVIEW_FILE, REVIEW, reading);
  const readMapping = (file: string) => readPart(files, file, TicketMapping, reading);
  const ticketMappings = readTicketMappings(estate, files, readMapping, problems);
  const told = readPart(files, NOTIFICATIONS_FILE, NOTIFICATIONS, reading);
  const notifications = told && { ...NOBODY_IS_TOLD, ...told };
  const serviceLevels = readPart(files, SERVICE_LEVELS_FILE, ServiceLevels, reading);
  // It is read where people are recorded; here it is only looked at.
  readPart(files, PEOPLE_FILE, PeoplePolicy, reading);
  const given = readPart(files, ACCESS_FILE, ACCESS, reading);
  const bankHolidays = readPart(files, BANK_HOLIDAYS_FILE, BankHolidays, reading);
  problems.push(...findBankHolidayProblems(bankHolidays));
  const gate = files.has(GATE_FILE) ? readPart(files, GATE_FILE, GatePolicy, reading) : NO_PROFILES;
  const runbook = files.has(RUNBOOK_FILE) ? readPart(files, RUNBOOK_FILE, Runbook, reading) : {};
  const leaving = files.has(EVIDENCE_FILE) ? readPart(files, EVIDENCE_FILE, EvidencePolicy, reading) : NOTHING_MORE;
  const policy: Policy = {
    settings: { ...DEFAULT_SETTINGS, ...settings },
    expectedDifferences: expected?.expectedDifferences ?? [],
    waivers: waivers?.waivers ?? [],
    acceptedGaps: gaps?.acceptedGaps ?? [],
    interfaces: interfaces?.interfaces ?? [],
    review: { ...DEFAULT_REVIEW, ...review },
    changeControl: addBankHolidays({ ...DEFAULT_CHANGE_CONTROL, ...changeControl }, bankHolidays),
  };
  const rest = withSoundEntries(policy, broken);
  const seen = estate === undefined ? soundEngines(broken.get("estate.yaml")) : asWritten(estate);
  const { engines } = seen;
  problems.push(...findContradictions(estate, rest, seen));
  problems.push(...findNotificationProblems(notifications, engines));
  const accessProblems = given === undefined ? [] : findAccessProblems({ ...NOBODY_MAY, ...given }, engines);
  const access = given === undefined || accessProblems.length > 0 ? undefined : { ...NOBODY_MAY, ...given };
  problems.push(...accessProblems);
  const allowanceProblems = leaving === undefined ? [] : findAllowanceProblems(leaving, policy.settings.maxWaiverDays);
  const evidence = allowanceProblems.length > 0 ? undefined : leaving;
  problems.push(...allowanceProblems);
  if (products !== undefined) problems.push(...findProductProblems(engines, rest, products));
  const isPolicySound = !problems.some(({ file }) => file.startsWith("policy/") && isJudgedBy(file));
  // The files that are read are in force all the same.
  const mappingFiles = (estate?.ticketSystems ?? []).map(mappingFileOf);
  problems.push(...findStrayFiles(files.keys(), [...POLICY_FILES, ...mappingFiles]));
  const named = nameEntries(problems, values);
  const judging = isPolicySound ? policy : undefined;
  const beside = { gate, runbook, notifications, serviceLevels, evidence, access };
  return { estate, policy: judging, ticketMappings, ...beside, seen, problems: named };
}

function asWritten({ engines }: Estate): SeenEngines {
  const nothing: ReadonlySet<string> = new Set();
  return { engines, repairedIn: () => nothing };
}

const NOBODY_MAY: AccessPolicy = { people: [], groups: [] };
const NOBODY_IS_TOLD: Notifications = { channels: [], otherwise: [] };

const NOTHING_MORE: EvidencePolicy = { allowedTexts: [] };
const NO_PROFILES: GatePolicy = { profiles: {} };

const REVIEW_FILE = "policy/review.yaml";

const POLICY_FILES = [
  "policy/policy.yaml",
  "policy/interfaces.yaml",
  "policy/expected-differences.yaml",
  "policy/waivers.yaml",
  "policy/accepted-gaps.yaml",
  "policy/change-control.yaml",
  BANK_HOLIDAYS_FILE,
  REVIEW_FILE,
  GATE_FILE,
  RUNBOOK_FILE,
  ACCESS_FILE,
  NOTIFICATIONS_FILE,
  SERVICE_LEVELS_FILE,
  EVIDENCE_FILE,
  PEOPLE_FILE,
];

const CHANGE_CONTROL = Type.Partial(Type.Object(ChangeControl.properties), { additionalProperties: false });
const REVIEW = Type.Partial(Type.Object(ReviewPolicy.properties), { additionalProperties: false });
const ACCESS = Type.Partial(Type.Object(AccessPolicy.properties), { additionalProperties: false });
const NOTIFICATIONS = Type.Partial(Type.Object(Notifications.properties), { additionalProperties: false });
const EXPECTED = Type.Object({ expectedDifferences: Type.Array(ExpectedDifference) }, { additionalProperties: false });
const WAIVERS = Type.Object({ waivers: Type.Array(Waiver) }, { additionalProperties: false });
const GAPS = Type.Object({ acceptedGaps: Type.Array(AcceptedGap) }, { additionalProperties: false });
const INTERFACES = Type.Object({ interfaces: Type.Array(InterfaceRule) }, { additionalProperties: false });

interface Reading {
  readonly problems: GovernedProblem[];
  /** By file, what was read and does not fit. */
  readonly broken: Map<string, unknown>;
  /** By file, what was read. */
  readonly values: Map<string, unknown>;
  readonly required?: boolean;
}

function readPart<T extends TSchema>(
  files: ReadonlyMap<string, string>,
  file: string,
  schema: T,
  { problems, broken, values, required = false }: Reading,
): Static<T> | undefined {
  const text = files.get(file);
  if (text === undefined) {
    if (required)
      problems.push({
        file,
        path: "/",
        message: "is missing",
        remedy: `Create ${file}; 'lockstep init' writes one to start from.`,
      });
    return undefined;
  }
  const value = parseYaml(text, file, problems);
  if (value === undefined) return undefined;
  values.set(file, value);
  const found = checkSchema(value, schema).map((problem) => ({ file, ...problem }));
  problems.push(...found);
  if (found.length > 0) broken.set(file, value);
  return found.length === 0 ? (value as Static<T>) : undefined;
}
