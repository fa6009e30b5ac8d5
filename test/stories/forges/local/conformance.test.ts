import assert from "node:assert/strict";
import { addComment, closeReview, giveOpinion, mergeReview, reopenReview } from "#services/forges/local/decide";
import { createLocalForge } from "#services/forges/local/forge";
import { commitTree } from "#services/stores/git/commit-tree";
import { openReviewStore } from "#services/stores/reviews/open-review-store";
import { testForgeConformance } from "#test/conformance/forge-conformance";
import type { ForgePeople, StagedForge } from "#test/conformance/forge-harness";
import { FORGE_SITUATIONS } from "#test/conformance/forge-situations";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const NO_WIRE = "it speaks with no host: reviews stand in the estate repository of this machine";
const NO_HOST = "there is no host that knows, shows or guards it";

testForgeConformance({
  name: "local",
  base: "main",
  accounts: { approver: "Pat Jones", objector: "Robin Board", merger: "Sam Keeper", missing: "Nobody Here" },
  team: "trust/cab",
  missingTeam: "trust/none",
  pageOf: { reviews: 3, members: 0 },
  faultyDeclarations: [
    { system: "local", repository: "trust/estate" },
    { system: "local", url: "https://git.hospital.test" },
    { system: "local", branch: "trunk" },
  ],
  notApplicable: {
    ...Object.fromEntries(FORGE_SITUATIONS.filter((name) => name !== "healthy").map((name) => [name, NO_WIRE])),
    wire: NO_WIRE,
    forks: "a store has no forks: only its own branches are reviewed",
    asking: "there is no host that could tell anybody; it says so of each",
    teams: "there is no host that knows teams; naming one is refused",
    statuses: NO_HOST,
    checks: NO_HOST,
    dashboard: NO_HOST,
    protection: NO_HOST,
    web: "people read it with `lockstep review`, not in a browser",
  },
  codes: { "missing-team": "policy-invalid" },
  async stage() {
    const estate = await createTemporaryEstate(() => new Date());
    const forge = createLocalForge(openReviewStore(estate.context));
    const now = (): Date => new Date();
    const request: StagedForge["request"] = { declared: { system: "local" }, secret: "no-secret-is-needed-here", now };
    return {
      forge,
      request,
      people: peopleOf(estate),
      push: (branch) => pushTo(estate, branch, "main", "lockstep@lockstep.example"),
      async fill(count) {
        const session = await forge.open(request);
        for (let at = 0; at < count; at += 1) {
          const draft = { base: "main", title: "t", body: "b", labels: [] };
          await session.openReview({ branch: `drift/fill/${at}`, ...draft });
        }
      },
      turn: () => assert.fail("it is always well"),
      requests: () => [],
      stop: () => estate.remove(),
    };
  },
});

function peopleOf(estate: TemporaryEstate): ForgePeople {
  const store = openReviewStore(estate.context);
  const acts = (number: number, by: string) => ({ number, by, at: new Date().toISOString() });
  const looked = async (number: number, by: string) => {
    const commit = (await store.find(number))?.head;
    return { ...acts(number, by), commit: commit ?? assert.fail("it has no commit") };
  };
  return {
    async approve(number, account, text = "") {
      await giveOpinion(store, { ...(await looked(number, account)), says: "approved", text });
    },
    async requestChanges(number, account, text = "") {
      await giveOpinion(store, { ...(await looked(number, account)), says: "changes-requested", text });
    },
    async dismiss(number, account) {
      await giveOpinion(store, { ...(await looked(number, account)), says: "dismissed" });
    },
    async comment(number, account, text) {
      await addComment(store, { ...acts(number, account), text });
    },
    async merge(number, account) {
      const { mergeCommit } = await mergeReview(store, await looked(number, account));
      return mergeCommit ?? assert.fail("nothing was accepted");
    },
    close: async (number, account) => void (await closeReview(store, acts(number, account))),
    reopen: async (number, account) => void (await reopenReview(store, acts(number, account))),
    deleteBranch: async (branch) => void (await estate.git("update-ref", "-d", `refs/heads/${branch}`)),
    pushCommit: (branch, account) => pushTo(estate, branch, branch, account),
    openReview: () => Promise.reject(new Error("nobody opens reviews by hand")),
    setMembers: () => assert.fail("it knows no teams"),
    comments: async (number) => ((await store.find(number))?.comments ?? []).map(({ text }) => text),
    statuses: () => Promise.resolve([]),
    checks: () => Promise.resolve([]),
    asked: () => Promise.resolve([]),
    dashboards: () => Promise.resolve([]),
  };
}

let commits = 0;

async function pushTo({ git, context }: TemporaryEstate, branch: string, parent: string, by: string): Promise<string> {
  commits += 1;
  const [tree, under] = [await git("rev-parse", `${parent}^{tree}`), await git("rev-parse", parent)];
  const at = new Date().toISOString();
  const commit = await commitTree(context, { tree, parents: [under], message: `${by} ${commits}\n`, at });
  await git("update-ref", `refs/heads/${branch}`, commit);
  return commit;
}
