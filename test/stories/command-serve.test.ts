import assert from "node:assert/strict";
import { test } from "node:test";
import { ACCOUNT, commitGoverned, createLoopbackEstate } from "#test/fakes/estate-on-loopback";
import { startCommandLine } from "#test/fakes/start-command-line";
import { startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { until } from "#test/fakes/until";
import { SMALL_MODEL } from "#test/simulators/small-model";

const SECRET = "an-invented-deploy-secret";
const STANDBY_ID = "5a1c0000-0000-4000-8000-00000000000b";

test("a deploy hook has the engine checked by the service, which ends in order when it is told to", async () => {
  const primary = await startMirthSimulator({ model: SMALL_MODEL, account: ACCOUNT });
  const standby = await startMirthSimulator({ model: { ...SMALL_MODEL, serverId: STANDBY_ID }, account: ACCOUNT });
  await using estate = await createLoopbackEstate({ primary, standby });
  try {
    const hook = { id: "deploy", sender: "engine", passwordEnv: "DEPLOY_SECRET", engines: ["tie"] };
    await commitGoverned(estate, "estate.yaml", (text) => `${text}webhooks: [${JSON.stringify(hook)}]\n`);
    const started = startCommandLine(["--estate", estate.folder, "serve", "--port", "0"], {
      ...process.env,
      LOOPBACK_PASSWORD: ACCOUNT.password,
      DEPLOY_SECRET: SECRET,
    });
    try {
      const url = await listeningAt(started);
      const tell = (token: string): Promise<Response> =>
        fetch(`${url}/webhooks/deploy`, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            "x-lockstep-token": token,
            "x-lockstep-delivery": "build-0417",
          },
          body: JSON.stringify({ engines: ["tie", "other"] }),
        });
      assert.equal((await tell("a guess of some length")).status, 401);
      // The gate is answered while the queue still opens; senders send again what it cannot take yet.
      let first = await tell(SECRET);
      const isTaken = async (): Promise<boolean> => {
        if (first.status === 503) first = await tell(SECRET);
        return first.status !== 503;
      };
      await until(isTaken, { what: "the queue takes it", everyMs: 200, by: started });
      assert.equal(first.status, 202);
      assert.equal((await tell(SECRET)).status, 200);
      await until(async () => (await runsOf(estate.app)) > 0, { everyMs: 100, by: started });
      started.child.kill("SIGTERM");
      const { code, stdout, stderr } = await started.ended;
      assert.equal(code, 0, stderr);
      // What a person is to open stands by itself, and the log beside it.
      assert.match(
        stdout,
        /^Open this address within ten minutes\.[^\n]*\nhttp:\/\/127\.0\.0\.1:\d+\/sign-in\?token=\S+\n$/,
      );
      assert.doesNotMatch(stderr, /sign-in\?token/);
      assert.equal(await runsOf(estate.app), 1, stderr);
      assert.ok(!stderr.includes(SECRET), stderr);
    } finally {
      started.child.kill("SIGKILL");
    }
  } finally {
    await Promise.all([primary.stop(), standby.stop()]);
  }
});

async function listeningAt(started: ReturnType<typeof startCommandLine>): Promise<string> {
  await started.said("listening on");
  if (started.child.exitCode !== null) assert.fail((await started.ended).stderr);
  const found = /listening on (\S+)/.exec(started.stderr());
  return found?.[1] ?? assert.fail("the service said no address");
}

async function runsOf({ ledger }: Awaited<ReturnType<typeof createLoopbackEstate>>["app"]): Promise<number> {
  let runs = 0;
  for await (const _ of ledger.records({ type: "run" })) runs += 1;
  return runs;
}
