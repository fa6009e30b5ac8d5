import type { ParsedExport, RawArtefact, RawNode } from "#services/core/dialect";
import type { ClassDefinition, ClassMember } from "#services/formats/udl/class-definition";
import { classTree } from "./class-tree.js";
import { parseDefinition, withoutLayout } from "./definition-tree.js";
import type { Kind } from "./kinds.js";
import { keyIn, malformed, type Place } from "./place.js";
import { productionArtefacts } from "./production-artefacts.js";
import type { ProductionContext } from "./production-context.js";

/** What makes a class more than code: the XData block that holds its definition, and the element in it. */
const DEFINITIONS = [
  { kind: "rule", block: "RuleDefinition", element: "ruleDefinition" },
  { kind: "dtl", block: "DTL", element: "transform" },
  { kind: "bpl", block: "BPL", element: "process" },
] as const;

const PRODUCTION_BLOCK = "ProductionDefinition";

/** What a class is: a production with its items, a rule, a transformation, a process, or code. */
export function classArtefacts(definition: ClassDefinition, place: Place, context: ProductionContext): ParsedExport {
  const production = productionOf(definition, place);
  if (production === undefined) return { artefacts: [classArtefact(definition, place)], facts: {} };
  const { artefacts, facts } = productionArtefacts(production, definition.name, place, context);
  return { artefacts: [...artefacts, ...codeOfProduction(definition, place)], facts };
}

function classArtefact(definition: ClassDefinition, place: Place): RawArtefact {
  for (const { kind, block, element } of DEFINITIONS) {
    const member = xdata(definition, block);
    if (member === undefined) continue;
    const tree = parseDefinition(member.body, element, inBlock(place, block));
    if (tree === undefined) throw malformed(place.origin, 1, `the block ${block} does not hold one <${element}>`);
    return artefactOf(kind, without(definition, member), place, withoutLayout(tree));
  }
  return artefactOf("class", definition, place);
}

/** The settings of a production class; `undefined` where it is none, or inherits them. */
function productionOf(definition: ClassDefinition, place: Place): RawNode | undefined {
  const member = xdata(definition, PRODUCTION_BLOCK);
  if (member === undefined) return undefined;
  const tree = parseDefinition(member.body, "Production", inBlock(place, PRODUCTION_BLOCK));
  if (tree === undefined)
    throw malformed(place.origin, 1, `the block ${PRODUCTION_BLOCK} does not hold one <Production>`);
  return tree;
}

/** What a production class holds beside its settings, where it is more than a plain production. */
function codeOfProduction(definition: ClassDefinition, place: Place): readonly RawArtefact[] {
  const block = xdata(definition, PRODUCTION_BLOCK);
  const rest = block === undefined ? definition : without(definition, block);
  const isPlain =
    rest.superclasses === "Ens.Production" &&
    rest.description === "" &&
    rest.keywords.length === 0 &&
    rest.members.length === 0;
  return isPlain ? [] : [artefactOf("class", rest, place)];
}

/** Lines in messages count from the block's first. */
function inBlock({ origin }: Place, block: string): string {
  return `${origin} (block ${block})`;
}

function xdata(definition: ClassDefinition, name: string): ClassMember | undefined {
  return definition.members.find((member) => member.type === "XData" && member.name === name);
}

/** The class around a block that stands by itself; what else the block says, such as a description, stays in the class. */
function without(definition: ClassDefinition, member: ClassMember): ClassDefinition {
  const fields = member.fields.filter(([name, value]) => !(name === "XMLNamespace" && STANDARD_NAMESPACE.test(value)));
  const rest = fields.length === 0 && member.description === "" ? [] : [{ ...member, fields, body: "" }];
  return { ...definition, members: definition.members.flatMap((other) => (other === member ? rest : [other])) };
}

const STANDARD_NAMESPACE = /^http:\/\/www\.intersystems\.com\/(?:rule|dtl|bpl)$/;

function artefactOf(kind: Kind, definition: ClassDefinition, place: Place, tree?: RawNode): RawArtefact {
  const { name } = definition;
  return { kind, key: keyIn(place, name), name, root: classTree(definition, tree) };
}
