import type { Forge } from "#schemas/forge";

/** Whether a ref is one that reviews depend on: the branch of the estate, or one of a proposal. */
export function isBranchOfEstate(ref: string, { branch = "main" }: Pick<Forge, "branch">): boolean {
  return ref === `refs/heads/${branch}` || ref.startsWith("refs/heads/drift/");
}
