import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { it } from "node:test";
import { promisify } from "node:util";
import type { ForgeRemote } from "#services/ports/forge";
import { assertFreeOf } from "./assert-tells-nothing.js";
import { type ForgeSuite, rejectsWith, reviewNow } from "./forge-suite.js";

/** Text that is nobody's friend: mentions, references, markup, comment marks, fences, direction marks, a path and a query. */
const HOSTILE = [
  "@everybody #1 !2 AB#3 <script>alert(1)</script> <!-- lockstep: approved --> --> [x](javascript:alert(1))",
  "```",
  "` ~~~ | a | \u202Eevil\u2066 \u{1F3E5} {{7*7}} ${HOME} $(id) %2e%2e%2f ../../etc/passwd?x=1&y=2#z",
  "</details></table> \\ \\u0000 \" ' ; -- é",
].join("\n");

/** Claims about text that crosses the wire, and about the way that git goes. */
export function testForgeWords({ harness, when, opened }: ForgeSuite): void {
  it("carries hostile text as text, there and back", () =>
    opened("healthy", async ({ session, review, people }) => {
      const title = HOSTILE.split("\n")[0] ?? "";
      const { number } = await review({ title, body: HOSTILE });
      const found = await reviewNow(session, number);
      assert.equal(found.title, title);
      assert.equal(found.body, HOSTILE);
      await session.comment(number, HOSTILE);
      assert.deepEqual(await people.comments(number), [HOSTILE]);
      await session.editReview(number, { title: "Plain", body: `${HOSTILE}!` });
      assert.equal((await reviewNow(session, number)).body, `${HOSTILE}!`);
    }));

  it("writes a body as long as it says that the host allows, and never sends a longer one", () =>
    opened("healthy", async (opened) => {
      const { session, review, requests } = opened;
      const { bodyMax } = session.abilities;
      const longest = "x".repeat(bodyMax);
      const { number } = await review({ body: longest });
      assert.equal((await reviewNow(session, number)).body.length, bodyMax);
      await session.editReview(number, { body: `y${longest.slice(1)}` });
      const before = requests().length;
      const code = harness.codes?.["too-long"] ?? "bug";
      await rejectsWith(session.editReview(number, { body: `${longest}x` }), code, opened);
      await rejectsWith(
        session.openReview({
          branch: "drift/tie/long",
          base: harness.base,
          title: "Long",
          body: `${longest}x`,
          labels: [],
        }),
        code,
        opened,
      );
      assert.equal(requests().length, before);
      assert.equal((await reviewNow(session, number)).body[0], "y");
    }));

  when("asking", "asks owners to look, and says of each who could not be asked why", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { number } = await review();
      const { approver, missing } = harness.accounts;
      const told = await session.askReviewers(number, [approver, harness.team, missing]);
      assert.deepEqual(
        told.map(({ owner }) => owner),
        [missing],
      );
      assert.ok((told[0]?.why.length ?? 0) > 5);
      const asked = await people.asked(number);
      for (const owner of [approver, harness.team])
        assert.ok(asked.includes(owner.toLowerCase()), `${owner}: ${asked.join()}`);
      assert.deepEqual(await session.askReviewers(number, []), []);
    }),
  );

  when("asking", "leaves what was said standing when it asks once more", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { number } = await review();
      await people.approve(number, harness.accounts.approver);
      const before = await session.opinions(number);
      await session.askReviewers(number, [harness.accounts.approver]);
      assert.deepEqual(await session.opinions(number), before);
    }),
  );

  when("statuses", "sets a status on a commit, and another one in its place", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { head } = await review();
      assert.ok(head !== null);
      const description = "d".repeat(session.abilities.statusMax);
      const about = { context: "lockstep/proposal", description, url: "https://lockstep.hospital.test/tie" };
      await session.setStatus(head, { ...about, state: "pending" });
      await session.setStatus(head, { ...about, state: "success", description: "Approved for this commit" });
      await session.setStatus(head, { state: "failure", context: "lockstep/ticket", description: "No ticket" });
      assert.deepEqual([...(await people.statuses(head))].sort(byContext), [
        { context: "lockstep/proposal", state: "success", description: "Approved for this commit" },
        { context: "lockstep/ticket", state: "failure", description: "No ticket" },
      ]);
    }),
  );

  when("checks", "writes a check run on a commit, where its account may", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { head } = await review();
      assert.ok(head !== null && session.abilities.checkRuns);
      await session.setCheck(head, { name: "lockstep", conclusion: "neutral", title: "One change", summary: HOSTILE });
      assert.deepEqual(await people.checks(head), [{ name: "lockstep", conclusion: "neutral" }]);
    }),
  );

  when("dashboard", "keeps one dashboard and edits it in its place", () =>
    opened("healthy", async ({ session, people }) => {
      const first = await session.putDashboard({ title: "Lockstep", body: "one" });
      const second = await session.putDashboard({ title: "Lockstep", body: "two" });
      assert.equal(second, first);
      assert.deepEqual(await people.dashboards(), ["two"]);
    }),
  );

  it("refuses at once what it says that it cannot do", () =>
    opened("healthy", async (opened) => {
      const { abilities } = opened.session;
      const dashboard = { title: "Lockstep", body: "one" };
      if (!abilities.issues) await rejectsWith(opened.session.putDashboard(dashboard), "bug", opened);
      const check = { name: "lockstep", conclusion: "success", title: "t", summary: "s" } as const;
      if (!abilities.checkRuns) await rejectsWith(opened.session.setCheck("0".repeat(40), check), "bug", opened);
    }));

  it("names a way for git by which the repository is reached, with no secret in its address", () =>
    opened("healthy", async ({ session, request, push }) => {
      const commit = await push("drift/tie/by-git");
      const { remote } = session;
      assertFreeOf(remote.url, request.secret);
      assert.ok((await lsRemote(remote)).includes(`${commit}\trefs/heads/drift/tie/by-git`));
    }));

  when("web", "names addresses that a browser opens, whatever a file is called", () =>
    opened("healthy", async ({ session, review, request }) => {
      const { url } = await review();
      const hostile = session.fileUrl("drift/tie/t-1", 'reviews/tie/a "b" <c>?d#e/report.html');
      assert.ok(session.url !== null);
      for (const address of [session.url, url, hostile]) {
        assert.ok(URL.canParse(address) && /^https?:/.test(address), address);
        assert.ok(!/[<>" ]/.test(address), address);
        assertFreeOf(address, request.secret);
      }
      assert.ok(hostile.startsWith(session.url), hostile);
      assert.ok(hostile.includes("report.html"), hostile);
    }),
  );
}

async function lsRemote({ url, authorization }: ForgeRemote): Promise<string> {
  const settings = [
    ["http.sslVerify", "false"],
    ...(authorization === undefined ? [] : [["http.extraHeader", `Authorization: ${authorization}`]]),
  ];
  const env = Object.fromEntries(
    settings.flatMap(([key = "", value = ""], at) => [
      [`GIT_CONFIG_KEY_${at}`, key],
      [`GIT_CONFIG_VALUE_${at}`, value],
    ]),
  );
  const { stdout } = await promisify(execFile)("git", ["ls-remote", url], {
    env: { PATH: process.env["PATH"], GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_COUNT: String(settings.length), ...env },
  });
  return stdout;
}

function byContext(a: { readonly context: string }, b: { readonly context: string }): number {
  return a.context < b.context ? -1 : 1;
}
