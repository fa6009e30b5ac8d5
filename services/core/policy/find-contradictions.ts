import type { Engine, Estate } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import { findChangeControlProblems } from "../authorisation/find-change-control-problems.js";
import { findSecrets } from "../privacy/mask-secrets.js";
import { findScheduleProblems } from "../schedule/find-schedule-problems.js";
import { findCollectorProblems } from "./find-collector-problems.js";
import { findExpectationProblems } from "./find-expectation-problems.js";
import { findGapProblems } from "./find-gap-problems.js";
import { findGrantProblems } from "./find-grant-problems.js";
import { findSameAddress } from "./find-same-address.js";
import { findSameFiles } from "./find-same-files.js";
import { findWebhookProblems } from "./find-webhook-problems.js";
import type { GovernedProblem } from "./governed-problem.js";
import type { SeenEngines } from "./sound-entries.js";

const WAIVERS = "policy/waivers.yaml";

/** Finds what no schema can: names used twice, roles that do not make a pair, waivers that nobody independent approved. */
export function findContradictions(
  estate: Estate | undefined,
  policy: Policy,
  { engines, repairedIn }: SeenEngines = { engines: estate?.engines ?? [], repairedIn: () => new Set() },
): GovernedProblem[] {
  return [
    ...estateContradictions(engines, repairedIn),
    ...repeated(policy.expectedDifferences.map((rule) => rule.id)).map((id) =>
      problem(
        "policy/expected-differences.yaml",
        "/expectedDifferences",
        `has the id '${id}' twice`,
        "Give each rule an id of its own.",
      ),
    ),
    ...findExpectationProblems(policy.expectedDifferences, estate),
    ...repeated(policy.waivers.map((waiver) => waiver.id)).map((id) =>
      problem(WAIVERS, "/waivers", `has the id '${id}' twice`, "Give each waiver an id of its own."),
    ),
    ...policy.waivers.flatMap((waiver) =>
      findGrantProblems(waiver, { file: WAIVERS, path: `/waivers/${waiver.id}` }, policy.settings.maxWaiverDays),
    ),
    ...findGapProblems(policy, engines),
    ...(estate === undefined
      ? []
      : [...findWebhookProblems(estate), ...findScheduleProblems(estate), ...findCollectorProblems(estate)]),
    ...findChangeControlProblems(policy.changeControl),
  ];
}

function problem(file: string, path: string, message: string, remedy: string): GovernedProblem {
  return { file, path, message, remedy };
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

/** A broken engine keeps its place and is passed over. */
function estateContradictions(
  engines: readonly (Engine | undefined)[],
  repairedIn: SeenEngines["repairedIn"],
): GovernedProblem[] {
  const twice = repeated(engines.flatMap((engine) => engine?.id ?? [])).map((id) =>
    problem("estate.yaml", "/engines", `has the engine '${id}' twice`, "Give each engine an id of its own."),
  );
  const pairs = engines.flatMap((engine, index) => {
    if (engine === undefined) return [];
    const at = `/engines/${index}/nodes`;
    // Of a node whose role is not one, nobody knows which it was to be.
    const areRolesKnown = ![...repairedIn(engine)].some((place) => place.endsWith("/role"));
    const primaries = engine.nodes.filter((node) => node.role === "primary").length;
    const standbys = engine.nodes.filter((node) => node.role === "standby");
    const problems: GovernedProblem[] = repeated(engine.nodes.map((node) => node.id)).map((id) =>
      problem("estate.yaml", at, `has the node '${id}' twice`, "Give each node an id of its own."),
    );
    if (areRolesKnown && primaries !== 1) {
      problems.push(
        problem(
          "estate.yaml",
          at,
          `of '${engine.id}' has ${primaries} primaries`,
          "Declare exactly one node with role: primary.",
        ),
      );
    }
    if (areRolesKnown && standbys.length === 0) {
      problems.push(
        problem("estate.yaml", at, `of '${engine.id}' has no standby`, "Declare at least one node with role: standby."),
      );
    }
    if (
      areRolesKnown &&
      engine.designatedStandby !== undefined &&
      !standbys.some((node) => node.id === engine.designatedStandby)
    ) {
      problems.push(
        problem(
          "estate.yaml",
          `/engines/${index}/designatedStandby`,
          `'${engine.designatedStandby}' is not a standby of '${engine.id}'`,
          "Name one of its standbys.",
        ),
      );
    }
    return [
      ...problems,
      ...addressProblems(engine, index),
      ...findSameAddress(engine, index),
      ...findSameFiles(engine, index),
    ];
  });
  return [...twice, ...pairs];
}

/** An address lies in Git for everyone to read. */
function addressProblems(engine: Engine, index: number): GovernedProblem[] {
  return engine.nodes.flatMap((node, position) => {
    const at = `/engines/${index}/nodes/${position}`;
    const addresses = Object.entries({ [`${at}/url`]: node.url ?? "", [`${at}/via/proxy`]: node.via?.proxy ?? "" });
    return addresses
      .filter(([, address]) => findSecrets(address).length > 0)
      .map(([path]) =>
        problem(
          "estate.yaml",
          path,
          "holds a password",
          "Take it out and change it: Git keeps it. Name the engine's with passwordEnv or passwordFile.",
        ),
      );
  });
}
