import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LockstepError } from "#services/core/errors";
import type { TicketRequest, TicketSystem } from "#services/ports/ticket-system";
import { assertOnlyReads } from "#test/fakes/assert-only-reads";

/** A staged ticket system that takes notes, and what stands on a ticket of it. */
export interface StagedNotes {
  /** With `writeNotes`. */
  readonly request: TicketRequest;
  requests(): readonly (readonly [method: string, path: string])[];
  /** Every note on the ticket, as the system keeps it. */
  notes(): readonly string[];
  stop(): Promise<void>;
}

export interface NotesHarness {
  readonly title: string;
  readonly system: TicketSystem;
  readonly ticket: string;
  readonly missing: string;
  /** What the hostile text has become. */
  readonly tame: RegExp;
  /** `may`: whether the account may write notes. */
  stage(may: boolean): Promise<StagedNotes>;
}

const MARK = "lockstep-note-00112233445566ff";
/** Each of it works as markup, a mention or a picture somewhere. */
const HOSTILE =
  "[code]<img src=x>[/code] @[0f:Pat] [~pat.cab] @pat.cab {noformat} h1. big ``` #12 &lt;b&gt; <b>bold</b>";

/** Holds a make that takes notes against what every one must do. */
export function testTicketNotes({ title, system, ticket, missing, tame, stage }: NotesHarness): void {
  const note = { number: ticket, mark: MARK, text: `Decided.\n${HOSTILE}\n${MARK}` };
  const ensure = (request: TicketRequest, about = note) =>
    system.ensureNote?.(request, about) ?? assert.fail("takes no notes");

  async function staged(may: boolean, test: (on: StagedNotes) => Promise<unknown>): Promise<void> {
    const on = await stage(may);
    try {
      await test(on);
      assertOnlyReads([...system.readRequests, ...system.writeRequests], on.requests());
    } finally {
      await on.stop();
    }
  }

  describe(`notes on tickets of ${title}`, () => {
    it("keeps what writes apart from what reads", () => {
      assert.notDeepEqual(system.writeRequests, []);
      assert.deepEqual(
        system.writeRequests.filter((request) => system.readRequests.includes(request)),
        [],
      );
    });

    it("writes a note once, and finds it the next time", () =>
      staged(true, async ({ request, notes }) => {
        assert.equal(await ensure(request, { ...note, mark: `${MARK}a`, text: `Another.\n${MARK}a` }), "written");
        assert.equal(await ensure(request, { ...note, mark: `${MARK}b`, text: `A third.\n${MARK}b` }), "written");
        const own = { ...note, mark: `${MARK}c`, text: `Decided.\n${HOSTILE}\n${MARK}c` };
        assert.equal(await ensure(request, own), "written");
        assert.equal(await ensure(request, own), "there");
        assert.equal(notes().filter((text) => text.includes(`${MARK}c`)).length, 1);
      }));

    it("writes nothing that works as markup or as a mention", () =>
      staged(true, async ({ request, notes }) => {
        await ensure(request);
        assert.match(notes().join("\n"), tame);
      }));

    it("writes to no other ticket, and says where there is none", () =>
      staged(true, async ({ request, notes }) => {
        assert.equal(await ensure(request, { ...note, number: missing }), "no-ticket");
        assert.equal(await ensure(request, { ...note, number: "../1 OR 1=1" }), "no-ticket");
        assert.ok(!notes().join().includes(MARK));
      }));

    it("sends nothing where the estate does not allow notes", () =>
      staged(true, async ({ request, requests }) => {
        for (const { writeNotes: _, ...declared } of [request.declared]) {
          await rejects(ensure({ ...request, declared }), "bug");
          await rejects(ensure({ ...request, declared: { ...declared, writeNotes: false } }), "bug");
        }
        assert.deepEqual(requests(), []);
      }));

    it("says so where the account may not write them", () =>
      staged(false, async ({ request, notes }) => {
        await rejects(ensure(request), "rights-narrowed");
        assert.ok(!notes().join().includes(MARK));
      }));
  });
}

async function rejects(asked: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(asked, (error: unknown) => error instanceof LockstepError && error.code === code);
}
