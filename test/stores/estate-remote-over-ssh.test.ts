import assert from "node:assert/strict";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { openEstateRemote } from "#services/stores/remote/open-estate-remote";
import { createForgeRepository } from "#test/fakes/forge-repository";
import { createTemporaryEstate } from "#test/fakes/temporary-estate";

test("over ssh git asks with the deploy key alone, of a host whose key is known, and without a question", async () => {
  await using estate = await createTemporaryEstate();
  const forge = await createForgeRepository(estate);
  // A program in the place of ssh: it notes what it was told, and runs what it was to run over there on this machine.
  const folder = join(estate.folder, "programs");
  await mkdir(folder);
  const told = join(estate.folder, "told");
  const last = 'for command in "$@"; do :; done';
  await writeFile(join(folder, "ssh"), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${told}'\n${last}\nexec sh -c "$command"\n`);
  await chmod(join(folder, "ssh"), 0o755);
  const path = process.env["PATH"];
  process.env["PATH"] = `${folder}${delimiter}${path ?? ""}`;
  try {
    const access = { identityFile: "/etc/lockstep/deploy_key", knownHostsFile: "/etc/lockstep/known_hosts" };
    const remote = openEstateRemote(estate.context, estate.ledger, { access });
    const url = `ssh://forge.example:2222${forge.gitDir}`;
    const main = await estate.git("rev-parse", "main");
    const outcomes = await remote.push({ url }, [{ branch: "main", from: null, to: main }]);
    assert.deepEqual(outcomes, [{ branch: "main", outcome: "done" }]);
    assert.equal((await remote.fetch({ url })).main, main);
    const words = (await readFile(told, "utf8")).split("\n");
    for (const word of [
      ...["BatchMode=yes", "StrictHostKeyChecking=yes", "UserKnownHostsFile=/etc/lockstep/known_hosts"],
      ...["GlobalKnownHostsFile=/etc/lockstep/known_hosts", "IdentitiesOnly=yes", "/etc/lockstep/deploy_key", "git"],
      ...["2222", "forge.example"],
    ]) {
      assert.ok(words.includes(word), word);
    }
  } finally {
    process.env["PATH"] = path;
  }
});

test("a file whose name ssh or a shell would read otherwise is refused before either sees it", async () => {
  await using estate = await createTemporaryEstate();
  const names = ["/k'; touch x; '", "/k y", "-oProxyCommand=id", "/%h", "~/key", "/k\nx", '/"k"', "/$HOME"];
  for (const name of names) {
    for (const access of [{ identityFile: name }, { knownHostsFile: name }, { username: name }]) {
      const remote = openEstateRemote(estate.context, estate.ledger, { access });
      await assert.rejects(remote.fetch({ url: "ssh://forge.example/x" }), { code: "estate-invalid" }, name);
    }
  }
});
