import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { inspect } from "node:util";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { TicketFact } from "#schemas/ticket-fact";
import { LockstepError } from "#services/core/errors";
import { deriveTicket } from "#services/core/tickets/derive-ticket";
import { findMappingProblems } from "#services/core/tickets/find-mapping-problems";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import { assertOnlyReads } from "#test/fakes/assert-only-reads";
import { assertFreeOf, assertTellsNothing } from "./assert-tells-nothing.js";
import { recordRequests } from "./record-requests.js";
import { testTicketDiagnosis } from "./ticket-diagnosis-claims.js";
import { TICKET_SITUATIONS, type TicketSituation } from "./ticket-situations.js";
import type { StagedTicketSystem, TicketSystemHarness } from "./ticket-system-harness.js";

/** Holds a ticket system against what every one must do, whatever its make. */
export function testTicketSystemConformance(harness: TicketSystemHarness): void {
  const { system, numbers, notApplicable = {}, codes = {} } = harness;

  describe(`ticket system ${harness.make}`, () => {
    it("can be staged in every situation, but for those that it names with a reason", (t: TestContext) => {
      for (const situation of TICKET_SITUATIONS) {
        const reason = notApplicable[situation];
        if (reason === undefined) continue;
        assert.ok(reason.length > 20, `${situation} has no reason`);
        t.diagnostic(`n/a for ${harness.make}: ${situation}: ${reason}`);
      }
      assert.ok(Object.keys(notApplicable).length < TICKET_SITUATIONS.length / 3);
    });

    it("is read by a mapping that is whole, and declared by an entry without fault", () =>
      withSystem("healthy", async ({ request }) => {
        assert.deepEqual(findMappingProblems(request.mapping, harness.make), []);
        assert.deepEqual(system.declarationProblems(request.declared), []);
        const bare = { id: "bare", system: harness.make, url: request.declared.url };
        assert.notDeepEqual(system.declarationProblems(bare), [], "nobody can sign in with nothing");
      }));

    it("reads every ticket, on however many pages", () =>
      withSystem("healthy", async ({ request }) => {
        const { facts, gone } = await system.list(request, null);
        assert.equal(new Set(facts.map(({ number }) => number)).size, harness.held);
        assert.equal(facts.length, harness.held);
        assert.deepEqual(gone, []);
        for (const fact of facts) assert.deepEqual(fact.unread, []);
      }));

    it("says up to when its answer is complete, which is before it was asked for", () =>
      withSystem("healthy", async ({ request }) => {
        const began = Date.now();
        const { sent, stop } = recordRequests();
        const { completeTo, facts } = await system.list(request, null).finally(stop);
        const asked = sent[0]?.at ?? assert.fail("nothing was asked");
        assert.ok(Date.parse(completeTo) <= asked, completeTo);
        assert.ok(Date.parse(completeTo) >= began - 60_000, completeTo);
        for (const { observedAt } of facts) assert.ok(Date.parse(observedAt) <= Date.now(), observedAt);
      }));

    it("reads a ticket as it stands: window, approval, people, scope and digest, in UTC", () =>
      withSystem("healthy", async ({ request }) => {
        assertApproved(await ticketOf(request, numbers.approved));
      }));

    it("reads the same of a ticket whether it is listed or asked for", () =>
      withSystem("healthy", async ({ request }) => {
        const listed = (await system.list(request, null)).facts.find(({ number }) => number === numbers.approved);
        const found = (await system.find(request, [numbers.approved])).facts[0];
        assert.deepEqual(withoutTime(found), withoutTime(listed));
      }));

    it("lists what was edited since, two minutes of overlap included, and not much more", () =>
      withSystem("healthy", async (staged) => {
        const { completeTo } = await system.list(staged.request, null);
        staged.edit(numbers.approved);
        const { facts } = await system.list(staged.request, completeTo);
        assert.ok(facts.some(({ number }) => number === numbers.approved));
        const later = new Date(Date.parse(completeTo) + 60_000).toISOString();
        const overlapped = await system.list(staged.request, later);
        assert.ok(
          overlapped.facts.some(({ number }) => number === numbers.approved),
          "clocks differ",
        );
        assert.ok(facts.length < harness.held, "everything was read again");
      }));

    it("says of a ticket that it does not hold that it is gone, and of no other", () =>
      withSystem("healthy", async ({ request }) => {
        const { facts, gone } = await system.find(request, [numbers.missing, numbers.approved]);
        assert.deepEqual(gone, [numbers.missing]);
        assert.deepEqual(
          facts.map(({ number }) => number),
          [numbers.approved],
        );
      }));

    it("never sends a number that is none", () =>
      withSystem("healthy", async (staged) => {
        const { facts, gone } = await system.find(staged.request, [...numbers.hostile, numbers.approved]);
        assert.deepEqual(gone.toSorted(), numbers.hostile.toSorted());
        assert.equal(facts.length, 1);
        for (const hostile of numbers.hostile) {
          assert.ok(!staged.asked().some((text) => text.includes(hostile)), hostile);
        }
      }));

    it("asks nothing where every number is none, or none is given", () =>
      withSystem("healthy", async (staged) => {
        assert.deepEqual((await system.find(staged.request, numbers.hostile)).facts, []);
        assert.deepEqual((await system.find(staged.request, [])).gone, []);
        assert.deepEqual(staged.requests(), []);
      }));

    it("keeps no text of a ticket", () =>
      withSystem("healthy", async ({ request }) => {
        const told = JSON.stringify([await system.list(request, null), await system.find(request, [numbers.approved])]);
        for (const text of harness.keptOut) assert.ok(!told.includes(text), text);
      }));

    it("never takes a state that it does not know for one that authorises", () =>
      withSystem("healthy", async ({ request }) => {
        const ticket = await ticketOf(request, numbers.unknownState);
        assert.equal(ticket.lifecycle, "unknown");
        assert.notEqual(ticket.lifecycleRaw, "");
      }));

    it("asks all that stands on its list of read requests, so that no more stands there than is needed", () =>
      withSystem("healthy", async ({ request, requests }) => {
        await system.list(request, null);
        await system.list(request, new Date().toISOString());
        await system.find(request, [numbers.approved]);
        const { askedOtherwise = {} } = harness;
        for (const pattern of system.readRequests) {
          const isAsked = requests().some((sent) => isOnList(pattern, sent));
          assert.equal(isAsked, askedOtherwise[pattern] === undefined, pattern);
        }
        for (const pattern of Object.keys(askedOtherwise)) assert.ok(system.readRequests.includes(pattern), pattern);
      }));

    it("proposes a mapping that reads the same tickets", () =>
      withSystem("healthy", async ({ request }) => {
        const { mapping } = await system.discover(request);
        assert.deepEqual(findMappingProblems(mapping, harness.make), []);
        assertApproved(await ticketOf({ ...request, mapping }, numbers.approved));
      }));

    when("wrong-number", "takes an answer that bears another number for none, and says so", (staged) =>
      system.find(staged.request, [numbers.approved]).then(({ facts, gone, warnings }) => {
        assert.deepEqual(facts, []);
        assert.deepEqual(gone, [numbers.approved]);
        assert.ok(warnings.length > 0);
      }),
    );

    when(
      "part-forbidden",
      "says which part of a ticket it could not read, and lets that ticket authorise nothing",
      async ({ request }) => {
        const { facts } = await system.find(request, [numbers.approved]);
        const [fact] = facts;
        assert.deepEqual(fact?.unread.map(({ part }) => part).sort(), harness.forbiddenParts.toSorted());
        assert.notDeepEqual((await ticketOf(request, numbers.approved)).problems ?? [], []);
      },
    );

    when("rate-limited-once", "waits as long as it is asked to, and then reads everything", async ({ request }) => {
      assert.equal((await system.list(request, null)).facts.length, harness.held);
    });

    for (const situation of ["clock-off", "other-zone"] as const) {
      when(situation, `reads the same instants in spite of '${situation}'`, async ({ request }) => {
        assertApproved(await ticketOf(request, numbers.approved));
      });
    }

    when("clock-off", "says that the clocks are apart", async ({ request }) => {
      const { warnings } = await system.list(request, null);
      assert.ok(
        warnings.some((warning) => /clock/.test(warning)),
        inspect(warnings),
      );
    });

    const failures: Readonly<Partial<Record<TicketSituation, LockstepError["code"]>>> = {
      "expired-credential": "login-refused",
      forbidden: "rights-narrowed",
      "rate-limited": "rate-limited",
      unavailable: "node-unreachable",
      silent: "node-unreachable",
      "truncated-answer": "answer-truncated",
      "cut-connection": "answer-truncated",
      "endless-answer": "answer-too-large",
      garbage: "answer-unexpected",
      "login-page": "answer-unexpected",
      "redirect-to-login": "answer-unexpected",
      "untrusted-certificate": "certificate-untrusted",
    };
    for (const [name, usual] of Object.entries(failures)) {
      const situation = name as TicketSituation;
      const code = codes[situation] ?? usual;
      when(
        situation,
        `ends with '${code}' when staged as '${situation}', never with "no such ticket"`,
        async (staged) => {
          await rejects(system.list(staged.request, null), code, staged);
          await rejects(system.find(staged.request, [numbers.approved]), code, staged);
          await rejects(system.discover(staged.request), code, staged);
        },
      );
    }

    when("narrowed-rights", "calls an answer that lacks tickets no answer", (staged) =>
      rejects(system.list(staged.request, null), codes["narrowed-rights"] ?? "rights-narrowed", staged),
    );

    when("no-credential", "asks for a password where none is set, and sends nothing in its place", async (staged) => {
      const { password: _password, ...request } = staged.request;
      await rejects(system.list(request, null), "credential-missing", staged);
      await rejects(system.find(request, [numbers.approved]), "credential-missing", staged);
      assert.deepEqual(staged.requests(), []);
    });

    when("untrusted-certificate", "sends no password to a server whose certificate is not trusted", async (staged) => {
      await rejects(system.list(staged.request, null), "certificate-untrusted", staged);
      assert.deepEqual(staged.requests(), []);
    });

    when("slow", "gives up when the whole takes longer than allowed, and stops when told to", async (staged) => {
      await rejects(system.list({ ...staged.request, timeoutMs: 50 }, null), "node-unreachable", staged);
      const signal = AbortSignal.timeout(50);
      await rejects(system.list({ ...staged.request, signal }, null), "aborted", staged);
    });

    it("asks nothing when told to stop beforehand", () =>
      withSystem("healthy", async (staged) => {
        const request = { ...staged.request, signal: AbortSignal.abort() };
        await rejects(system.list(request, null), "aborted", staged);
        await rejects(system.find(request, [numbers.approved]), "aborted", staged);
        assert.deepEqual(staged.requests(), []);
      }));

    testTicketDiagnosis(harness, withSystem);
  });

  /** A claim about a situation; one that cannot occur is told above with its reason. */
  function when(
    situation: TicketSituation,
    claim: string,
    test: (staged: StagedTicketSystem) => Promise<unknown>,
  ): void {
    if (notApplicable[situation] === undefined) it(claim, () => withSystem(situation, test));
  }

  /** Stages a system, and afterwards holds the wire against the list of read requests and against its password. */
  async function withSystem(
    situation: TicketSituation,
    test: (staged: StagedTicketSystem) => Promise<unknown>,
  ): Promise<void> {
    const staged = await harness.stage(situation);
    const recorded = recordRequests();
    try {
      await test(staged);
      assertOnlyReads(system.readRequests, staged.requests());
      for (const { method, path, headers, body } of recorded.sent) {
        assertFreeOf(path, staged.request.password);
        if (`${method} ${path}` !== harness.loginRequest)
          assertFreeOf(`${withoutSecret(headers)}\n${body}`, staged.request.password);
      }
    } finally {
      recorded.stop();
      await staged.stop();
    }
  }

  function withoutSecret(headers: string): string {
    const { secretHeader } = harness;
    const lines = headers.split("\n");
    return lines.filter((line) => line.split(":")[0]?.toLowerCase() !== secretHeader).join("\n");
  }

  function assertApproved(ticket: ChangeTicket): void {
    const { approvedAs } = harness;
    assert.deepEqual(ticket.problems ?? [], []);
    assert.equal(ticket.system, harness.make);
    assert.equal(ticket.kind, "normal");
    assert.equal(ticket.lifecycle, "implement");
    assert.equal(ticket.approval, "approved");
    assert.equal(ticket.planned.start, approvedAs.plannedStart);
    assert.equal(ticket.planned.end, approvedAs.plannedEnd);
    const approved = ticket.approvals.filter(({ decision }) => decision === "approved");
    assert.ok(
      approved.some(({ by }) => by === approvedAs.approver),
      inspect(approved),
    );
    assert.ok(
      approved.some(({ at }) => at === approvedAs.approvedAt),
      inspect(approved),
    );
    assert.ok(ticket.implementers.includes(approvedAs.implementer), inspect(ticket.implementers));
    assert.ok(ticket.digests.includes(approvedAs.digest), inspect(ticket.digests));
    assert.ok(ticket.cis.includes(approvedAs.ci), inspect(ticket.cis));
  }

  async function ticketOf(request: TicketRequest, number: string): Promise<ChangeTicket> {
    const answer: TicketAnswer = await system.find(request, [number]);
    const [fact] = answer.facts;
    assert.ok(fact !== undefined && answer.facts.length === 1, inspect(answer));
    assert.equal(fact.number, number);
    assert.equal(fact.instance, request.declared.id);
    const ticket = deriveTicket(fact, request.mapping).at(-1);
    assert.ok(ticket !== undefined);
    return ticket;
  }

  async function rejects(asked: Promise<unknown>, code: string, { request }: StagedTicketSystem): Promise<void> {
    const error: unknown = await asked.then(
      () => assert.fail(`was answered instead of '${code}'`),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof LockstepError, inspect(error));
    assert.equal(error.code, code, error.message);
    assertTellsNothing(error, request.password);
    for (const text of harness.keptOut) assert.ok(!error.message.includes(text), text);
  }
}

function withoutTime(fact: TicketFact | undefined): unknown {
  return { ...fact, observedAt: "" };
}

function isOnList(pattern: string, request: readonly [method: string, path: string]): boolean {
  try {
    assertOnlyReads([pattern], [request]);
    return true;
  } catch {
    return false;
  }
}
