import assert from "node:assert/strict";
import { it } from "node:test";
import type { LockstepError } from "#services/core/errors";
import type { ForgeSession } from "#services/ports/forge";
import { assertTellsNothing } from "./assert-tells-nothing.js";
import type { StagedForge } from "./forge-harness.js";
import { FORGE_SITUATIONS, type ForgeSituation } from "./forge-situations.js";
import { type ForgeSuite, rejectsWith, reviewNow } from "./forge-suite.js";

type Code = LockstepError["code"];

const FAILURES: Readonly<Partial<Record<ForgeSituation, Code>>> = {
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
};

/** Which check of a diagnosis names the fault; where there is none, it has nothing to find. */
const CHECKS: Readonly<Partial<Record<ForgeSituation, string>>> = {
  "expired-credential": "login",
  "no-credential": "login",
  forbidden: "rights",
  "narrowed-rights": "rights",
  "rate-limited": "limit",
  unavailable: "route",
  silent: "route",
  "truncated-answer": "reading",
  "cut-connection": "reading",
  "endless-answer": "reading",
  garbage: "reading",
  "login-page": "reading",
  "redirect-to-login": "reading",
  "untrusted-certificate": "certificate",
};

/** Claims about a forge that is not well. */
export function testForgeFailures({ harness, when, staged, opened }: ForgeSuite): void {
  const { codes = {}, checks = {} } = harness;
  const open = (stage: StagedForge): Promise<ForgeSession> => stage.forge.open(stage.request);

  for (const [name, usual] of Object.entries(FAILURES)) {
    const situation = name as ForgeSituation;
    const code = codes[situation] ?? usual;
    when(situation, `ends with '${code}' when staged as '${situation}', and no session is opened`, () =>
      staged(situation, (stage) => rejectsWith(open(stage), code, stage)),
    );
    when(situation, `tells neither an empty list nor a lack when '${situation}' strikes in the middle`, () =>
      opened("healthy", async (opened) => {
        const { session, review, turn, push } = opened;
        const { number } = await review();
        await push("drift/tie/another");
        turn(situation);
        const draft = { branch: "drift/tie/another", base: harness.base, title: "t", body: "b", labels: [] };
        await rejectsWith(session.listReviews(new Date(0).toISOString()), code, opened);
        await rejectsWith(session.findReview(number), code, opened);
        await rejectsWith(session.opinions(number), code, opened);
        await rejectsWith(session.openReview(draft), code, opened);
        await rejectsWith(session.comment(number, "c"), code, opened);
      }),
    );
  }

  when("narrowed-rights", "says that rights are missing where it may not write, and reads on", () =>
    opened("healthy", async (opened) => {
      const { session, review, turn } = opened;
      const { number } = await review();
      turn("narrowed-rights");
      assert.equal((await reviewNow(session, number)).number, number);
      const code = codes["narrowed-rights"] ?? "rights-narrowed";
      await rejectsWith(session.comment(number, "c"), code, opened);
      await rejectsWith(session.editReview(number, { body: "b" }), code, opened);
      await rejectsWith(session.closeReview(number), code, opened);
    }),
  );

  when("rate-limited-once", "waits as long as it is asked to, and then does it once", () =>
    opened("healthy", async ({ session, review, people, turn }) => {
      const { number } = await review();
      turn("rate-limited-once");
      await session.comment(number, "once");
      assert.deepEqual(await people.comments(number), ["once"]);
    }),
  );

  when("rate-limited-once", "signs in although it was asked to wait", () =>
    opened("rate-limited-once", async ({ session }) => {
      assert.notEqual(session.account, "");
    }),
  );

  when("cut-connection", "writes nothing a second time where the answer to the first was lost", () =>
    opened("healthy", async (opened) => {
      const { session, review, people, turn } = opened;
      const { number } = await review();
      turn("cut-connection");
      await rejectsWith(session.comment(number, "once"), codes["cut-connection"] ?? "answer-truncated", opened);
      turn("healthy");
      assert.ok((await people.comments(number)).length <= 1);
    }),
  );

  when("no-credential", "asks for a token where none is set, and sends nothing in its place", () =>
    staged("no-credential", async (stage) => {
      const { secret: _secret, ...request } = stage.request;
      await rejectsWith(stage.forge.open(request), "credential-missing", stage);
      assert.deepEqual(stage.requests(), []);
    }),
  );

  when("untrusted-certificate", "sends no token to a server whose certificate is not trusted", () =>
    staged("untrusted-certificate", async (stage) => {
      await rejectsWith(open(stage), "certificate-untrusted", stage);
      assert.deepEqual(stage.requests(), []);
    }),
  );

  when("slow", "gives up when a request takes longer than allowed, and stops when told to", () =>
    staged("slow", async (stage) => {
      const forge = stage.forge;
      await rejectsWith(forge.open({ ...stage.request, timeoutMs: 50 }), "node-unreachable", stage);
      await rejectsWith(forge.open({ ...stage.request, signal: AbortSignal.timeout(50) }), "aborted", stage);
    }),
  );

  when("wire", "asks nothing when told to stop beforehand", () =>
    staged("healthy", async (stage) => {
      const request = { ...stage.request, signal: AbortSignal.abort() };
      await rejectsWith(stage.forge.open(request), "aborted", stage);
      assert.deepEqual(stage.requests(), []);
    }),
  );

  for (const situation of FORGE_SITUATIONS) {
    // A slow forge is no fault; one that has healed is none either; teams and guards are looked at where policy names them.
    if (["slow", "team-hidden", "protection-hidden"].includes(situation)) continue;
    const check = checks[situation] ?? CHECKS[situation];
    const found = check === undefined ? "no fault" : `a fault of '${check}', with its remedy and no error`;
    when(situation, `finds ${found} when staged as '${situation}'`, () =>
      staged(situation, async (stage) => {
        const { secret: _secret, ...rest } = stage.request;
        const told = await stage.forge.diagnose(situation === "no-credential" ? rest : stage.request);
        const failed = told.filter(({ state }) => state === "failed");
        const isAsMeant = check === undefined ? failed.length === 0 : failed.some((each) => each.check === check);
        assert.ok(isAsMeant, JSON.stringify(told, null, 1));
        assert.ok(told.length > 0);
        for (const { check: name, state, message, remedy = "" } of told) {
          assert.ok(name.length > 0 && message.length > 0);
          assert.ok(state === "ok" || remedy.length > 0, `'${message}' has no remedy`);
        }
        assertTellsNothing(told, stage.request.secret);
      }),
    );
  }

  it("can be closed twice", () =>
    opened("healthy", async ({ session, review }) => {
      await review();
      await session.close();
      await session.close();
    }));
}
