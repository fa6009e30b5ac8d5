import { userInfo } from "node:os";
import type { OperatorWay, PeopleContext } from "#services/http/people/people-context";
import type { ServedEstates } from "#services/running/service/serve-estates";

/** What a command line says of people. */
export interface PeopleOptions {
  readonly as?: string;
  /** `false`: no person comes in. */
  readonly people: boolean;
}

/** Settles how people come in: by the sign-in of service.yaml, or, where there is none, by sitting at the machine. */
export function wayOfPeople(
  { as, people }: PeopleOptions,
  { signIn }: Pick<ServedEstates, "signIn">,
  machine: Pick<OperatorWay, "invite" | "address" | "publicUrl">,
): PeopleContext["way"] {
  if (!people) return { kind: "nobody" };
  return signIn ?? { kind: "operator", name: as ?? accountName(), ...machine };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return "operator";
  }
}
