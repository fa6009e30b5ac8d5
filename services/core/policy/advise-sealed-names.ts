import type { Policy } from "#schemas/policy";
import { isNobody } from "../people/is-nobody.js";
import { parsePseudonym } from "../people/pseudonym.js";
import { PEOPLE_FILE } from "./beside-judgement.js";
import type { GovernedProblem } from "./governed-problem.js";
import { readPeoplePolicy, wantsSealedAccounts } from "./wants-pseudonyms.js";

const FILE = "policy/change-control.yaml";

/**
 * Advises on names that stand in clear where accounts of engines and people of tickets stand by pseudonym: nobody can tell then who is who, and every change waits for
 * another's word. So does the other way round, where accounts are to be sealed and whoever acts in Lockstep is not: then neither is.
 */
export function adviseSealedNames(
  files: ReadonlyMap<string, string>,
  policy: Policy | undefined,
): readonly GovernedProblem[] {
  const people = readPeoplePolicy(files.get(PEOPLE_FILE) ?? "");
  if (people?.accounts === "pseudonyms" && people.people === "names") {
    const message = "asks for accounts by pseudonym while whoever acts stands by name: accounts stand by name, too";
    return [{ file: PEOPLE_FILE, path: "/accounts", message, remedy: "Write 'people: pseudonyms', or take it out." }];
  }
  if (policy === undefined || !wantsSealedAccounts(files.get(PEOPLE_FILE))) return [];
  const { identities, singleHanded } = policy.changeControl;
  const inClear = [
    ...identities.flatMap(({ account, person }, index) => [
      { path: `/identities/${index}/account`, name: account },
      { path: `/identities/${index}/person`, name: person },
    ]),
    ...(singleHanded === false ? [] : singleHanded.reviewers).map((name, index) => ({
      path: `/singleHanded/reviewers/${index}`,
      name,
    })),
  ].filter(({ name }) => !isNobody(name) && parsePseudonym(name) === undefined);
  return inClear.map(({ path }) => ({
    file: FILE,
    path,
    message:
      "is a name in clear, and what it is held against stands by pseudonym: nobody can tell whether they are one",
    remedy: "Run 'lockstep people seal', look at what it changed, commit and push.",
  }));
}
