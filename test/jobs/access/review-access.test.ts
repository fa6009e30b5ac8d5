import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AccessReview } from "#schemas/access-review";
import type { Artefact } from "#schemas/artefact";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { StoredToken } from "#schemas/token";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { LockstepError } from "#services/core/errors";
import { digestOf } from "#services/core/text/digest";
import { type AccessReviewContext, type AccessReviewRequest, reviewAccess } from "#services/jobs/access/review-access";
import type { StoredArtefacts } from "#services/ports/estate-repository";

const ESTATE = `estate: hazelwick
engines:
  - id: tie
    product: iris
    owner: Team
    nodes:
      - { id: tie-a, role: primary, url: "https://tie-a.hospital.test" }
      - { id: tie-b, role: standby, url: "https://tie-b.hospital.test" }
`;
const ADMINISTRATOR = "- { account: jo, name: J. Okafor, roles: [{ role: administrator }] }";
const MO = "- { account: mo, name: Mo Banks, roles: [{ role: approver }] }";
const DAY_MS = 86_400_000;
const BEGINNING = Date.parse("2026-01-01T00:00:00Z");

/** An estate whose policy, accounts, tokens and time are set by hand. */
class Stage {
  days = 0;
  people: readonly string[] = [ADMINISTRATOR, MO];
  every: number | undefined = 90;
  accounts: Readonly<Record<string, readonly string[]>> = { joan: ["%Operator"] };
  tokens: StoredToken[] = [];
  /** Commits whose content is gone. */
  readonly gone = new Set<string>();
  readonly records: LedgerRecord[] = [];
  readonly #policies = new Map<string, ReadonlyMap<string, string>>();
  readonly #snapshots: { readonly at: string; readonly stored: StoredArtefacts }[] = [];

  constructor() {
    this.append("estate-created", {});
  }

  at(): string {
    return new Date(BEGINNING + this.days * DAY_MS).toISOString();
  }

  append(type: LedgerRecord["type"], body: LedgerRecord["body"], actor = "J. Okafor"): LedgerRecord {
    const record: LedgerRecord = {
      ...{ schema: "lockstep/ledger-record@1", seq: this.records.length, at: this.at(), type, actor, body },
      ...{ previous: null, hash: digestOf(String(this.records.length)) },
    };
    this.records.push(record);
    return record;
  }

  /** A look at the standby is due to nobody: production alone is read. */
  look(): void {
    this.#snapshots.push({ at: this.at(), stored: storedUsers(this.accounts, this.at()) });
  }

  async review(asked: AccessReviewRequest = {}): Promise<AccessReview> {
    const files = new Map([
      ["estate.yaml", ESTATE],
      ["policy/access.yaml", accessText(this.people, this.every)],
    ]);
    const commit = digestOf([...files.values()].join("")).slice(7, 47);
    this.#policies.set(commit, files);
    return await reviewAccess(asked, this.#context({ commit, files }));
  }

  #context(governed: { readonly commit: string; readonly files: ReadonlyMap<string, string> }): AccessReviewContext {
    const records = [...this.records];
    return {
      repository: {
        governed: () => Promise.resolve(governed),
        governedAt: async (commit) => {
          const files = this.gone.has(commit) ? undefined : this.#policies.get(commit);
          if (files === undefined) throw new LockstepError("estate-not-found", "no such commit");
          return { commit, files };
        },
        openSnapshot: async (_engineId, nodeId, at) => {
          if (nodeId !== "tie-a") return undefined;
          const until = at !== undefined && "instant" in at ? at.instant : this.at();
          return this.#snapshots.findLast((each) => each.at <= until)?.stored;
        },
      },
      ledger: {
        append: async ({ type, body, actor }) => this.append(type, body, actor),
        async *records({ type, before = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY } = {}) {
          let given = 0;
          for (const record of [...records].reverse()) {
            if (given >= limit) return;
            if (record.type !== type || record.seq >= before) continue;
            given++;
            yield record;
          }
        },
      },
      tokens: { list: async () => this.tokens.map((token) => ({ token, lastUsedAt: undefined })) },
      accessOf: () => ({ kinds: ["user"], rolesOf: ({ root }) => (root.children ?? []).map(({ text = "" }) => text) }),
      now: () => new Date(this.at()),
    };
  }
}

function accessText(people: readonly string[], every: number | undefined): string {
  const lines = ["people:", ...people.map((line) => `  ${line}`), "groups: []"];
  return [...lines, ...(every === undefined ? [] : [`reviewEveryDays: ${every}`]), ""].join("\n");
}

function storedUsers(accounts: Readonly<Record<string, readonly string[]>>, takenAt: string): StoredArtefacts {
  const artefacts = Object.entries(accounts).map(([name, roles]): Artefact => {
    const children = roles.map((text) => ({ name: "role", key: text, text }));
    return { kind: "user", key: name, name, root: { name: "user", collection: "list", children } };
  });
  const entries = artefacts.map(({ kind, key, name, root }) => ({
    ...{ kind, key, name, path: `users/${name}` },
    digest: digestOf(JSON.stringify(root)),
  }));
  return {
    commit: "5".repeat(40),
    snapshot: { takenAt, entries } as StoredArtefacts["snapshot"],
    load: async (paths) =>
      new Map(
        artefacts
          .filter(({ name }) => paths.includes(`users/${name}`))
          .map((artefact) => [`users/${artefact.name}`, renderArtefact(artefact)]),
      ),
  };
}

function tokenNamed(name: string, expiresAt: string): StoredToken {
  return {
    schema: "lockstep/token@1",
    ...{ id: "0123456789abcdef", name, estate: "hazelwick", role: "viewer", engines: "all", digest: "" },
    ...{ createdAt: "2026-01-01T00:00:00.000Z", createdBy: "J. Okafor", expiresAt },
  };
}

describe("a review of access", () => {
  it("is due so many days after the one before, and before the first one after the making of the estate", async () => {
    const stage = new Stage();
    stage.days = 90;
    assert.equal((await stage.review()).isOverdue, false, "the last day is in time");
    stage.days = 91;
    const overdue = await stage.review();
    assert.deepEqual([overdue.isOverdue, overdue.dueAt], [true, "2026-04-01T00:00:00.000Z"]);
    const kept = await stage.review({ by: "Mo Banks" });
    assert.deepEqual([kept.isOverdue, kept.dueAt], [false, "2026-07-01T00:00:00.000Z"]);
    stage.every = undefined;
    stage.days = 400;
    assert.deepEqual([(await stage.review()).isOverdue, (await stage.review()).dueAt], [false, null]);
  });

  it("stands on record with what was decided, and tells of the one before", async () => {
    const stage = new Stage();
    await stage.review({ by: "Mo Banks" });
    assert.deepEqual([stage.records.at(-1)?.body["outcome"], stage.records.at(-1)?.body["note"]], ["confirmed", null]);
    await stage.review({ by: "J. Okafor", change: "Mo needs tie alone" });
    const { last } = await stage.review();
    assert.deepEqual([last?.by, last?.outcome, last?.note], ["J. Okafor", "changes-wanted", "Mo needs tie alone"]);
    stage.append("access-reviewed", { digest: "sha256:old", commit: "0".repeat(40) });
    assert.equal((await stage.review()).last?.outcome, null, "one from before outcomes were recorded");
  });

  it("tells which roles, tokens and accounts are otherwise since, and what cannot be told", async () => {
    const stage = new Stage();
    stage.tokens = [tokenNamed("short", "2026-01-05T00:00:00.000Z")];
    stage.look();
    const reviewed = await stage.review({ by: "Mo Banks" });
    assert.deepEqual((await stage.review()).changed, []);
    stage.days = 10;
    stage.people = [ADMINISTRATOR, "- { account: ros, name: Ros Haddon, roles: [{ role: engineer, engines: [tie] }] }"];
    stage.append("token-created", { name: "haproxy-a", role: "viewer" });
    stage.accounts = { joan: ["%All"], eve: [] };
    stage.look();
    const { changed, engines } = await stage.review();
    assert.deepEqual(
      changed?.map(({ about, change, who, detail }) => `${about} ${change}: ${who}, ${detail}`),
      [
        "role removed: Mo Banks, approver of all engines",
        "role added: Ros Haddon, engineer of tie",
        "token added: haproxy-a, viewer",
        "token ended: short, viewer",
        "account added: eve, user of tie/tie-a",
        "account changed: joan, user of tie/tie-a",
      ],
    );
    assert.deepEqual(
      engines[0]?.accounts?.map(({ name, roles }) => [name, roles]),
      [
        ["eve", []],
        ["joan", ["%All"]],
      ],
    );
    assert.equal(engines[1]?.accounts, null, "the standby was never read");
    stage.gone.add(reviewed.commit);
    const later = await stage.review();
    assert.deepEqual(
      later.changed?.filter(({ change }) => change === "unknown").map(({ who }) => who),
      ["policy/access.yaml"],
    );
  });

  it("is refused where who may do what moved since it was looked at, by nobody, and in words that may not be kept", async () => {
    const stage = new Stage();
    const { digest } = await stage.review();
    stage.people = [ADMINISTRATOR];
    const refused = async (asked: AccessReviewRequest) => {
      const before = stage.records.length;
      await assert.rejects(stage.review(asked), LockstepError);
      assert.equal(stage.records.length, before, "nothing was recorded");
    };
    await refused({ by: "Mo Banks", expected: digest });
    await refused({ by: "Mo Banks", expected: "" });
    await refused({ by: "nobody" });
    await refused({ by: "Mo Banks", change: "the password=hunter2hunter2 of joan" });
    await refused({ by: "Mo Banks", change: " " });
  });
});
