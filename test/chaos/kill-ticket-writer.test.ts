import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { fsckInPeace } from "#test/fakes/fsck-in-peace";
import { startWriter } from "#test/fakes/start-writer";
import { createTemporaryEstate, describeEstate } from "#test/fakes/temporary-estate";

const KILLS = Math.ceil(Number(process.env["LOCKSTEP_CHAOS_KILLS"] ?? "50") / 5);
const LONGEST_LIFE_MS = 700;

test(`loses no fact of a ticket when two writers at once are killed ${KILLS} times, and every commit has its record`, async () => {
  await using estate = await createTemporaryEstate(() => new Date());
  const contextFile = await describeEstate(estate);
  const promised: string[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const writers = ["a", "b"].map((side) =>
      startWriter(contextFile, `${side}${kill}`, 0, 1000, 0, "ticket-writer-process"),
    );
    await Promise.all(writers.map(({ ready }) => ready));
    await sleep(Math.random() * LONGEST_LIFE_MS);
    for (const { child } of writers)
      process.kill(kill % 2 === 0 ? -(child.pid ?? assert.fail()) : (child.pid ?? 0), "SIGKILL");
    await Promise.all(writers.map(({ ended }) => ended));
    promised.push(...writers.flatMap(({ recorded }) => recorded));
    assert.equal(await fsckInPeace(estate.context.gitDir), "", `after kill ${kill}`);
  }
  const stored = await openTicketStore(estate.context, estate.ledger).open();
  const facts = await stored.facts({ system: "invented", instance: "desk" });
  const kept = new Set(facts.map(({ number }) => normaliseNumber(number)));
  assert.ok(promised.length > 0);
  assert.deepEqual(
    promised.filter((number) => !kept.has(normaliseNumber(number))),
    [],
  );
  const recorded = new Set<unknown>();
  for await (const { body } of estate.ledger.records({ type: "ticket-snapshot" })) recorded.add(body["commit"]);
  const commits = (await estate.git("rev-list", "tickets")).split("\n").filter((commit) => commit !== "");
  assert.deepEqual(
    commits.filter((commit) => !recorded.has(commit)),
    [],
  );
  assert.equal((await estate.ledger.verify()).sound, true);
});
