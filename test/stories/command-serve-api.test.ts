import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { TokenCreated } from "#schemas/token-report";
import { ACCOUNT, createLoopbackEstate } from "#test/fakes/estate-on-loopback";
import { runCommand } from "#test/fakes/run-commands";
import { startCommandLine } from "#test/fakes/start-command-line";
import { startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { SMALL_MODEL } from "#test/simulators/small-model";

const STANDBY_ID = "5a1c0000-0000-4000-8000-00000000000b";

test("with a token, a command elsewhere has the service check an engine and tells what it found", async () => {
  const primary = await startMirthSimulator({ model: SMALL_MODEL, account: ACCOUNT });
  const standby = await startMirthSimulator({ model: { ...SMALL_MODEL, serverId: STANDBY_ID }, account: ACCOUNT });
  await using estate = await createLoopbackEstate({ primary, standby });
  const environment = { ...process.env, LOOPBACK_PASSWORD: ACCOUNT.password };
  const started = startCommandLine(["--estate", estate.folder, "serve", "--port", "0"], environment);
  try {
    await started.said("listening on");
    const url = /listening on (\S+)/.exec(started.stderr())?.[1] ?? assert.fail(started.stderr());
    const here = { folder: estate.folder, environment };
    const make = ["token", "create", "--name", "nightly", "--role", "engineer", "--by", "Mo Banks", "--json"];
    const made = await runCommand(["--estate", estate.folder, ...make], here);
    assert.equal(made.code, 0, made.stderr);
    const tokenFile = join(estate.folder, "..", "token-of-nightly");
    await writeFile(tokenFile, (JSON.parse(made.stdout) as TokenCreated).token);
    const ask = (...args: readonly string[]) =>
      runCommand([...args, "--server", url, "--token-file", tokenFile], { folder: "/", environment: {} });

    const never = await ask("ready", "tie");
    assert.equal(never.code, 2, never.stderr);
    assert.match(never.stdout, /has never been checked/);
    const mistyped = await ask("ready", "tei");
    assert.equal(mistyped.code, 2, mistyped.stdout);
    assert.match(
      mistyped.stderr,
      /There is no engine 'tei' in the estate 'loopback', or you may not see it; there are: tie\./,
    );
    assert.match(mistyped.stderr, /selector-unknown: The names are those of estate\.yaml › engines/);
    const checked = await ask("check", "tie");
    assert.equal(checked.code, 2, checked.stderr);
    assert.match(checked.stdout, /baseline/, `${checked.stderr}${started.stderr()}`);
    const ready = await ask("ready", "tie");
    assert.match(ready.stdout, /baseline/);
    const runs = await ask("runs");
    assert.match(runs.stdout, /asked for\n {2}tie {2}UNKNOWN/);

    const [revoked] = await revokeAll(here);
    assert.equal(revoked?.code, 0, revoked?.stderr);
    const refused = await ask("ready", "tie");
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /The token is not known here: it was revoked/);
    assert.match(refused.stderr, /not-signed-in: `lockstep token list`/);

    started.child.kill("SIGTERM");
    const { code, stderr } = await started.ended;
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stderr, /request failed|lks_/);
  } finally {
    started.child.kill("SIGKILL");
    await Promise.all([primary.stop(), standby.stop()]);
  }
});

async function revokeAll(here: { readonly folder: string; readonly environment: NodeJS.ProcessEnv }) {
  const listed = await runCommand(["--estate", here.folder, "token", "list", "--json"], here);
  const { tokens } = JSON.parse(listed.stdout) as { readonly tokens: readonly { readonly id: string }[] };
  return await Promise.all(
    tokens.map(({ id }) => runCommand(["--estate", here.folder, "token", "revoke", id, "--by", "Mo Banks"], here)),
  );
}
