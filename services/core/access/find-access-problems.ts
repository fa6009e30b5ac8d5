import type { AccessPolicy, RoleGrant } from "#schemas/access";
import type { Engine } from "#schemas/estate";
import { isNobody } from "../people/is-nobody.js";
import { mayBeSamePerson } from "../people/may-be-same-person.js";
import { ACCESS_FILE } from "../policy/beside-judgement.js";
import type { GovernedProblem } from "../policy/governed-problem.js";

type Told = Omit<GovernedProblem, "file">;

/** Finds what no schema can: a person who stands there twice, an engine that is not there, an estate that nobody administers. */
export function findAccessProblems(
  access: AccessPolicy,
  engines: readonly (Pick<Engine, "id"> | undefined)[],
): GovernedProblem[] {
  const ids = engines.flatMap((engine) => engine?.id ?? []);
  const told = [
    ...access.people.flatMap((_person, index) => personProblems(access.people, index)),
    ...access.groups.flatMap((_group, index) => groupProblems(access.groups, index)),
    ...access.people.flatMap(({ roles }, index) => engineProblems(roles, `/people/${index}`, ids)),
    ...access.groups.flatMap(({ roles }, index) => engineProblems(roles, `/groups/${index}`, ids)),
    ...administratorProblems(access),
  ];
  return told.map((problem) => ({ file: ACCESS_FILE, ...problem }));
}

function personProblems(people: AccessPolicy["people"], index: number): Told[] {
  const person = people[index];
  if (person === undefined) return [];
  const path = `/people/${index}`;
  const before = people.slice(0, index);
  const problems: Told[] = [];
  if (before.some(({ account }) => fold(account) === fold(person.account))) {
    const message = "has an account that stands there before";
    problems.push({ path: `${path}/account`, message, remedy: "Give each person one entry with all their roles." });
  }
  if (isNobody(person.name)) {
    const message = "names nobody who could be asked later";
    problems.push({ path: `${path}/name`, message, remedy: "Give a person's name, in letters of one script." });
  } else if (before.some(({ name }) => mayBeSamePerson(name, person.name))) {
    const message = "could be taken for somebody who stands there before";
    const remedy = "Give each person one account; two people of one name bear what tells them apart, such as a team.";
    problems.push({ path: `${path}/name`, message, remedy });
  }
  return problems;
}

function groupProblems(groups: AccessPolicy["groups"], index: number): Told[] {
  const entry = groups[index];
  if (entry === undefined) return [];
  const problems: Told[] = [];
  if (groups.findIndex(({ group }) => group === entry.group) < index) {
    const message = "stands there before";
    problems.push({ path: `/groups/${index}/group`, message, remedy: "Give each group one entry with all its roles." });
  }
  if (entry.roles.some(({ role }) => role === "approver")) {
    const message = "lets a whole group approve";
    const remedy = "Name each approver under people: whoever joins a group must not approve by that alone.";
    problems.push({ path: `/groups/${index}/roles`, message, remedy });
  }
  return problems;
}

function engineProblems(roles: readonly RoleGrant[], at: string, ids: readonly string[]): Told[] {
  return roles.flatMap(({ engines = [] }, position) =>
    engines.flatMap((engine, place) =>
      ids.includes(engine)
        ? []
        : [
            {
              path: `${at}/roles/${position}/engines/${place}`,
              message: "is no engine of the estate",
              remedy: ids.length === 0 ? "Declare the engine in estate.yaml." : `There are: ${ids.join(", ")}.`,
            },
          ],
    ),
  );
}

/** A file in which nobody stands yet gives nobody anything: that is how it begins. */
function administratorProblems({ people, groups }: AccessPolicy): Told[] {
  const entries = [...people, ...groups];
  if (entries.length === 0) return [];
  const isAdministered = entries.some(({ roles }) =>
    roles.some(({ role, engines }) => role === "administrator" && engines === undefined),
  );
  if (isAdministered) return [];
  const remedy = "Give one person, better two, the role administrator without engines.";
  return [{ path: "/people", message: "names no administrator of the whole estate", remedy }];
}

function fold(account: string): string {
  return account.trim().toLowerCase();
}
