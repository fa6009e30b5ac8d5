import assert from "node:assert/strict";
import { test } from "node:test";
import { joinedEstate } from "#test/fakes/joined-estate";

const KEPT = ["estate.yaml", "policy/allowed_signers", "policy/review.yaml", "policy/lab.pack.yaml"];

test("who is trusted and where passwords go stays as the store has it, and what the forge did to it is told", async () => {
  await using all = await joinedEstate();
  const { estate } = all.made;
  await all.push();
  const before = await estate.git("show", "main:estate.yaml", "main:policy/allowed_signers");
  const evil = Object.fromEntries(KEPT.map((path) => [path, "evil: true\n"]));
  const commit = await all.forge.commit("main", {
    ...evil,
    "policy/policy.yaml": "mode: observe\n",
    "README.md": "Read\n",
  });
  const result = await all.join();
  assert.equal(result.outcome, "joined");
  assert.deepEqual(result.keptCommits, [{ commit, paths: [...KEPT].sort() }]);
  assert.deepEqual(result.baselineCommits, []);
  assert.equal(await estate.git("show", "main:estate.yaml", "main:policy/allowed_signers"), before);
  const files = (await estate.git("ls-tree", "-r", "--name-only", "main", "policy/")).split("\n");
  assert.deepEqual(files, ["policy/allowed_signers", "policy/interfaces.yaml", "policy/policy.yaml"]);
  assert.equal(await estate.git("show", "main:policy/policy.yaml"), "mode: observe", "other policy is followed");
  await all.push();
  assert.equal(await all.forge.git("show", "main:estate.yaml", "main:policy/allowed_signers"), before);
  assert.deepEqual((await all.join()).keptCommits, [], "the forge has the store's own again");
});

test("whatever stands in the place of a trusted file, or where it is taken away, the store's stays", async () => {
  await using all = await joinedEstate();
  const { estate } = all.made;
  await all.edit("approvals: 2\n", "policy/review.yaml");
  await all.push();
  const before = await estate.git("rev-parse", "main^{tree}");
  await all.forge.commit("main", { "estate.yaml": null, "policy/allowed_signers": null, "policy/review.yaml": null });
  assert.equal((await all.join()).outcome, "joined");
  assert.equal(await estate.git("rev-parse", "main^{tree}"), before);
  await all.push();
  await all.forge.commit("main", { "estate.yaml": null, "policy/review.yaml": null });
  const inside = { "estate.yaml/x": "x\n", "policy/review.yaml/x": "x\n", "policy/evil.pack.yaml/x": "x\n" };
  const commit = await all.forge.commit("main", inside);
  const result = await all.join();
  assert.deepEqual(result.keptCommits.at(-1), {
    commit,
    paths: ["estate.yaml", "policy/evil.pack.yaml", "policy/review.yaml"],
  });
  assert.equal(await estate.git("rev-parse", "main^{tree}"), before);
});

test("what the estate repository changed itself goes on to the forge, and nobody is accused", async () => {
  await using all = await joinedEstate();
  const { estate } = all.made;
  await all.push();
  await all.edit("approvals: 2\n", "policy/review.yaml");
  await all.forge.commit("main", { "README.md": "Read\n" });
  const result = await all.join();
  assert.equal(result.outcome, "joined");
  assert.deepEqual(result.keptCommits, []);
  assert.equal(await estate.git("show", "main:policy/review.yaml"), "approvals: 2");
  await all.push();
  assert.equal(await all.forge.git("show", "main:policy/review.yaml"), "approvals: 2");
});

test("policy that does not read is not followed, and its mend is", async () => {
  await using all = await joinedEstate();
  await all.push();
  const before = await all.main();
  for (const [files, told] of [
    [{ "policy/policy.yaml": "mode: [\n" }, /policy\/policy\.yaml line \d is not YAML/],
    [{ "policy/policy.yaml": "mode: maybe\n" }, /policy\/policy\.yaml \/mode/],
    [{ "policy/policy.yaml": null, "policy/waivers.yaml": `# ${"x".repeat(4 * 1024 ** 2)}\n` }, /larger than 4 MiB/],
  ] as const) {
    await all.forge.commit("main", files);
    const result = await all.join();
    assert.equal(result.outcome, "conflict");
    assert.match(result.why ?? "", told);
    assert.equal(await all.main(), before);
  }
  const mended = await all.forge.commit("main", {
    "policy/waivers.yaml": null,
    "policy/policy.yaml": "mode: observe\n",
  });
  const result = await all.join();
  assert.equal(result.why, null);
  assert.equal(result.main, mended);
});

test("policy as a link, a file of its own or not UTF-8 is not followed, and its mend is", async () => {
  await using all = await joinedEstate();
  await all.push();
  const { git } = all.forge;
  const sound = await git("rev-parse", "main");
  const [before, blob] = [await all.main(), await git("rev-parse", "main:policy/interfaces.yaml")];
  const policy = await git("ls-tree", "main", "policy/");
  assert.notEqual(policy, "");
  for (const [name, index] of [
    ["policy/policy.yaml", `120000,${blob},policy/policy.yaml`],
    ["policy/evil", `160000,${sound},policy/evil`],
  ] as const) {
    await git("read-tree", "main");
    await git("update-index", "--add", "--cacheinfo", index);
    const commit = await git("commit-tree", await git("write-tree"), "-p", sound, "-m", "Evil");
    await git("update-ref", "refs/heads/main", commit);
    const result = await all.join();
    assert.equal(result.outcome, "conflict");
    assert.match(result.why ?? "", new RegExp(`${name}.* is a link or a submodule`));
    assert.equal(await all.main(), before);
    await git("update-ref", "refs/heads/main", sound);
    await git("update-ref", "-d", "refs/heads/none");
  }
  const blobs = await all.forge.commit("main", { policy: "x\n" });
  assert.match((await all.join()).why ?? "", /policy is no folder/);
  assert.equal(await all.main(), before);
  await git("update-ref", "refs/heads/main", sound);
  const mended = await all.forge.commit("main", { "README.md": "Read\n" });
  assert.equal((await all.join()).main, mended);
  assert.notEqual(mended, blobs);
});

test("a name made to look like a commit in Git's own answer hides nothing and stops nothing", async () => {
  await using all = await joinedEstate();
  await all.push();
  const hostile = `policy/\u0001${"ab".repeat(20)}.txt`;
  const commit = await all.forge.commit("main", { [hostile]: "x\n", "estate.yaml": "evil: true\n" });
  assert.deepEqual((await all.join()).keptCommits, [{ commit, paths: ["estate.yaml"] }]);
});
