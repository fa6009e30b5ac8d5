import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, copyFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createSigningKey } from "#services/stores/git/create-signing-key";
import { diagnoseSigner } from "#services/stores/git/diagnose-signer";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

async function failedOf({ context }: TemporaryEstate): Promise<readonly (readonly [string, string])[]> {
  const found = await diagnoseSigner(context);
  for (const { state, remedy } of found) assert.ok(state === "ok" || remedy !== undefined, "has no remedy");
  return found.filter(({ state }) => state === "failed").map(({ check, message }) => [check, message]);
}

test("a key that signs and that is allowed is in order", async () => {
  await using estate = await createTemporaryEstate();
  assert.deepEqual(await failedOf(estate), []);
});

test("a key that is allowed still counts where its public part was lost", async () => {
  await using estate = await createTemporaryEstate();
  await rm(`${estate.context.signingKeyFile}.pub`);
  assert.deepEqual(await failedOf(estate), []);
});

const FAULTS: Readonly<Record<string, { readonly says: RegExp; readonly spoil: (file: string) => Promise<unknown> }>> =
  {
    "is missing": { says: /is not there/, spoil: (file) => rm(file) },
    "is no key": { says: /not an SSH private key/, spoil: (file) => writeFile(file, "what somebody pasted\n") },
    "was cut short": {
      says: /not an SSH private key/,
      spoil: (file) => writeFile(file, "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n"),
    },
    "has a passphrase": {
      says: /has a passphrase/,
      spoil: async (file) => execFileSync("ssh-keygen", ["-q", "-p", "-P", "", "-N", "a phrase", "-f", file]),
    },
    "has another key's public part beside it": {
      says: /another key's/,
      spoil: async (file) => {
        await createSigningKey(`${file}-other`);
        await copyFile(`${file}-other.pub`, `${file}.pub`);
      },
    },
    "can be read by others": { says: /others can read it/, spoil: (file) => chmod(file, 0o644) },
  };

for (const [fault, { says, spoil }] of Object.entries(FAULTS)) {
  test(`a signing key that ${fault} is a failed check with a remedy`, async () => {
    await using estate = await createTemporaryEstate();
    await spoil(estate.context.signingKeyFile);
    const [failed] = await failedOf(estate);
    assert.equal(failed?.[0], "signature");
    assert.match(failed[1], says);
  });
}

test("a key that signs but that nobody allowed is a failed check", async () => {
  await using estate = await createTemporaryEstate();
  const other = join(estate.folder, "other_key");
  await createSigningKey(other);
  const context = { ...estate.context, signingKeyFile: other };
  assert.deepEqual(
    (await failedOf({ ...estate, context })).map(([check]) => check),
    ["allowed signers"],
  );
});
