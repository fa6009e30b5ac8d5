import { type Static, Type } from "typebox";

const OUTCOME = "^[A-Za-z0-9][A-Za-z0-9.-]{0,15}$";
const DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

const EVIDENCE = signals("signals that speak for it, by their ids");
const COUNTER_EVIDENCE = signals("signals that speak against it, by their ids");

/** One indicator of an outcome, and what of a pack speaks to it. */
export const MappedIndicator = Type.Object(
  {
    ref: Type.String({ pattern: "^[A-Z]{1,2}#[1-9][0-9]?$", description: "column and place, for example A#4" }),
    evidence: Type.Optional(EVIDENCE),
    counterEvidence: Type.Optional(COUNTER_EVIDENCE),
  },
  { additionalProperties: false },
);
export type MappedIndicator = Static<typeof MappedIndicator>;

/** An outcome, control or assertion of a framework; with words, what a pack says to it. */
export const ControlOutcome = Type.Object(
  {
    id: outcome("as the edition numbers it"),
    title: Type.String({ minLength: 1, maxLength: 200, description: "its short title; no licensed text" }),
    columns: Type.Optional(
      Type.Array(Type.String({ pattern: "^[A-Z]{1,2}$" }), {
        minItems: 1,
        description: "columns of its indicators, where they are others than those of the map",
      }),
    ),
    words: Type.Optional(
      Type.String({
        pattern: "^[a-z][a-z-]*$",
        description: "words that several outcomes share, in the place of own ones",
      }),
    ),
    contribution: Type.Optional(sentence("what a pack contributes to it, in own words")),
    residualGap: Type.Optional(sentence("what a pack does not show of it, in own words")),
    evidence: Type.Optional(EVIDENCE),
    counterEvidence: Type.Optional(COUNTER_EVIDENCE),
    indicators: Type.Optional(Type.Array(MappedIndicator, { minItems: 1 })),
  },
  { additionalProperties: false },
);
export type ControlOutcome = Static<typeof ControlOutcome>;

/** An edition of a framework: its outcomes, and what an evidence pack says to each. */
export const ControlMap = Type.Object(
  {
    schema: Type.Literal("lockstep/control-map@1", { description: "the form of this file" }),
    framework: Type.String({ pattern: "^[a-z][a-z0-9-]{0,40}$", description: "its name, as in framework@edition" }),
    edition: Type.String({ pattern: "^[0-9A-Za-z][0-9A-Za-z.-]{0,20}$", description: "which one of it" }),
    title: Type.String({ minLength: 1, maxLength: 200, description: "what people call it" }),
    status: Type.Union([Type.Literal("settled"), Type.Literal("provisional")], {
      description: "`provisional`: it may still change, or was not seen whole; every pack that names it says so",
    }),
    catalogue: Type.Union([Type.Literal("whole"), Type.Literal("selected")], {
      description: "`whole`: every outcome of the edition stands below; `selected`: those in scope",
    }),
    basis: Type.Array(
      Type.Object(
        {
          id: Type.String({ description: "the text that it rests on" }),
          version: Type.String({ description: "which version" }),
        },
        { additionalProperties: false },
      ),
      {
        description: "what the edition is made of",
      },
    ),
    assessmentYear: Type.Optional(
      Type.Object(
        {
          first: Type.String({ pattern: DAY, description: "its first day" }),
          last: Type.String({ pattern: DAY, description: "its last day" }),
        },
        { additionalProperties: false, description: "periods that end in it are assessed by this edition" },
      ),
    ),
    columns: Type.Array(Type.String({ pattern: "^[A-Z]{1,2}$" }), {
      description: "columns that indicators stand in, for example NA, PA, A; none: it has no indicators",
    }),
    lackingColumns: Type.Optional(
      Type.Array(Type.String({ pattern: "^[A-Z]{1,2}$" }), {
        description: "those of them whose indicators say what is lacking, for example NA",
      }),
    ),
    numbering: Type.Optional(
      Type.String({ minLength: 1, maxLength: 60, description: "whose places the indicators are numbered by" }),
    ),
    notes: Type.Array(sentence("a note"), {
      description: "what every pack says that names this edition, a sentence each",
    }),
    neverClaims: Type.Literal("achievement-level", {
      description: "stated, so that whoever reads the file alone knows it",
    }),
    outcomesOf: Type.Optional(editionRef("another edition with the same outcomes; then there are none below")),
    outcomes: Type.Optional(Type.Array(ControlOutcome, { minItems: 1 })),
  },
  { $id: "lockstep/control-map@1", additionalProperties: false },
);
export type ControlMap = Static<typeof ControlMap>;

/** Words that outcomes of several frameworks share. */
export const ControlWords = Type.Object(
  {
    schema: Type.Literal("lockstep/control-words@1", { description: "the form of this file" }),
    neverClaims: Type.Literal("achievement-level", {
      description: "stated, so that whoever reads the file alone knows it",
    }),
    words: Type.Record(
      Type.String({ pattern: "^[a-z][a-z-]*$" }),
      Type.Object(
        {
          contribution: sentence("what a pack contributes"),
          residualGap: sentence("what a pack does not show"),
          evidence: Type.Optional(EVIDENCE),
          counterEvidence: Type.Optional(COUNTER_EVIDENCE),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { $id: "lockstep/control-words@1", additionalProperties: false },
);
export type ControlWords = Static<typeof ControlWords>;

/** What became of an outcome from one edition to another, or what lies near it in another framework. */
export const CrosswalkRelation = Type.Union([
  Type.Literal("kept"),
  Type.Literal("renamed"),
  Type.Literal("broadened"),
  Type.Literal("narrowed"),
  Type.Literal("reworded"),
  Type.Literal("dropped"),
  Type.Literal("new"),
  Type.Literal("related"),
]);
export type CrosswalkRelation = Static<typeof CrosswalkRelation>;

/** From one edition to another. Within a framework every outcome of both must stand in it. */
export const ControlCrosswalk = Type.Object(
  {
    schema: Type.Literal("lockstep/control-crosswalk@1", { description: "the form of this file" }),
    from: editionRef("framework and edition, for example nhs-dspt-caf@2025-26"),
    to: editionRef("the other one"),
    kept: Type.Optional(Type.Array(outcome("with the same id, title and sense in both"), { uniqueItems: true })),
    rows: Type.Array(
      Type.Object(
        {
          from: Type.Optional(outcome("left out: it is new")),
          to: Type.Optional(outcome("left out: it was dropped")),
          relation: CrosswalkRelation,
          note: Type.Optional(sentence("what to look at before evidence is carried over")),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { $id: "lockstep/control-crosswalk@1", additionalProperties: false },
);
export type ControlCrosswalk = Static<typeof ControlCrosswalk>;

/** What an organisation was told to reach, as it loaded it: shown beside an outcome, and held against nothing. */
export const ControlExpectations = Type.Object(
  {
    schema: Type.Literal("lockstep/control-expectations@1", { description: "the form of this file" }),
    edition: editionRef("an edition that ships, or an own one"),
    source: Type.String({ minLength: 3, maxLength: 200, description: "where the levels were taken from, and when" }),
    expectedLevels: Type.Record(Type.String({ pattern: OUTCOME }), Type.String({ minLength: 1, maxLength: 60 }), {
      description: "by outcome, the level in the words of the framework",
    }),
  },
  { $id: "lockstep/control-expectations@1", additionalProperties: false },
);
export type ControlExpectations = Static<typeof ControlExpectations>;

function sentence(description: string) {
  return Type.String({ minLength: 10, maxLength: 1000, description });
}

function outcome(description: string) {
  return Type.String({ pattern: OUTCOME, description });
}

function editionRef(description: string) {
  return Type.String({ pattern: "^[a-z][a-z0-9-]{0,40}@[0-9A-Za-z][0-9A-Za-z.-]{0,20}$", description });
}

function signals(description: string) {
  return Type.Array(Type.String({ pattern: "^[a-z][a-z-]*$" }), { minItems: 1, uniqueItems: true, description });
}
