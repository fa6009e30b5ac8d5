import { idOf } from "#services/simulators/azure-devops/devops-state";
import type { DevOpsFaults } from "#services/simulators/azure-devops/faults";
import { addPull } from "#services/simulators/azure-devops/pull-routes";
import { testForgeConformance } from "#test/conformance/forge-conformance";
import type { ForgePeople } from "#test/conformance/forge-harness";
import type { ForgeSituation } from "#test/conformance/forge-situations";
import {
  type DevOpsStage,
  forge,
  LOCKSTEP,
  PAT,
  ROBIN,
  SAM,
  type StagedDevOps,
  stageDevOps,
} from "#test/forges/azure-devops/stage-devops";

const ALL = "*";
const FAULTS: Readonly<Partial<Record<ForgeSituation, DevOpsFaults>>> = {
  "expired-credential": { tokenExpired: true },
  forbidden: { hidden: ["repository"] },
  "narrowed-rights": { readOnly: true },
  "team-hidden": { hidden: ["teams"] },
  "protection-hidden": { hidden: ["policies"] },
  "rate-limited-once": { quota: { times: 1, seconds: 1 } },
  "rate-limited": { quota: { times: 1000, seconds: 3600 } },
  unavailable: { status: { path: ALL, code: 503 } },
  slow: { slow: { path: ALL, ms: 400 } },
  silent: { hang: ALL },
  "truncated-answer": { truncate: { path: ALL, how: "clean-end" } },
  "cut-connection": { truncate: { path: ALL, how: "cut-connection" } },
  "endless-answer": { hugeBody: ALL },
  garbage: { garbage: ALL },
  "login-page": { loginPage: ALL },
  "redirect-to-login": { redirectToLogin: ALL },
};

const UNTRUSTED = { tls: { fingerprint: Array.from({ length: 32 }, () => "00").join(":") } };

for (const [name, stage] of Object.entries({
  "azure-devops": {},
  "azure-devops, a server of version 6.0": { model: { version: "6.0" } },
} satisfies Record<string, DevOpsStage>)) {
  testForgeConformance({
    name,
    base: "main",
    accounts: { approver: PAT, objector: ROBIN, merger: SAM, missing: "pat@hospital.test" },
    team: "Integration Engines/CAB",
    missingTeam: "Integration Engines/Nobody",
    pageOf: { reviews: 100, members: 100 },
    faultyDeclarations: [
      { system: "azure-devops", passwordEnv: "T" },
      { system: "azure-devops", passwordEnv: "T", repository: "project/name" },
      { system: "azure-devops", url: "https://tfs.hospital.test/tfs/Main", repository: "project/name" },
      { system: "azure-devops", passwordEnv: "T", repository: "org/../name" },
      {
        system: "azure-devops",
        passwordEnv: "T",
        repository: "org/project/name",
        app: { id: 1, keyFile: "app.pem" },
      },
    ],
    notApplicable: {
      words: "a vote has no words of its own: what is said beside it is a comment",
      checks: "Azure DevOps has no check runs: a status on the push does their work",
      dashboard: "it has work items and no issues; the dashboard is a file on a branch",
    },
    async stage(situation) {
      const faults = FAULTS[situation] ?? {};
      const declared = situation === "untrusted-certificate" ? UNTRUSTED : {};
      const staged = await stageDevOps({ ...stage, faults, declared });
      const { simulator, request } = staged;
      const { state, people } = simulator;
      return {
        forge,
        request,
        people: peopleOf(staged),
        push: (branch) => people.push(branch, LOCKSTEP, "main"),
        async fill(count) {
          const refs = { targetRefName: "refs/heads/main", title: "t", description: "d", labels: [] };
          for (let at = 0; at < count; at += 1)
            addPull(state, { ...refs, sourceRefName: `refs/heads/drift/fill/${at}` });
        },
        turn(to) {
          state.faults = FAULTS[to] ?? {};
        },
        requests: () => simulator.requests,
        stop: () => simulator.stop(),
      };
    },
  });
}

function peopleOf({ simulator: { state, people } }: StagedDevOps): ForgePeople {
  return {
    approve: (number, account) => Promise.resolve(people.vote(number, account, 10)),
    requestChanges: (number, account) => Promise.resolve(people.vote(number, account, -10)),
    dismiss: (number, account) => Promise.resolve(people.vote(number, account, 0)),
    comment: (number, account, text) => Promise.resolve(people.comment(number, account, text)),
    merge: (number, account) => people.complete(number, account),
    close: (number, account) => Promise.resolve(people.abandon(number, account)),
    reopen: (number) => Promise.resolve(people.reactivate(number)),
    deleteBranch: (branch) => people.deleteBranch(branch),
    pushCommit: (branch, account) => people.push(branch, account),
    openReview: async (branch, account, fromFork) => {
      await people.push(branch, account, "main");
      return people.open(branch, account, fromFork);
    },
    setMembers: (team, accounts) => void state.teams.set(team.split("/").at(-1) ?? "", accounts),
    async comments(number) {
      const said = (state.pull(number)?.threads ?? []).flatMap(({ comments }) => comments);
      return said.filter(({ commentType }) => commentType === "text").map(({ content }) => content);
    },
    async statuses(commit) {
      const words: Readonly<Record<string, string>> = { succeeded: "success", failed: "failure" };
      const newest = new Map(
        (state.statuses.get(commit) ?? []).map(({ context, state: told, description }) => {
          const name = `${context.genre}/${context.name}`;
          return [name, { context: name, state: words[told] ?? told, description }];
        }),
      );
      return [...newest.values()];
    },
    checks: () => Promise.resolve([]),
    async asked(number) {
      const reviewers = [...(state.pull(number)?.reviewers ?? [])];
      return reviewers.map(([id, { name }]) =>
        (id === idOf("team CAB") ? "Integration Engines/CAB" : name).toLowerCase(),
      );
    },
    dashboards: () => Promise.resolve([]),
  };
}
