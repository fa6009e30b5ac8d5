import type { TicketFact } from "#schemas/ticket-fact";
import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import { LockstepError } from "#services/core/errors";
import type { StoredTickets, TicketInstance, TicketStore } from "#services/ports/ticket-store";
import type { GitContext } from "#services/stores/git/git-context";
import { listTree } from "#services/stores/git/list-tree";
import { streamObjects } from "#services/stores/git/read-objects";
import { TICKETS_REF } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { resolveStoredCommit } from "#services/stores/git/resolve-stored-commit";
import { verifyCommits } from "#services/stores/git/verify-commits";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { appendFacts } from "./append-facts.js";
import { factPath, instanceFolder } from "./fact-paths.js";
import { parseFacts } from "./parse-facts.js";

/** Opens what is remembered of tickets in the estate repository; the ledger records every commit of it. */
export function openTicketStore(context: GitContext, ledger: GitLedger): TicketStore {
  const { gitDir } = context;
  return {
    async open(commit) {
      const found =
        commit === undefined ? await findTrusted(context) : await resolveStoredCommit(gitDir, ledger, commit);
      return storedAt(gitDir, found);
    },
    append: (facts, at) => appendFacts(context, ledger, facts, at),
  };
}

/** The newest commit, proved to be Lockstep's own: its signature covers all that lies under it. */
async function findTrusted(context: GitContext): Promise<string | undefined> {
  const commit = await findCommit(context.gitDir, TICKETS_REF);
  if (commit === undefined) return undefined;
  const [signature] = await verifyCommits(context, [commit]);
  if (signature?.trusted === true) return commit;
  throw new LockstepError("store-unsound", `the newest commit of tickets ${signature?.fault ?? "is not signed"}`);
}

function storedAt(gitDir: string, commit: string | undefined): StoredTickets {
  return {
    commit: commit ?? null,
    async facts(of, numbers) {
      return commit === undefined ? [] : await readFacts(gitDir, commit, of, numbers);
    },
  };
}

async function readFacts(
  gitDir: string,
  commit: string,
  { system, instance }: TicketInstance,
  numbers: readonly string[] | undefined,
): Promise<readonly TicketFact[]> {
  const wanted = numbers?.map((number) => factPath(instance, normaliseNumber(number)));
  if (wanted?.length === 0) return [];
  const items = await listTree(gitDir, commit, "files", wanted ?? [instanceFolder(instance)]);
  const ordered = [...items].sort((a, b) => (a.path < b.path ? -1 : 1));
  const facts: TicketFact[] = [];
  let index = 0;
  for await (const object of streamObjects(
    gitDir,
    ordered.map(({ id }) => id),
  )) {
    const path = ordered[index++]?.path ?? "";
    if (object === undefined) throw new LockstepError("store-unsound", `${path} on the branch tickets is missing`);
    facts.push(
      ...parseFacts(object.bytes, path).filter((fact) => fact.system === system && fact.instance === instance),
    );
  }
  return facts;
}
