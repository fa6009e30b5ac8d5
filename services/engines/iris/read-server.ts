import type { NodeFacts } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import type { ReadStep } from "#services/ports/connector";
import { ServerAnswer } from "./answers.js";
import { ask, itemStep, type Reading } from "./reading.js";

/** What an instance says of itself, as far as the rest of the read needs it. */
export interface Server {
  readonly id: string;
  readonly version: string;
  readonly namespaces: readonly string[];
}

/**
 * Reads first of all which instance this is: what another one says is not for this node's snapshot. Members of a mirror have
 * ids of their own.
 * @throws LockstepError `wrong-server`, `answer-unexpected`, `rights-narrowed`
 */
export async function* readServer(reading: Reading): AsyncGenerator<ReadStep, Server> {
  const { node, now } = reading.request;
  const before = now().getTime();
  const told = await ask(reading, { path: "", origin: "/api/atelier/", schema: ServerAnswer });
  const ours = (before + now().getTime()) / 2;
  if ("refused" in told) throw new LockstepError(told.refused.code, `${node.id}: ${told.refused.message}`);
  const { version, id, api, namespaces } = told.value.content;
  checkIdentity(reading, id);
  const clockSkewMs = skewOf(String(told.headers.date ?? ""), ours);
  const facts: NodeFacts = { serverId: id, ...(clockSkewMs === undefined ? {} : { clockSkewMs }) };
  yield { type: "facts", facts };
  yield itemStep(reading, "server", "server", { version, id, api, namespaces });
  return { id, version, namespaces };
}

function checkIdentity({ request }: Reading, id: string): void {
  const { node, expectedServerId } = request;
  if (!/^[\w.:-]{1,100}$/.test(id)) {
    throw new LockstepError("answer-unexpected", `${node.id} does not say which server it is.`);
  }
  const expected = expectedServerId ?? node.serverId;
  if (expected === undefined || expected.toLowerCase() === id.toLowerCase()) return;
  throw new LockstepError(
    "wrong-server",
    `${node.id} is recorded as server ${expected}, but ${id} answered: check its address, and that it is no virtual address of the mirror.`,
    { details: { node: node.id } },
  );
}

/** Engine clock minus ours; a Date header is cut to the second: on average half a second is lost. */
function skewOf(date: string, ours: number): number | undefined {
  const stamp = Date.parse(date);
  return Number.isNaN(stamp) ? undefined : Math.round(stamp + 500 - ours);
}
