import { readFile } from "node:fs/promises";
import type { GitContext } from "#services/stores/git/git-context";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";

/**
 * A process of its own that keeps what a ticket system says: `ticket-writer-process <context file> <name> <first> <count>`.
 * Prints `run <n>` once ticket n is kept; whoever kills the process knows by that what must not be lost.
 */
const [, , contextFile = "", name = "", first = "0", count = "1"] = process.argv;
const paths = JSON.parse(await readFile(contextFile, "utf8")) as Omit<GitContext, "now">;
const context: GitContext = { ...paths, now: () => new Date() };
const store = openTicketStore(context, openLedger(context));

console.log("ready");
for (let run = Number(first); run < Number(first) + Number(count); run++) {
  const number = `${name} ${run}`;
  const at = new Date().toISOString();
  const about = { schema: "lockstep/ticket-fact@1", system: "invented", instance: "desk" } as const;
  await store.append([{ ...about, number, observedAt: at, parts: { ticket: { number } }, unread: [] }], at);
  console.log(`run ${run}`);
}
