import type { JobRequest } from "#schemas/job-request";
import { LockstepError } from "#services/core/errors";
import type { Governed } from "#services/core/policy/parse-governed";
import { readRecordedTickets } from "../look/read-recorded-looks.js";
import { findLastLook } from "./find-last-look.js";
import { onlyNews } from "./only-news.js";
import type { TicketBookContext } from "./open-ticket-book.js";
import { openTicketDesk } from "./ticket-desk.js";

type Asked = Pick<Extract<JobRequest, { job: "read-tickets" }>, "ticketSystem" | "numbers">;

/**
 * Reads tickets of one ticket system between two runs, and keeps what they say now: a run judges by what a ticket said when a change
 * was made. Without numbers, what was edited since the last run. Gives how many tickets were answered.
 *
 * @throws LockstepError `selector-unknown`, `ticket-source-unavailable`, `store-unsound`, `aborted`
 */
export async function readTickets(
  { ticketSystem, numbers }: Asked,
  { estate, ticketMappings }: Pick<Governed, "estate" | "ticketMappings">,
  context: Omit<TicketBookContext, "folder">,
): Promise<number> {
  const { repository, ledger, ticketStore, now } = context;
  const declared = estate?.ticketSystems?.find(({ id }) => id === ticketSystem);
  if (declared === undefined)
    throw new LockstepError("selector-unknown", `There is no ticket system '${ticketSystem}'.`);
  const fault = await repository.findBranchFault("tickets", await readRecordedTickets(ledger));
  if (fault !== undefined) throw new LockstepError("store-unsound", `${fault}.`);
  const desk = openTicketDesk(declared, ticketMappings.get(declared.id), {
    ...context,
    systemOf: context.ticketSystemOf,
    passwordOf: context.ticketPasswordOf,
  });
  const at = now().toISOString();
  const answered =
    numbers.length > 0 ? await desk.find(numbers) : await desk.list(await findLastLook(ledger, desk, at));
  const { message } = desk.state();
  if (message !== null) throw new LockstepError("ticket-source-unavailable", message);
  const place = { system: declared.system, instance: declared.id };
  const news = numbers.length > 0 ? answered : await onlyNews(answered, [place], ticketStore);
  if (news.length > 0) await ticketStore.append(news, at);
  return answered.length;
}
