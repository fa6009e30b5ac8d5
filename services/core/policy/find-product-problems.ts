import type { Engine } from "#schemas/estate";
import type { ArtefactPattern, Policy } from "#schemas/policy";
import { matchesGlob } from "../text/match-glob.js";
import { suggestWord } from "../text/suggest-word.js";
import type { GovernedProblem } from "./governed-problem.js";

/** Every product that can be read, with the kinds of artefact it has. */
export type ProductKinds = ReadonlyMap<string, readonly string[]>;

/** Finds engines of a make that nobody can read, and rules for a kind that no engine they speak of has: they would match nothing. */
export function findProductProblems(
  engines: readonly (Engine | undefined)[],
  policy: Policy,
  products: ProductKinds,
): GovernedProblem[] {
  const declared = engines.filter((engine) => engine !== undefined);
  return [
    ...engines.flatMap((engine, index) => (engine === undefined ? [] : unknownProduct(engine, index, products))),
    ...namedKinds(policy).flatMap((named) => unknownKind(named, declared, products)),
  ];
}

function unknownProduct({ product }: Engine, index: number, products: ProductKinds): GovernedProblem[] {
  if (products.has(product)) return [];
  const path = `/engines/${index}/product`;
  const known = [...products.keys()];
  return [{ file: "estate.yaml", path, message: `'${product}' is no product`, remedy: remedyFor(product, known) }];
}

/** A kind where policy names one. */
interface NamedKind {
  readonly file: string;
  readonly path: string;
  readonly kind: string;
  readonly engine: string | undefined;
}

function namedKinds({ interfaces, expectedDifferences, waivers, changeControl }: Policy): NamedKind[] {
  const control = "policy/change-control.yaml";
  return [
    ...interfaces.flatMap(({ match }, index) => kindOf(match, "policy/interfaces.yaml", `/interfaces/${index}/match`)),
    ...expectedDifferences.flatMap(({ id, artefact }) =>
      kindOf(artefact, "policy/expected-differences.yaml", `/expectedDifferences/${id}/artefact`),
    ),
    ...waivers.flatMap(({ id, artefact }) => kindOf(artefact, "policy/waivers.yaml", `/waivers/${id}/artefact`)),
    ...changeControl.configurationItems.flatMap((item, index) => kindOf(item, control, `/configurationItems/${index}`)),
    ...changeControl.standardTemplates.flatMap(({ id, kinds }) =>
      kinds.map((kind) => ({ file: control, path: `/standardTemplates/${id}/kinds`, kind, engine: undefined })),
    ),
  ];
}

function kindOf({ kind, engine }: Pick<ArtefactPattern, "kind" | "engine">, file: string, path: string): NamedKind[] {
  return kind === undefined ? [] : [{ file, path: `${path}/kind`, kind, engine }];
}

function unknownKind(
  { file, path, kind, engine }: NamedKind,
  engines: readonly Engine[],
  products: ProductKinds,
): GovernedProblem[] {
  const meant = engines.filter(({ id }) => engine === undefined || matchesGlob(engine, id));
  const makes = new Set(meant.map(({ product }) => product).filter((product) => products.has(product)));
  // Of engines that are not declared, or of no known make, nothing is known: any kind that some product has will do.
  const chosen = makes.size === 0 ? [...products.keys()] : [...makes];
  const kinds = [...new Set(chosen.flatMap((product) => products.get(product) ?? []))];
  if (kinds.some((known) => matchesGlob(kind, known))) return [];
  const message = `'${kind}' is no kind of artefact of ${chosen.join(", ")}`;
  return [{ file, path, message, remedy: remedyFor(kind, kinds) }];
}

function remedyFor(written: string, known: readonly string[]): string {
  const suggestion = suggestWord(written, known);
  const meant = suggestion === undefined ? "" : `Did you mean '${suggestion}'? `;
  return `${meant}There are: ${[...known].sort().join(", ")}.`;
}
