import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { SecretSource } from "#schemas/service";
import { readSecret } from "#services/compose/notices/read-secret";
import { LockstepError } from "#services/core/errors";

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-secret-"));
});

after(() => rm(folder, { recursive: true, force: true }));

function read(source: SecretSource, environment: NodeJS.ProcessEnv = {}): Promise<string> {
  return readSecret(source, { what: "signIn.clientSecret", environment, folder, timeoutMs: 2000 });
}

async function refusal(work: Promise<unknown>): Promise<LockstepError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert(error instanceof LockstepError);
  assert.equal(error.code, "credential-missing");
  return error;
}

async function program(text: string): Promise<readonly [string]> {
  const file = join(folder, `vault-${Math.random()}`);
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o700);
  return [file];
}

test("reads a secret from a variable, from a file beside service.yaml, or from what a program prints first", async () => {
  await writeFile(join(folder, "client-secret"), "of-a-file\r\nnot this\n");
  assert.equal(await read({ env: "CLIENT_SECRET" }, { CLIENT_SECRET: "of-a-variable" }), "of-a-variable");
  assert.equal(await read({ file: "client-secret" }), "of-a-file");
  assert.equal(
    await read({ command: [...(await program('echo "of-$1"; echo more'))].concat("a-vault") }),
    "of-a-vault",
  );
});

test("gives a program's arguments to no shell", async () => {
  const command = [...(await program('echo "$1"')), "$(id); `id`"];
  assert.equal(await read({ command }), "$(id); `id`");
});

test("tells nobody what a program printed that failed", async () => {
  const { message, remedy, cause } = await refusal(
    read({ command: [...(await program("echo hunter2; echo hunter2 >&2; exit 3"))] }),
  );
  assert.doesNotMatch(`${message}${remedy}${String(cause)}`, /hunter2/);
  assert.match(remedy, /failed \(3\)/);
});

test("waits no longer for a program than it is given", async () => {
  assert.match(
    (await refusal(read({ command: [...(await program("sleep 30"))] }))).remedy,
    /did not end within 2000 ms/,
  );
});

const NOWHERE: readonly (readonly [what: string, source: SecretSource])[] = [
  ["a variable that is not set", { env: "NOT_SET" }],
  ["a file that is not there", { file: "nothing" }],
  ["a program that is not there", { command: ["/nonexistent/vault"] }],
  ["a program that PATH would choose", { command: ["vault"] }],
  ["nothing", {}],
];

for (const [what, source] of NOWHERE) {
  test(`has no secret in ${what}, and says so`, async () => {
    assert.match((await refusal(read(source))).message, /signIn.clientSecret/);
  });
}

test("takes an empty secret for none", async () => {
  await refusal(read({ env: "CLIENT_SECRET" }, { CLIENT_SECRET: "\nsecond line" }));
});
