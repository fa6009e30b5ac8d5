import assert from "node:assert/strict";
import { test } from "node:test";
import type { EstateRemote } from "#services/ports/estate-remote";
import { commitTree } from "#services/stores/git/commit-tree";
import { openEstateRemote } from "#services/stores/remote/open-estate-remote";
import { createForgeRepository, type ForgeRepository } from "#test/fakes/forge-repository";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const AT = "2026-11-23T04:00:00.000Z";

interface Both extends AsyncDisposable {
  readonly estate: TemporaryEstate;
  readonly forge: ForgeRepository;
  readonly remote: EstateRemote;
  readonly url: { readonly url: string };
  /** A signed commit on main, which differs by its text. */
  own(text: string): Promise<string>;
}

async function both(): Promise<Both> {
  const estate = await createTemporaryEstate();
  const forge = await createForgeRepository(estate);
  return {
    estate,
    forge,
    remote: openEstateRemote(estate.context, estate.ledger, { access: {} }),
    url: { url: forge.gitDir },
    async own(text) {
      const tree = await estate.git("rev-parse", "main^{tree}");
      const parents = [await estate.git("rev-parse", "main")];
      return await commitTree(estate.context, { tree, parents, message: `${text}\n`, at: AT });
    },
    [Symbol.asyncDispose]: () => estate.remove(),
  };
}

test("pushes new branches, moves and deletes them from where they stand, and fetches what is there", async () => {
  await using all = await both();
  const { estate, remote, url } = all;
  assert.deepEqual(await remote.fetch(url), { main: null, branches: new Map() });
  const main = await estate.git("rev-parse", "main");
  const [one, two] = [await all.own("one"), await all.own("two")];
  const branch = "drift/tie/adt-1";
  const pushed = await remote.push(url, [
    { branch: "main", from: null, to: main },
    { branch, from: null, to: one },
  ]);
  assert.deepEqual(pushed, [
    { branch: "main", outcome: "done" },
    { branch, outcome: "done" },
  ]);
  assert.deepEqual(await remote.fetch(url), { main, branches: new Map([[branch, one]]) });
  const moved = await remote.push(url, [{ branch, from: one, to: two }]);
  assert.deepEqual(moved, [{ branch, outcome: "done" }], "no descendant of the first");
  assert.equal(await all.forge.git("rev-parse", branch), two);
  assert.deepEqual(await remote.push(url, [{ branch, from: one, to: two }]), [{ branch, outcome: "done" }], "again");
  assert.deepEqual(await remote.push(url, [{ branch, from: two, to: null }]), [{ branch, outcome: "done" }]);
  assert.deepEqual(await remote.push(url, [{ branch, from: two, to: null }]), [{ branch, outcome: "moved" }], "again");
  assert.deepEqual(await remote.fetch(url), { main, branches: new Map() }, "what is gone there is forgotten");
  assert.equal(await estate.git("for-each-ref", "refs/forge/drift"), "");
});

test("a branch that somebody moved, made or took away meanwhile is told as moved, and stays as it is", async () => {
  await using all = await both();
  const { estate, forge, remote, url } = all;
  const main = await estate.git("rev-parse", "main");
  const [one, two] = [await all.own("one"), await all.own("two")];
  const [a, b] = ["drift/tie/a", "drift/tie/b"];
  await remote.push(url, [
    { branch: "main", from: null, to: main },
    { branch: a, from: null, to: one },
  ]);
  const theirs = await forge.commit(a, { "note.txt": "by hand\n" });
  const onMain = await forge.commit("main", { "note.txt": "by hand\n" });
  const outcomes = await remote.push(url, [
    { branch: a, from: one, to: two },
    { branch: a.replace("a", "c"), from: null, to: one },
    { branch: "main", from: main, to: two },
    { branch: b, from: one, to: two },
  ]);
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ["moved", "done", "moved", "moved"],
  );
  assert.equal(await forge.git("rev-parse", a), theirs);
  assert.equal(await forge.git("rev-parse", "main"), onMain);
  assert.deepEqual((await remote.push(url, [{ branch: a, from: null, to: two }]))[0]?.outcome, "moved", "it exists");
});

test("a person's commit on a branch is never written over, even where it is known to stand there", async () => {
  await using all = await both();
  const { forge, remote, url } = all;
  const one = await all.own("one");
  const branch = "drift/tie/a";
  await remote.push(url, [{ branch, from: null, to: one }]);
  const theirs = await forge.commit(branch, { "note.txt": "by hand\n" });
  const unseen = await remote.push(url, [{ branch, from: theirs, to: one }]);
  assert.deepEqual([unseen[0]?.outcome, await forge.git("rev-parse", branch)], ["refused", theirs]);
  await remote.fetch(url);
  for (const to of [one, null]) {
    const [outcome] = await remote.push(url, [{ branch, from: theirs, to }]);
    assert.deepEqual(outcome, {
      branch,
      outcome: "refused",
      message: "a commit stands there that Lockstep did not sign",
    });
  }
  assert.equal(await forge.git("rev-parse", branch), theirs);
});

test("a protected main that refuses keeps no proposal from its place, and its words are shown escaped and cut", async () => {
  await using all = await both();
  const { estate, forge, remote, url } = all;
  const main = await estate.git("rev-parse", "main");
  await remote.push(url, [{ branch: "main", from: null, to: main }]);
  const script = [
    'while read old new ref; do if [ "$ref" = refs/heads/main ]; then',
    'printf "protected \\342\\200\\256 <b> \\033[31mred %s\\n" "$(head -c 3000 /dev/zero | tr "\\000" x)" >&2; exit 1;',
    "fi; done",
  ];
  await forge.hook("pre-receive", script.join("\n"));
  const next = await estate.store.changeGoverned({
    at: AT,
    edit: () => ({ path: "policy/mode.yaml", text: "mode: observe\n", message: "Mode\n" }),
  });
  const outcomes = await remote.push(url, [
    { branch: "main", from: main, to: next },
    { branch: "drift/tie/a", from: null, to: next },
  ]);
  assert.deepEqual(outcomes[1], { branch: "drift/tie/a", outcome: "done" });
  assert.equal(outcomes[0]?.outcome, "refused");
  const message = outcomes[0]?.message ?? "";
  assert.match(message, /^\(pre-receive hook declined\); protected ⟨U\+202E⟩ <b> ⟨U\+001B⟩\[31mred xxx/);
  assert.ok(message.length <= 310, String(message.length));
  assert.equal(await forge.git("rev-parse", "main"), main);
});

test("branches with names that no proposal has are left on the forge, whatever they are called", async () => {
  await using all = await both();
  const { estate, forge, remote, url } = all;
  const main = await estate.git("rev-parse", "main");
  await remote.push(url, [{ branch: "main", from: null, to: main }]);
  for (const name of [
    "drift/$(touch${IFS}x)/`id`",
    "drift/tie/a/b",
    "drift/one",
    "drift/tie/ümlaut",
    "drift/tie/--exec=x",
    "people/mine",
  ]) {
    await forge.git("update-ref", `refs/heads/${name}`, main);
  }
  await forge.git("update-ref", "refs/heads/drift/rie/ok", main);
  assert.deepEqual((await remote.fetch(url)).branches, new Map([["drift/rie/ok", main]]));
  assert.equal(
    await estate.git("for-each-ref", "--format=%(refname)", "refs/forge"),
    "refs/forge/drift/rie/ok\nrefs/forge/main",
  );
});

test("another branch than main may hold the estate on the forge", async () => {
  await using all = await both();
  const { estate, url } = all;
  const remote = openEstateRemote(estate.context, estate.ledger, { access: { branch: "estate/live" } });
  const main = await estate.git("rev-parse", "main");
  await remote.push(url, [{ branch: "estate/live", from: null, to: main }]);
  assert.equal((await remote.fetch(url)).main, main);
  assert.equal((await remote.join(AT)).outcome, "same");
});

test("objects that are unsound are not taken in", async () => {
  await using all = await both();
  const { estate, forge, remote, url } = all;
  const { startTreeImport } = await import("#services/stores/git/tree-import");
  const tree = startTreeImport(forge.gitDir, undefined);
  await tree.file(".GIT/config", Buffer.from("[core]\n"));
  const { commit } = await tree.finish();
  await forge.git("update-ref", "refs/heads/main", commit);
  await assert.rejects(remote.fetch(url), { code: "answer-unexpected" });
  assert.equal(await estate.git("for-each-ref", "refs/forge"), "");
});

test("addresses that git would read as an option, another protocol or a password are refused before git sees them", async () => {
  await using all = await both();
  for (const url of [
    "--upload-pack=touch x",
    "ext::sh -c id",
    "file:///etc",
    "git://forge.example/x",
    "https://user:canary@forge.example/x",
    "https://user@forge.example/x",
    "ssh://-oProxyCommand=id/x",
    "relative/path",
    "https://forge.example/x\nfoo",
  ]) {
    const fetching = all.remote.fetch({ url });
    await assert.rejects(fetching, (error: Error & { code: string }) => {
      assert.equal(error.code, "estate-invalid", url);
      assert.doesNotMatch(error.message, /canary/);
      return true;
    });
  }
});

test("a way to the forge that git does not go is refused in words", async () => {
  await using all = await both();
  const { estate } = all;
  const fingerprint = Array.from({ length: 32 }, () => "AB").join(":");
  const unsupported = [
    { tls: { fingerprint } },
    { tls: { serverName: "forge" } },
    { via: { ssh: { host: "jump.example" } } },
  ];
  for (const access of unsupported) {
    const remote = openEstateRemote(estate.context, estate.ledger, { access });
    await assert.rejects(remote.fetch({ url: "https://forge.example/x" }), {
      code: "estate-invalid",
    });
  }
  const strange = openEstateRemote(estate.context, estate.ledger, { access: { identityFile: "/k; touch x" } });
  await assert.rejects(strange.fetch({ url: "ssh://forge.example/x" }), { code: "estate-invalid" });
});

test("a forge that is not there is unavailable, and nothing is lost", async () => {
  await using all = await both();
  const remote = { url: `${all.forge.gitDir}-gone` };
  await assert.rejects(all.remote.fetch(remote), { code: "forge-unavailable" });
  const pushing = all.remote.push(remote, [{ branch: "drift/tie/a", from: null, to: await all.own("one") }]);
  await assert.rejects(pushing, { code: "forge-unavailable" });
});

test("the branch of the estate is never deleted, and no name of a branch becomes an option", async () => {
  await using all = await both();
  const main = await all.estate.git("rev-parse", "main");
  await assert.rejects(all.remote.push(all.url, [{ branch: "main", from: main, to: null }]), { code: "bug" });
  for (const branch of ["--mirror", "a..b", "+main", "a b", "drift//x", "x.lock"]) {
    await assert.rejects(all.remote.push(all.url, [{ branch, from: null, to: main }]), { code: "bug" }, branch);
  }
});
