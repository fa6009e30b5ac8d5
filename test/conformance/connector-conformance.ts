import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { inspect } from "node:util";
import { LockstepError } from "#services/core/errors";
import type { Connector, ReadRequest, ReadStep } from "#services/ports/connector";
import { assertOnlyReads } from "#test/fakes/assert-only-reads";

/** What an engine is made to do; every product must be able to stage each of them, or say why it cannot occur. */
export const SITUATIONS = [
  "healthy",
  "refused-login",
  "locked-account",
  "no-credential",
  "narrowed-rights",
  "hidden-list",
  "truncated-answer",
  "cut-connection",
  "endless-answer",
  "garbage",
  "login-page",
  "redirect-to-login",
  "wrong-server",
  "engine-starting",
  "starts-meanwhile",
  "session-ends-once",
  "session-ends-always",
  "rate-limited",
  "unavailable",
  "slow",
  "silent",
  "connection-lost-once",
  "untrusted-certificate",
  "secondary-source-fails",
  "clock-off",
] as const;

export type Situation = (typeof SITUATIONS)[number];

/** An engine that has been staged, and how to ask it. */
export interface StagedEngine {
  readonly request: ReadRequest & { readonly password: string };
  /** Method and path, without query, of every request that came in. */
  requests(): readonly (readonly [method: string, path: string])[];
  /** Holds against the product's list what method and path do not tell, such as the bodies of queries. */
  assertOnlyReads?(): void;
  /** How many sessions are open on it, where it has sessions. */
  openSessions(): number;
  /** How often somebody tried to log in. */
  logins(): number;
  stop(): Promise<void>;
}

/** What a product brings to the suite. */
export interface ConnectorHarness {
  readonly product: string;
  /** With time limits of a second or so, so that silence is noticed soon. */
  readonly connector: Connector;
  /** The source whose items are the engine's main artefacts, and how many the staged engine holds. */
  readonly main: { readonly source: string; readonly kind: string; readonly count: number };
  /** Sources that a whole read gives. */
  readonly sources: readonly string[];
  /** What cannot occur for this product, and why: told in the test run, never silently left out. */
  readonly notApplicable?: Readonly<Partial<Record<Situation, string>>>;
  /** True for a product that no server answers for: most situations are those of a server. */
  readonly hasNoServer?: true;
  /** Where this product tells a failure by a code of its own. */
  readonly codes?: Readonly<Partial<Record<Situation, LockstepError["code"]>>>;
  stage(situation: Situation): Promise<StagedEngine>;
}

/** Holds a connector against what every connector must do, whatever its product. */
export function testConnectorConformance(harness: ConnectorHarness): void {
  const { connector, main } = harness;
  const notApplicable = harness.notApplicable ?? {};

  describe(`connector of ${harness.product}`, () => {
    it("can be staged in every situation, but for those that it names with a reason", (t: TestContext) => {
      for (const situation of SITUATIONS) {
        const reason = notApplicable[situation];
        if (reason === undefined) continue;
        assert.ok(reason.length > 20, `${situation} has no reason`);
        t.diagnostic(`n/a for ${harness.product}: ${situation}: ${reason}`);
      }
      const most = harness.hasNoServer === true ? SITUATIONS.length : SITUATIONS.length / 2;
      assert.ok(notApplicable.healthy === undefined && Object.keys(notApplicable).length < most);
    });

    it("reads everything, and signs out", () =>
      withEngine("healthy", async (engine) => {
        const steps = await readAll(engine);
        assert.equal(itemsOf(steps, main.source).length, main.count);
        for (const source of harness.sources) assert.ok(itemsOf(steps, source).length > 0, `${source} was not read`);
        assert.deepEqual(
          steps.filter(({ type }) => type === "unread"),
          [],
        );
        assert.equal(factsOf(steps).counts?.[main.kind], main.count);
        assert.equal(engine.openSessions(), 0);
      }));

    it("says the same again when nothing changed", () =>
      withEngine("healthy", async (engine) => {
        const contents = (steps: readonly ReadStep[]): readonly string[] =>
          itemsOf(steps, main.source).map(({ bytes }) => Buffer.from(bytes).toString("utf8"));
        assert.deepEqual(contents(await readAll(engine)), contents(await readAll(engine)));
      }));

    when("clock-off", "measures how far the engine's clock is off", () =>
      withEngine("clock-off", async (engine) => {
        const { clockSkewMs } = factsOf(await readAll(engine));
        assert.ok(clockSkewMs !== undefined && Math.abs(clockSkewMs - 3_600_000) < 60_000, `${clockSkewMs}`);
      }),
    );

    when("slow", "stops when told to, and still signs out", () =>
      withEngine("slow", async (engine) => {
        const stop = new AbortController();
        const request = { ...engine.request, signal: stop.signal, onProgress: () => stop.abort() };
        await rejects(engine, "aborted", request);
        assert.equal(engine.openSessions(), 0);
      }),
    );

    it("asks nothing when told to stop beforehand", () =>
      withEngine("healthy", async (engine) => {
        await rejects(engine, "aborted", { ...engine.request, signal: AbortSignal.abort() });
        assert.deepEqual(engine.requests(), []);
      }));

    it("signs out when the reader walks away in the middle", () =>
      withEngine("healthy", async (engine) => {
        for await (const step of connector.read(engine.request)) {
          if (step.type === "item" && step.item.source === main.source) break;
        }
        assert.equal(engine.openSessions(), 0);
      }));

    when("refused-login", "tries a refused password once, never twice", () =>
      withEngine("refused-login", async (engine) => {
        await rejects(engine, "login-refused", { ...engine.request, password: `wrong-${engine.request.password}` });
        assert.equal(engine.logins(), 1);
      }),
    );

    when("locked-account", "tells a locked account from a wrong password", () =>
      withEngine("locked-account", (engine) => rejects(engine, "login-locked")),
    );

    when("no-credential", "asks for a password where none is set, and sends nothing in its place", () =>
      withEngine("no-credential", async (engine) => {
        const { password: _password, ...request } = engine.request;
        await rejects(engine, "credential-missing", request);
        assert.equal(engine.logins(), 0);
      }),
    );

    when("narrowed-rights", "shows that less was read than the engine holds", () =>
      withEngine("narrowed-rights", async (engine) => {
        const steps = await readAll(engine);
        const counted = factsOf(steps).counts?.[main.kind];
        const fewer = counted !== undefined && itemsOf(steps, main.source).length < counted;
        assert.ok(fewer || unreadOf(steps).some(({ code }) => code === "rights-narrowed"));
      }),
    );

    when("hidden-list", "calls a hidden list unread, not empty", () =>
      withEngine("hidden-list", async (engine) => {
        const steps = await readAll(engine);
        assert.ok(unreadOf(steps).some(({ source, code }) => source === main.source && code === "rights-narrowed"));
      }),
    );

    const failures: Readonly<Partial<Record<Situation, LockstepError["code"]>>> = {
      "truncated-answer": "answer-truncated",
      "cut-connection": "answer-truncated",
      "endless-answer": "answer-too-large",
      garbage: "answer-unexpected",
      "login-page": "answer-unexpected",
      "redirect-to-login": "answer-unexpected",
      "wrong-server": "wrong-server",
      "engine-starting": "engine-starting",
      "session-ends-always": "session-lost",
      "rate-limited": "rate-limited",
      unavailable: "engine-starting",
      silent: "node-unreachable",
      "untrusted-certificate": "certificate-untrusted",
    };
    for (const [situation, code] of Object.entries(failures)) {
      when(
        situation as Situation,
        `ends with '${harness.codes?.[situation as Situation] ?? code}' when staged as '${situation}', signed out and with nothing told that must not be`,
        () =>
          withEngine(situation as Situation, async (engine) => {
            await rejects(engine, harness.codes?.[situation as Situation] ?? code);
            assert.equal(engine.openSessions(), 0);
          }),
      );
    }

    when("wrong-server", "reads nothing of a wrong server's configuration", () =>
      withEngine("wrong-server", async (engine) => {
        const steps: ReadStep[] = [];
        await assert.rejects(collect(engine.request, steps));
        assert.deepEqual(itemsOf(steps, main.source), []);
      }),
    );

    when("untrusted-certificate", "sends no password to a server whose certificate is not trusted", () =>
      withEngine("untrusted-certificate", async (engine) => {
        await rejects(engine, "certificate-untrusted");
        assert.deepEqual(engine.requests(), []);
      }),
    );

    for (const situation of ["starts-meanwhile", "session-ends-once", "connection-lost-once"] as const) {
      when(situation, `reads everything in spite of '${situation}'`, () =>
        withEngine(situation, async (engine) => {
          const steps = await readAll(engine);
          assert.equal(itemsOf(steps, main.source).length, main.count);
          assert.deepEqual(unreadOf(steps), []);
        }),
      );
    }

    when("secondary-source-fails", "goes on when a source of less weight fails, and says which", () =>
      withEngine("secondary-source-fails", async (engine) => {
        const steps = await readAll(engine);
        assert.equal(itemsOf(steps, main.source).length, main.count);
        assert.equal(unreadOf(steps).length, 1);
      }),
    );

    when("slow", "gives up when the whole takes longer than allowed", () =>
      withEngine("slow", (engine) => rejects(engine, "node-unreachable", { ...engine.request, timeoutMs: 30 })),
    );

    it("answers with a diagnosis, and no error, whatever is wrong", async () => {
      for (const situation of [
        "refused-login",
        "engine-starting",
        "untrusted-certificate",
        "narrowed-rights",
      ] as const) {
        if (notApplicable[situation] !== undefined) continue;
        await withEngine(situation, async (engine) => {
          const wrong = situation === "refused-login" ? `wrong-${engine.request.password}` : engine.request.password;
          const found = await connector.diagnose({ ...engine.request, password: wrong });
          const failed = found.filter(({ state }) => state === "failed");
          assert.ok(failed.length > 0, `nothing was found in '${situation}'`);
          for (const { remedy } of failed) assert.ok(remedy !== undefined && remedy.length > 0);
          assertTellsNothing(found, wrong);
          assert.ok(engine.logins() <= 1);
        });
      }
    });

    it("finds nothing wrong with a healthy engine", () =>
      withEngine("healthy", async (engine) => {
        const found = await connector.diagnose(engine.request);
        assert.deepEqual(
          found.filter(({ state }) => state === "failed"),
          [],
        );
      }));
  });

  /** A claim about a situation; one that cannot occur is told above with its reason. */
  function when(situation: Situation, claim: string, test: () => Promise<unknown>): void {
    if (notApplicable[situation] === undefined) it(claim, async () => void (await test()));
  }

  /** Stages an engine, and afterwards holds the wire against the list of read requests. */
  async function withEngine(situation: Situation, test: (engine: StagedEngine) => Promise<unknown>): Promise<void> {
    const engine = await harness.stage(situation);
    try {
      await test(engine);
      assertOnlyReads(connector.readRequests, engine.requests());
      engine.assertOnlyReads?.();
    } finally {
      await engine.stop();
    }
  }

  async function readAll(engine: StagedEngine): Promise<readonly ReadStep[]> {
    const steps: ReadStep[] = [];
    await collect(engine.request, steps);
    return steps;
  }

  async function collect(request: ReadRequest, into: ReadStep[]): Promise<void> {
    for await (const step of connector.read(request)) into.push(step);
  }

  async function rejects(engine: StagedEngine, code: string, request: ReadRequest = engine.request): Promise<void> {
    const error: unknown = await collect(request, []).then(
      () => assert.fail(`the read ended well instead of with '${code}'`),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof LockstepError, inspect(error));
    assert.equal(error.code, code, error.message);
    assertTellsNothing(error, request.password ?? engine.request.password);
  }
}

function itemsOf(steps: readonly ReadStep[], source: string): readonly { readonly bytes: Uint8Array }[] {
  return steps.flatMap((step) => (step.type === "item" && step.item.source === source ? [step.item] : []));
}

function unreadOf(steps: readonly ReadStep[]): readonly { readonly source: string; readonly code: string }[] {
  return steps.flatMap((step) => (step.type === "unread" ? [step] : []));
}

function factsOf(steps: readonly ReadStep[]): Extract<ReadStep, { type: "facts" }>["facts"] {
  return Object.assign({}, ...steps.map((step) => (step.type === "facts" ? step.facts : {})));
}

/** No password in any form, in message, stack, fields or causes. */
function assertTellsNothing(told: unknown, password: string): void {
  const stack = told instanceof Error ? (told.stack ?? "") : "";
  const text = [inspect(told, { depth: 10, showHidden: true }), JSON.stringify(told), stack].join("\n");
  for (const form of [password, encodeURIComponent(password), Buffer.from(password).toString("base64")]) {
    assert.ok(!text.includes(form), "the password is told");
  }
}
