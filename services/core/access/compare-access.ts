import type { AccessChange, AccessReview } from "#schemas/access-review";
import type { ListedGrants } from "./list-grants.js";

/** Accounts and roles that a node's snapshot holds. */
export type ListedAccount = Pick<
  NonNullable<AccessReview["engines"][number]["accounts"]>[number],
  "kind" | "name" | "digest"
>;

/** Tells which roles were given and taken from one policy to the next. */
export function compareGrants(before: ListedGrants, now: ListedGrants): readonly AccessChange[] {
  return compareKeyed(keyedGrants(before), keyedGrants(now)).map((change) => ({ about: "role" as const, ...change }));
}

/** Tells which accounts and roles a node gained and lost, and which became others. */
export function compareAccounts(
  place: string,
  before: readonly ListedAccount[],
  now: readonly ListedAccount[],
): readonly AccessChange[] {
  const keyed = (accounts: readonly ListedAccount[]): Keyed =>
    new Map(
      accounts.map(({ kind, name, digest }) => [
        JSON.stringify([kind, name]),
        { who: name, detail: `${kind} of ${place}`, state: digest },
      ]),
    );
  return compareKeyed(keyed(before), keyed(now)).map((change) => ({ about: "account" as const, ...change }));
}

type Keyed = ReadonlyMap<string, { readonly who: string; readonly detail: string; readonly state?: string }>;

function keyedGrants({ people, groups }: ListedGrants): Keyed {
  return new Map(
    [
      ...people.map(({ account, name, role, engines }) => ({
        key: ["person", account, name],
        who: name,
        role,
        engines,
      })),
      ...groups.map(({ group, role, engines }) => ({ key: ["group", group], who: `group ${group}`, role, engines })),
    ].map(({ key, who, role, engines }) => {
      const over = engines === "all" ? "all engines" : engines.join(", ");
      return [JSON.stringify([...key, role, over]), { who, detail: `${role} of ${over}` }];
    }),
  );
}

/** Gone first, then what came, then what became another. */
function compareKeyed(before: Keyed, now: Keyed): readonly Omit<AccessChange, "about">[] {
  const told = ({ who, detail }: { readonly who: string; readonly detail: string }) => ({ who, detail });
  return [
    ...[...before].filter(([key]) => !now.has(key)).map(([, each]) => ({ change: "removed" as const, ...told(each) })),
    ...[...now].filter(([key]) => !before.has(key)).map(([, each]) => ({ change: "added" as const, ...told(each) })),
    ...[...now]
      .filter(([key, { state }]) => before.has(key) && before.get(key)?.state !== state)
      .map(([, each]) => ({ change: "changed" as const, ...told(each) })),
  ];
}
