import { readFile } from "node:fs/promises";
import type { GitContext } from "#services/stores/git/git-context";
import { openReviewStore } from "#services/stores/reviews/open-review-store";

/**
 * A process of its own that keeps reviews and comments on them: `review-writer-process <context file> <name> <first> <count>`.
 * Prints `run <n>` once review n and a word under review 1 are kept; whoever kills the process knows by that what must not be lost.
 */
const [, , contextFile = "", name = "", first = "0", count = "1"] = process.argv;
const paths = JSON.parse(await readFile(contextFile, "utf8")) as Omit<GitContext, "now">;
const store = openReviewStore({ ...paths, now: () => new Date() });

console.log("ready");
for (let run = Number(first); run < Number(first) + Number(count); run++) {
  const at = new Date().toISOString();
  const draft = { base: "main", title: "t", body: "b", labels: [], author: "lockstep", at };
  const { number } = await store.add({ ...draft, branch: `drift/tie/${name}-${run}` });
  await store.change(1, at, (review) => ({
    ...review,
    comments: [...review.comments, { account: name, at, text: `${name} ${run} is ${number}` }],
  }));
  console.log(`run ${run}`);
}
