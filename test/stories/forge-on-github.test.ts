import { test } from "node:test";
import {
  APP as APP_REQUEST,
  CHECKS,
  CREATE_CHECK,
  EDIT_CHECK,
  INSTALLATION,
  USER,
} from "#services/forges/github/requests";
import { testForgeConformance } from "#test/conformance/forge-conformance";
import type { ForgeHarness } from "#test/conformance/forge-harness";
import { descriptionIsAbsent } from "#test/fakes/github-description";
import { type Kind, REPOSITORY, stageForge, TEAM } from "#test/forges/github/stage-forge";

test(
  "every request of these claims is held against GitHub's own description",
  { skip: descriptionIsAbsent },
  () => undefined,
);

const listed = (route: string): string => route.replaceAll(/\{[a-z_]+\}/g, "*");
const TOKEN_REQUEST = "POST /app/installations/*/access_tokens";
const BY_APP = "only an app asks it";

function harnessFor(kind: Kind, basePath: "" | "/api/v3"): ForgeHarness {
  const declared = { system: "github", repository: REPOSITORY, passwordEnv: "T" } as const;
  const server = basePath === "" ? "github.com" : "Enterprise Server";
  return {
    name: `github (${kind}, ${server})`,
    base: "main",
    accounts: { approver: "pat-lowe", objector: "sam-engineer", merger: "mia-merge", missing: "nobody-here" },
    team: TEAM,
    missingTeam: "hospital/no-such-team",
    pageOf: { reviews: 100, members: 100 },
    faultyDeclarations: [
      { system: "github", passwordEnv: "T" },
      { system: "github", repository: REPOSITORY },
      { ...declared, repository: "hospital/project/estate" },
      { ...declared, repository: "hospital/.." },
      { ...declared, username: "lockstep" },
      { ...declared, app: { id: 1, keyFile: "/k.pem" } },
      { ...declared, identityFile: "/k" },
      { ...declared, gitUrl: "https://elsewhere.example/hospital/estate.git" },
    ],
    ...(kind === "token" && {
      notApplicable: { checks: "check runs are for apps alone, whatever a token was granted" },
    }),
    askedOtherwise: {
      [listed(EDIT_CHECK)]: "where a check run says something else than before",
      ...(kind === "app"
        ? { [USER]: "only a token's account is asked for itself" }
        : {
            [listed(CHECKS)]: BY_APP,
            [listed(CREATE_CHECK)]: BY_APP,
            [APP_REQUEST]: BY_APP,
            [listed(INSTALLATION)]: BY_APP,
            [TOKEN_REQUEST]: BY_APP,
          }),
    },
    stage: (situation) => stageForge({ kind, situation, basePath }),
  };
}

testForgeConformance(harnessFor("app", ""));
testForgeConformance(harnessFor("token", "/api/v3"));
