import type { AlignStep } from "#schemas/align-plan";

/** One thing to do, before it has its number. */
export type StepDraft = Omit<AlignStep, "number">;

/** A file to put in, with what it brings. */
export interface ImportStep {
  readonly path: string;
  readonly how: string;
  readonly rank: number;
  readonly names: readonly string[];
  readonly kinds: readonly string[];
}

/** Something to do by hand. */
export interface ManualStep {
  readonly name: string;
  readonly how: string;
  readonly rank: number;
  readonly why: string | null;
  readonly details: readonly string[];
}

export interface StepParts {
  readonly nodeId: string;
  readonly engineId: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly imports: readonly ImportStep[];
  readonly manual: readonly ManualStep[];
  readonly removals: readonly ManualStep[];
  /** Values that a file could not carry, a line each. */
  readonly unset: readonly string[];
  readonly placeholders: number;
  /** Digest to expect, for the alignment itself; left out for a rollback. */
  readonly expectedDigest?: string;
}

/**
 * The steps in the order in which a person takes them: look, fill, prepare, import what others need first, set, do by hand, deploy,
 * delete, prove. None where there is nothing to do.
 */
export function writeSteps(parts: StepParts): AlignStep[] {
  const { imports, manual, removals } = parts;
  if (imports.length + manual.length + removals.length === 0) return [];
  return [
    ...checkStep(parts),
    ...fillStep(parts),
    ...parts.before.map((what): StepDraft => ({ kind: "prepare", what, details: [] })),
    ...inOrder(parts),
    ...setStep(parts),
    ...(imports.length === 0 ? [] : parts.after.map((what): StepDraft => ({ kind: "deploy", what, details: [] }))),
    ...group("remove", [...removals].sort(byRank)).map(({ rank: _rank, ...step }) => step),
    ...proveStep(parts),
  ].map((step, index) => ({ number: index + 1, ...step }));
}

function checkStep({ nodeId, expectedDigest }: StepParts): StepDraft[] {
  if (expectedDigest === undefined) return [];
  return [
    {
      kind: "check",
      what: `See that this plan still holds: lockstep align --check, with the folder of this plan; it reads ${nodeId} again`,
      details: ["Exit 0: go on. Anything else: plan anew."],
    },
  ];
}

function fillStep({ placeholders }: StepParts): StepDraft[] {
  if (placeholders === 0) return [];
  return [
    {
      kind: "fill",
      what: `Put the real values in the place of ${placeholders} placeholder${placeholders === 1 ? "" : "s"}, in a copy of the files that nobody else can read`,
      details: [
        "'Values to fill in' lists each, with its file; the values are in the Trust's own password store, or on the node that the file was read from.",
        "Delete the copy once it is imported.",
      ],
    },
  ];
}

interface Ranked extends StepDraft {
  readonly rank: number;
}

/** Files and work by hand in one order, since one may need the other. */
function inOrder({ imports, manual }: StepParts): StepDraft[] {
  const files = new Map<string, Ranked & { readonly details: string[] }>();
  for (const { path, how, rank, names } of imports) {
    const step = files.get(`${rank}\0${how}`) ?? { kind: "import" as const, what: how, details: [], rank };
    step.details.push(`${path}: ${names.join(", ")}`);
    files.set(`${rank}\0${how}`, step);
  }
  return [...files.values(), ...group("by-hand", manual)].sort(byRank).map(({ rank: _rank, ...step }) => step);
}

function group(kind: "by-hand" | "remove", manual: readonly ManualStep[]): Ranked[] {
  const steps = new Map<string, Ranked & { readonly details: string[] }>();
  for (const { name, how, rank, why, details } of manual) {
    const what = why === null ? how : `${how} (no file brings it: ${why})`;
    const step = steps.get(`${rank}\0${what}`) ?? { kind, what, details: [], rank };
    step.details.push(name, ...details.map((line) => `- ${line}`));
    steps.set(`${rank}\0${what}`, step);
  }
  return [...steps.values()];
}

function byRank(a: { readonly rank: number }, b: { readonly rank: number }): number {
  return a.rank - b.rank;
}

function setStep({ unset }: StepParts): StepDraft[] {
  if (unset.length === 0) return [];
  return [{ kind: "set", what: "Set by hand what must differ on this node", details: [...unset] }];
}

function proveStep({ engineId, nodeId, expectedDigest }: StepParts): StepDraft[] {
  const command = `lockstep check ${engineId}`;
  if (expectedDigest === undefined) return [{ kind: "prove", what: `Let Lockstep read it: ${command}`, details: [] }];
  const details = [`${nodeId} should then have the digest ${expectedDigest}.`];
  return [{ kind: "prove", what: `Let Lockstep prove it: ${command}`, details }];
}
