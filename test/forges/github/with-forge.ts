import type { ForgeReview, ForgeSession } from "#services/ports/forge";
import { type StagedHub, type StageOptions, stageForge } from "./stage-forge.js";

export interface OpenedHub extends StagedHub {
  readonly session: ForgeSession;
  review(branch?: string): Promise<ForgeReview>;
  /** Requests since the last call, as `METHOD /path`, but for those that only read. */
  writes(): readonly string[];
}

/** Stages a GitHub and opens a session on it. */
export async function withForge(
  test: (opened: OpenedHub) => Promise<void>,
  options: Partial<StageOptions> = {},
): Promise<void> {
  const staged = await stageForge({ kind: "token", ...options });
  try {
    const session = await staged.forge.open(staged.request);
    let seen = staged.simulator.requests.length;
    await test({
      ...staged,
      session,
      async review(branch = "drift/tie/one") {
        await staged.push(branch);
        return session.openReview({ branch, base: "main", title: "One", body: "Body", labels: ["drift"] });
      },
      writes() {
        const since = staged.simulator.requests.slice(seen);
        seen = staged.simulator.requests.length;
        return since.filter(([method]) => method !== "GET").map(([method, path]) => `${method} ${path}`);
      },
    });
    await session.close();
  } finally {
    await staged.stop();
  }
}
