import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { inspect } from "node:util";
import { ERROR_KINDS, LockstepError } from "#services/core/errors";
import { createMask } from "#services/core/mask";
import { normaliseExport } from "#services/core/normalise";
import type { ReadRequest, ReadStep } from "#services/ports/connector";
import { assertOnlyReads } from "#test/fakes/assert-only-reads";
import { assertFreeOf, assertStepTellsNothing, assertTellsNothing } from "./assert-tells-nothing.js";
import type { ConnectorHarness, StagedEngine } from "./connector-harness.js";
import { testDiagnosis } from "./diagnosis-claims.js";
import { countSources, factsOf, itemsOf, markOf, placesOf, unreadOf } from "./read-steps.js";
import { readImpossible } from "./readme-of.js";
import { recordRequests, type SentRequest } from "./record-requests.js";
import { SITUATIONS, type Situation } from "./situations.js";

/** Holds a connector against what every connector must do, whatever its product. */
export function testConnectorConformance(harness: ConnectorHarness): void {
  const { connector, main } = harness;
  const { notApplicable = {}, tellOfReads = [] } = harness;

  const mask = createMask("conformance", Buffer.alloc(32, 5));
  const normalising = { dialect: harness.dialect, mask, scope: "server", storeMessageTemplates: false } as const;

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

    it("tells in its README what cannot occur for it, and why", () => {
      assert.deepEqual(readImpossible(harness.product), notApplicable);
    });

    it("reads everything, and signs out", () =>
      withEngine("healthy", async (engine) => {
        const steps = await readAll(engine);
        const counts = Object.entries(countSources(steps));
        const told = counts.map(([source, count]) => [source, harness.sources[source] === "some" ? "some" : count]);
        assert.deepEqual(Object.fromEntries(told), harness.sources);
        assert.equal(harness.sources[main.source], main.count);
        assert.deepEqual(
          steps.filter(({ type }) => type === "unread"),
          [],
        );
        assert.equal(factsOf(steps).counts?.[main.kind], main.count);
        assert.equal(engine.openSessions(), 0);
      }));

    it("says the same again, of every source, when nothing changed", () =>
      withEngine("healthy", async (engine) => {
        const first = artefactsOf(await readAll(engine));
        assert.ok(first.length >= main.count);
        assert.deepEqual(artefactsOf(await readAll(engine)), first);
      }));

    it("leaves out nothing but what it is told is known, and says of each that it is as it was", () =>
      withEngine("healthy", async (engine) => {
        const first = await readAll(engine);
        const marked = first.flatMap((step) =>
          step.type === "item" && step.mark ? [markOf(step.item, step.mark)] : [],
        );
        const again: ReadStep[] = [];
        await collect({ ...engine.request, known: (item) => marked.includes(markOf(item, item.mark)) }, again);
        assert.deepEqual(placesOf(again, tellOfReads), placesOf(first, tellOfReads));
        assert.deepEqual(unreadOf(again), []);
        const kept = again.flatMap((step) => (step.type === "kept" ? [markOf(step.item, step.item.mark)] : []));
        assert.deepEqual(kept.sort(), marked.toSorted());
        const anew: ReadStep[] = [];
        await collect({ ...engine.request, known: () => false }, anew);
        assert.ok(!anew.some(({ type }) => type === "kept"), "nothing is known, so that all must be sent");
      }));

    it("asks a healthy engine all that stands on its list of read requests, so that no more stands there than is needed", () =>
      withEngine("healthy", async (engine) => {
        await readAll(engine);
        const { askedOtherwise = {} } = harness;
        for (const pattern of connector.readRequests) {
          const isAsked = engine.requests().some((request) => isOnList(pattern, request));
          assert.equal(isAsked, askedOtherwise[pattern] === undefined, pattern);
        }
        for (const pattern of Object.keys(askedOtherwise)) assert.ok(connector.readRequests.includes(pattern), pattern);
      }));

    it("tells those who wait how far it has come", () =>
      withEngine("healthy", async (engine) => {
        const told: { source: string; bytes: number }[] = [];
        await collect({ ...engine.request, onProgress: (step) => told.push(step) }, []);
        assert.ok(told.some(({ source }) => source === main.source) && told.every(({ bytes }) => bytes >= 0));
        assertTellsNothing(told, engine.request.password);
      }));

    it("finds no fault in the entry of a node that can be read, and one in an entry that says nothing", () =>
      withEngine("healthy", async (engine) => {
        assert.deepEqual(connector.nodeProblems(engine.request.node), []);
        assert.notDeepEqual(connector.nodeProblems({ id: "bare", role: "primary" }), []);
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
        const shown = {
          count: counted !== undefined && itemsOf(steps, main.source).length < counted,
          unread: unreadOf(steps).some(({ code }) => code === "rights-narrowed"),
        };
        for (const how of harness.narrowedShows ?? ["unread"]) assert.ok(shown[how], `its ${how} does not show it`);
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

    when("wrong-server", "reads nothing of a wrong server but who it is", () =>
      withEngine("wrong-server", async (engine) => {
        const steps: ReadStep[] = [];
        await assert.rejects(collect(engine.request, steps));
        assert.deepEqual(
          steps.filter((step) => step.type !== "item" || step.item.source !== harness.identity),
          [],
        );
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
        assert.notEqual(unreadOf(steps)[0]?.source, main.source);
      }),
    );

    when("slow", "gives up when the whole takes longer than allowed", () =>
      withEngine("slow", (engine) => rejects(engine, "node-unreachable", { ...engine.request, timeoutMs: 30 })),
    );

    testDiagnosis(harness, withEngine);
  });

  /** A claim about a situation; one that cannot occur is told above with its reason. */
  function when(situation: Situation, claim: string, test: () => Promise<unknown>): void {
    if (notApplicable[situation] === undefined) it(claim, async () => void (await test()));
  }

  /** Stages an engine, and afterwards holds the wire against the list of read requests and against its password. */
  async function withEngine(situation: Situation, test: (engine: StagedEngine) => Promise<unknown>): Promise<void> {
    const engine = await harness.stage(situation);
    const recorded = recordRequests();
    try {
      await test(engine);
      assertOnlyReads(connector.readRequests, engine.requests());
      engine.assertOnlyReads?.();
      for (const request of recorded.sent) assertSendsNoPassword(request, engine.request.password);
      assertFreeOf([...engine.requests().flat(), ...(engine.asked?.() ?? [])].join("\n"), engine.request.password);
    } finally {
      recorded.stop();
      await engine.stop();
    }
  }

  /** The password is sent to log in and for nothing else, and never where servers and proxies write it down. */
  function assertSendsNoPassword({ method, path, headers, body }: SentRequest, password: string): void {
    assertFreeOf(path, password);
    assertFreeOf(headers, password);
    if (`${method} ${path}` !== harness.loginRequest) assertFreeOf(body, password);
  }

  /** What an engine holds, whatever order it tells it in. */
  function artefactsOf(steps: readonly ReadStep[]): readonly string[] {
    return steps
      .flatMap((step) => (step.type === "item" ? normaliseExport(step.item, normalising).artefacts : []))
      .map(({ artefact }) => JSON.stringify(artefact))
      .sort();
  }

  async function readAll(engine: StagedEngine): Promise<readonly ReadStep[]> {
    const steps: ReadStep[] = [];
    await collect(engine.request, steps);
    return steps;
  }

  async function collect(request: ReadRequest, into: ReadStep[]): Promise<void> {
    for await (const step of connector.read(request)) {
      assertStepTellsNothing(step, request.password ?? "no password was given");
      if (step.type === "unread")
        assert.ok(Object.hasOwn(ERROR_KINDS, step.code) && step.message.length > 0, step.code);
      into.push(step);
    }
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

function isOnList(pattern: string, request: readonly [method: string, path: string]): boolean {
  try {
    assertOnlyReads([pattern], [request]);
    return true;
  } catch {
    return false;
  }
}
