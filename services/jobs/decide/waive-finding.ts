import type { Finding } from "#schemas/finding";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Policy, Waiver } from "#schemas/policy";
import { AUTHORISATION_VERDICTS } from "#services/core/authorisation/authorisation-verdicts";
import { LockstepError } from "#services/core/errors";
import type { PersonSealer } from "#services/core/people/seal-people";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { isUnauthorised } from "#services/core/readiness/is-unauthorised";
import { addWaiver } from "#services/core/waiver/add-waiver";
import { planWaiver, type WaiverRequest } from "#services/core/waiver/plan-waiver";
import type { EstateRepository, GovernedFiles, Ledger } from "#services/ports/estate-repository";
import type { ReadyAnswer } from "../ready/answer-ready.js";
import { findNamedTicket, type TicketDeskContext } from "../tickets/find-named-ticket.js";

export interface WaivingContext extends TicketDeskContext {
  readonly engineId: string;
  readonly repository: Pick<EstateRepository, "changeGoverned" | "governed">;
  readonly ledger: Pick<Ledger, "append">;
  /** Gives people their pseudonyms; left out: the policy names them. */
  readonly sealPerson?: PersonSealer | undefined;
  readonly now: () => Date;
}

/** A waiver, and what says that it was given; nothing does where it was only to be looked at. */
export interface Waived {
  readonly waiver: Waiver;
  readonly finding: Finding;
  readonly given: { readonly commit: string; readonly record: LedgerRecord } | undefined;
  /** In sentences. */
  readonly warnings: readonly string[];
}

/**
 * Writes the waiver of one finding of the last run into the policy on `main`, with a ledger record: permission by the word
 * of a named person, for that content, until a day. What would not be in force is not written.
 *
 * @param isTrial only works the waiver out
 * @throws LockstepError `selector-unknown`, `usage`, `decision-refused`, `policy-invalid`, `ticket-unknown`
 */
export async function waiveFinding(
  { findingId, isTrial, ...request }: WaiverRequest & { readonly findingId: string; readonly isTrial: boolean },
  answer: ReadyAnswer,
  context: WaivingContext,
): Promise<Waived> {
  const { engineId, repository, ledger, sealPerson = asNamed } = context;
  const finding = findStanding(findingId, answer);
  const at = context.now().toISOString();
  const { ticket, ticketFound, warnings: doubts } = await findNamedTicket(request.ticket, at, context);
  const plan = (governed: GovernedFiles): Waiver =>
    planWaiver(finding, { ...request, ticket }, { engineId, at, policy: policyInForce(governed) });
  const governed = await repository.governed();
  const planned = plan(governed);
  const warnings = [...doubts, ...warnOfAuthority(finding, policyInForce(governed))];
  if (isTrial) return { waiver: planned, finding, given: undefined, warnings };
  // What may stand in Git is asked of the names; what does stand there are their pseudonyms.
  const people = {
    owner: await sealPerson(planned.owner, "owner"),
    approver: await sealPerson(planned.approver, "approver"),
  };
  let waiver = planned;
  const commit = await repository.changeGoverned({
    at,
    edit: (governed) => {
      waiver = { ...plan(governed), ...people };
      const text = addWaiver(governed.files.get(FILE), waiver);
      assertInForce(new Map([...governed.files, [FILE, text]]), waiver);
      return { path: FILE, text, message: messageOf(waiver, finding, engineId) };
    },
  });
  const body = { engineId, waiver, commit, runId: answer.ready.runId, ticketFound };
  const record = await ledger.append({ type: "waiver-granted", actor: waiver.approver, at, body });
  return { waiver, finding, given: { commit, record }, warnings };
}

function asNamed(name: string): Promise<string> {
  return Promise.resolve(name);
}

const FILE = "policy/waivers.yaml";

/** Faults of what the finding itself was derived from. */
const UNTRUSTED = ["ledger-broken", "ledger-rolled-back", "store-unsound"];

function findStanding(findingId: string, { ready, report }: ReadyAnswer): Finding {
  const fault = ready.reasons.find(({ code }) => UNTRUSTED.includes(code));
  if (fault !== undefined)
    throw new LockstepError(
      "decision-refused",
      `What was found cannot be trusted, so it is not waived. ${fault.message}`,
    );
  const finding = report?.findings.find(({ id }) => id === findingId);
  if (finding !== undefined) return finding;
  throw new LockstepError("selector-unknown", `The last check of '${ready.engineId}' has no such finding.`);
}

/** The difference is tolerated by it; who changed it, and that nobody permitted that, stays told. */
function warnOfAuthority(finding: Finding, { changeControl }: Policy): string[] {
  if (!isUnauthorised(finding, changeControl)) return [];
  const { verdict, ticket, actors } = finding.authorisation;
  const about = [...(ticket === null ? [] : [ticket]), ...(actors.length === 0 ? [] : [`by ${actors.join(", ")}`])];
  const facts = about.length === 0 ? "" : ` (${about.join(", ")})`;
  return [`The waiver covers an unauthorised change${facts}. ${AUTHORISATION_VERDICTS[verdict].sentence}`];
}

function policyInForce({ files }: GovernedFiles): Policy {
  const { policy, problems } = parseGoverned(files);
  if (policy !== undefined) return policy;
  const first = problems.find(({ file }) => file.startsWith("policy/"));
  const where = first === undefined ? "" : `: ${first.file} ${first.path} ${first.message}`;
  throw new LockstepError("policy-invalid", `The policy on main is not in force${where}, so no waiver would be.`);
}

/** Read back as a check will read it. */
function assertInForce(files: ReadonlyMap<string, string>, waiver: Waiver): void {
  const found = policyInForce({ commit: "", files }).waivers.at(-1);
  if (found !== undefined && isSame(found, waiver)) return;
  throw new LockstepError("bug", "The waiver does not read back as it was written; nothing was committed.");
}

function isSame({ artefact: a, ...one }: Waiver, { artefact: b, ...other }: Waiver): boolean {
  const sorted = (value: object): string => JSON.stringify(Object.entries(value).sort());
  return sorted(one) === sorted(other) && sorted(a) === sorted(b);
}

function messageOf(waiver: Waiver, finding: Finding, engineId: string): string {
  const { id, owner, approver, expires, ticket } = waiver;
  return [
    `${engineId}: ${id}, until ${expires}`,
    "",
    `Lockstep-Engine: ${engineId}`,
    `Lockstep-Waiver: ${id}`,
    `Lockstep-Finding: ${finding.id}`,
    `Owner: ${owner}`,
    `Approved-By: ${approver}`,
    `Expires: ${expires}`,
    ...(ticket === undefined ? [] : [`Ticket: ${ticket}`]),
    "",
  ].join("\n");
}
