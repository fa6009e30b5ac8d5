import type { ChangeProposal } from "#schemas/change-proposal";
import type { TicketSystem as Declared } from "#schemas/estate";
import type { ReviewDecision } from "#schemas/review-decision";
import type { NotedTicket } from "#schemas/review-report";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { LockstepError } from "#services/core/errors";
import { type PlannedNote, planTicketNotes } from "#services/core/review/plan-ticket-notes";
import type { Ledger } from "#services/ports/estate-repository";
import type { Logger } from "#services/ports/logger";
import type { ProposalStore } from "#services/ports/proposal-store";
import type { NoteOutcome, TicketNote } from "#services/ports/ticket-notes";
import type { TicketSystem } from "#services/ports/ticket-system";
import { readDecisions } from "./read-decisions.js";

/** What a note tells. */
export interface DecisionTold {
  readonly decision: ReviewDecision;
  readonly decidedAt: string;
  /** `undefined` where it is not known any more what was decided on, beyond its digest. */
  readonly proposal: ChangeProposal | undefined;
}

export interface NotesContext {
  readonly ledger: Ledger;
  readonly proposals: Pick<ProposalStore, "find">;
  /** Those of the estate that take notes. */
  readonly systems: readonly Declared[];
  readonly mappings: ReadonlyMap<string, TicketMapping>;
  readonly systemOf: (declared: Declared) => TicketSystem;
  readonly passwordOf: (declared: Declared) => string | undefined;
  readonly text: (told: DecisionTold, mark: string) => string;
  readonly now: () => Date;
  readonly logger?: Logger;
  readonly signal?: AbortSignal;
}

/**
 * Writes each decision of the last week to its ticket as a note, once. The note is looked for before it is written and put on record
 * after, so that whoever was broken off in between writes no second one; only two runs at the same instant could. A note that
 * cannot be written is told, and tried again by the next pass.
 *
 * @throws LockstepError `aborted`, `ledger-broken`, `store-conflict`
 */
export async function noteDecisions(
  context: NotesContext,
  adopted: readonly ChangeProposal[],
): Promise<readonly NotedTicket[]> {
  const { ledger, systems, mappings, now } = context;
  if (systems.length === 0) return [];
  const planned = planTicketNotes({
    decisions: await readDecisions(ledger),
    noted: await readNoted(ledger),
    takers: systems.map(({ id }) => ({ id, mapping: mappings.get(id) })),
    at: now().toISOString(),
  });
  const told: NotedTicket[] = [];
  for (const note of planned) told.push(await tellOne(note, context, adopted));
  return told;
}

async function readNoted(ledger: Ledger): Promise<ReadonlySet<string>> {
  const noted = new Set<string>();
  for await (const { body } of ledger.records({ type: "ticket-noted" })) noted.add(String(body["decision"]));
  return noted;
}

async function tellOne(
  planned: PlannedNote,
  context: NotesContext,
  adopted: readonly ChangeProposal[],
): Promise<NotedTicket> {
  const { decision, ticket, systems } = planned;
  const { engineId, key } = decision;
  const about = { engineId, key, ticket };
  const [first = ""] = systems;
  let failure: { readonly system: string; readonly message: string } | undefined;
  const note = await noteOf(planned, context, adopted);
  for (const declared of context.systems.filter(({ id }) => systems.includes(id))) {
    const { id: system } = declared;
    const outcome = await attempt(declared, note, context);
    if (outcome === "written" || outcome === "there") {
      const at = context.now().toISOString();
      const body = { decision: planned.digest, ticket, system };
      await context.ledger.append({ type: "ticket-noted", actor: "lockstep", at, body });
      return { ...about, system, state: "written", message: null };
    }
    if (outcome !== "no-ticket") failure ??= { system, message: outcome.message };
  }
  const { system, message } = failure ?? { system: first, message: `'${first}' holds no ticket ${ticket}.` };
  return { ...about, system, state: "failed", message };
}

async function noteOf(
  { decision, decidedAt, ticket, digest }: PlannedNote,
  { proposals, text }: NotesContext,
  adopted: readonly ChangeProposal[],
): Promise<TicketNote> {
  const stored = decision.commit === null ? undefined : await proposals.find(decision.commit);
  const { engineId, key } = decision;
  const proposal =
    stored?.proposal ??
    adopted.find((one) => one.engineId === engineId && one.key === key && one.digest === decision.digest);
  const mark = `lockstep-note-${digest.slice(0, 16)}`;
  return { number: ticket, mark, text: text({ decision, decidedAt, proposal }, mark) };
}

/** No ticket system stops a run, whatever it does. @throws LockstepError `aborted` */
async function attempt(
  declared: Declared,
  note: TicketNote,
  { systemOf, passwordOf, mappings, now, logger, signal }: NotesContext,
): Promise<NoteOutcome | { readonly message: string }> {
  const { id } = declared;
  try {
    const make = systemOf(declared);
    const mapping = mappings.get(id);
    if (make.ensureNote === undefined) return { message: `'${declared.system}' takes no notes: leave writeNotes out.` };
    if (mapping === undefined) return { message: `The ticket system '${id}' has no mapping that is in force.` };
    const password = passwordOf(declared);
    const request = { declared, mapping, now, ...(password && { password }), ...(signal && { signal }) };
    return await make.ensureNote(request, note);
  } catch (error) {
    if (signal?.aborted || (error instanceof LockstepError && error.code === "aborted")) throw error;
    if (error instanceof LockstepError) return { message: error.message };
    logger?.error("ticket note failed", { instance: id, error });
    return { message: `'${id}' answered what Lockstep cannot handle: this is a fault of Lockstep.` };
  }
}
