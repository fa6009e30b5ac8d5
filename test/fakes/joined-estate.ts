import assert from "node:assert/strict";
import { openEstateRemote } from "#services/stores/remote/open-estate-remote";
import { channelFixture } from "./artefact-fixtures.js";
import { createForgeRepository, type ForgeRepository } from "./forge-repository.js";
import { createProposedEstate, PROPOSED_AT, type ProposedEstate } from "./proposed-estate.js";

/** What its baseline holds. */
export const JOINED_FIXTURE = channelFixture(1, "approved");

/** An estate and the forge that its main is brought to. */
export interface Joined extends AsyncDisposable {
  readonly made: ProposedEstate;
  readonly forge: ForgeRepository;
  /** Fetches and joins. */
  join(): ReturnType<ReturnType<typeof openEstateRemote>["join"]>;
  push(): Promise<void>;
  main(): Promise<string>;
  /** Writes `policy/mode.yaml`, or another policy file, in the store. */
  edit(text: string, path?: string): Promise<string>;
}

/** An estate with a baseline, and a forge that holds its main. */
export async function joinedEstate(): Promise<Joined> {
  const made = await createProposedEstate([JOINED_FIXTURE]);
  const { estate } = made;
  const forge = await createForgeRepository(estate);
  const remote = openEstateRemote(estate.context, estate.ledger, { access: {} });
  const main = (): Promise<string> => estate.git("rev-parse", "main");
  const whole: Joined = {
    made,
    forge,
    main,
    async join() {
      await remote.fetch({ url: forge.gitDir });
      return await remote.join(PROPOSED_AT);
    },
    async push() {
      const { main: from } = await remote.fetch({ url: forge.gitDir });
      const outcomes = await remote.push({ url: forge.gitDir }, [{ branch: "main", from, to: await main() }]);
      assert.deepEqual(outcomes, [{ branch: "main", outcome: "done" }]);
    },
    edit: (text, path = "policy/mode.yaml") =>
      estate.store.changeGoverned({
        at: PROPOSED_AT,
        edit: () => ({ path, text, message: "Mode\n" }),
      }),
    [Symbol.asyncDispose]: () => estate.remove(),
  };
  return whole;
}
