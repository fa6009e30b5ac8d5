import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Estate } from "#schemas/estate";
import type { JobRequest } from "#schemas/job-request";
import type { AskedPack } from "#schemas/kept-pack";
import { LockstepError } from "#services/core/errors";
import type { Logger } from "#services/ports/logger";
import { onePackAtATime } from "#services/running/jobs/one-pack-at-a-time";
import { keepPacks, type PackedEstate } from "#services/running/service/keep-packs";

const SILENT: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

function pack(id: string, askedAt: string): AskedPack {
  const period = { firstDay: "2026-07-01", lastDay: "2026-09-30", framework: "iso-27001@2022", engines: ["tie"] };
  return { schema: "lockstep/asked-pack@1", id, ...period, by: null, schedule: null, askedAt };
}

function stage(waiting: readonly AskedPack[], id = "north") {
  const dues: string[] = [];
  const estate: Estate = {
    ...{ estate: id, engines: [] },
    schedules: [{ id: "quarterly", cron: "0 6 2 10 *", timeZone: "Europe/London", evidence: "quarterly" }],
  };
  const packs: NonNullable<PackedEstate["app"]["packs"]> = {
    askDue: async ({ id: schedule }, at) => {
      dues.push(`${schedule} ${at}`);
      return { asked: pack("d", at), made: undefined, failed: undefined };
    },
    waiting: async () => waiting,
    tidy: async () => 0,
  };
  return { dues, estate: { id, declared: () => estate, app: { packs } } satisfies PackedEstate };
}

async function keep(estates: readonly PackedEstate[], at: string) {
  const asked = new Map<string, JobRequest>();
  const queue = {
    add: async (request: JobRequest, { key }: { readonly key: string }) => {
      asked.set(key, request);
      return "added" as const;
    },
  };
  const now = (): Date => new Date(at);
  await keepPacks(estates, { queue, areSeveral: true, logger: SILENT, now });
  return asked;
}

test("each minute the oldest pack that waits is asked of the queue, which may have been emptied", async () => {
  const { estate, dues } = stage([pack("old", "2026-11-01T00:00:00.000Z"), pack("new", "2026-11-02T00:00:00.000Z")]);
  const [first, same, next] = await Promise.all(
    ["2026-11-23T09:00:01.000Z", "2026-11-23T09:00:59.000Z", "2026-11-23T09:01:00.000Z"].map((at) =>
      keep([estate], at),
    ),
  );
  assert.deepEqual(
    [...(first?.values() ?? [])],
    [{ job: "make-evidence", estate: "north", pack: "old", because: "it waits to be made" }],
  );
  assert.deepEqual([...(same?.keys() ?? [])], [...(first?.keys() ?? [])]);
  assert.notDeepEqual([...(next?.keys() ?? [])], [...(first?.keys() ?? [])]);
  assert.deepEqual(dues, []);
});

test("a pack that was due while nobody listened is asked for, and an estate that cannot be read keeps no other from it", async () => {
  const { estate, dues } = stage([]);
  const broken: PackedEstate = {
    ...{ id: "south", declared: estate.declared },
    app: { packs: { ...estate.app.packs, waiting: () => Promise.reject(new LockstepError("system-refused", "No.")) } },
  };
  assert.equal((await keep([broken, estate], "2026-10-03T09:00:00.000Z")).size, 0);
  assert.deepEqual(dues, ["quarterly 2026-10-02T05:00:00.000Z", "quarterly 2026-10-02T05:00:00.000Z"]);
});

test("one pack of an estate is made at a time, by whichever service, and the turn goes on after a failure", async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), "lockstep-turn-"));
  try {
    const [here, there] = [onePackAtATime({ dataFolder }), onePackAtATime({ dataFolder })];
    const done: string[] = [];
    const others = async (): Promise<void> => {
      done.push("first");
      await here(async () => void done.push("meanwhile here"));
      await there(async () => void done.push("meanwhile there"));
      throw new Error("it failed");
    };
    await assert.rejects(here(others), /it failed/);
    await there(async () => void done.push("after"));
    await here(async () => void done.push("and again"));
    assert.deepEqual(done, ["first", "after", "and again"]);
  } finally {
    await rm(dataFolder, { recursive: true });
  }
});
