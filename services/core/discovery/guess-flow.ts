/** What a channel probably carries, and why that is thought. A guess: a person has to check it. */
export interface FlowGuess {
  readonly tier: 1 | 2 | 3 | 4;
  readonly flow: string;
  readonly meaning: string;
  /** The word that gave it away, in small letters. */
  readonly word: string;
  readonly from: "name" | "content";
}

/**
 * Guesses what a channel carries from the words of its name, and where they say nothing from the HL7 message types that its
 * scripts mention. Where they point to several flows the most urgent one counts: too much care is the cheaper mistake.
 */
export function guessFlow(name: string, texts: Iterable<string>): FlowGuess | undefined {
  return guessFrom(wordsOf(name), "name") ?? guessFrom(messageTypesIn(texts), "content");
}

/** The words of a name in small letters: `PAS_ADT-In2` and `pasAdtIn` both hold `pas` and `adt`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

interface Flow {
  readonly tier: FlowGuess["tier"];
  readonly flow: string;
  readonly meaning: string;
  /** Whole words; one that ends in `*` is the beginning of a word. */
  readonly words: readonly string[];
}

/**
 * The flows of a hospital, the most urgent first. No national figure for their tiers was found: these are a custom that a
 * Trust changes. HL7 v2 message types stand among the words.
 */
const FLOWS: readonly Flow[] = [
  {
    tier: 1,
    flow: "Patient demographics and movements",
    meaning: "Wards and departments would see the wrong patient, or miss a merge.",
    words: ["adt", "pas", "pmi", "mpi", "empi", "demographic*", "admission*", "transfers"],
  },
  {
    tier: 1,
    flow: "Orders",
    meaning: "A sample or scan that was asked for would not be done.",
    words: ["order", "orders", "ordercomms", "ocs", "orm", "oml", "omg", "omi"],
  },
  {
    tier: 1,
    flow: "Pharmacy and prescribing",
    meaning: "Patients could get the wrong medicine, or none.",
    words: ["pharm*", "epma", "eprescribing", "prescri*", "medication*", "dispens*", "rde", "rds", "ras"],
  },
  {
    tier: 1,
    flow: "Observations and blood",
    meaning: "Staff would act on observations or blood records that are out of date.",
    words: ["observation*", "vitals", "poct", "transfusion", "blood"],
  },
  {
    tier: 1,
    flow: "Pathology results",
    meaning: "Clinicians would wait for results, or miss an abnormal one.",
    words: [
      "path",
      "patholog*",
      "lims",
      "lab",
      "labs",
      "laborator*",
      "winpath",
      "microbiolog*",
      "haematolog*",
      "histolog*",
    ],
  },
  {
    tier: 2,
    flow: "Radiology",
    meaning: "Images and reports would reach clinicians late.",
    words: ["ris", "pacs", "radiolog*", "imaging", "dicom", "xray", "cris"],
  },
  {
    // After radiology: a bare ORU may be any result, and those of the laboratory are the urgent ones.
    tier: 1,
    flow: "Results",
    meaning: "Clinicians would wait for results, or miss an abnormal one.",
    words: ["oru", "result", "results"],
  },
  {
    tier: 2,
    flow: "Letters and documents",
    meaning: "General practices would get letters late, or twice.",
    words: ["mesh", "toc", "letter*", "correspondence", "discharge*", "edischarge", "docman", "mdm"],
  },
  {
    tier: 2,
    flow: "Scheduling",
    meaning: "Clinic, theatre and bed lists would be wrong.",
    words: ["siu", "schedul*", "appointment*", "outpatient*", "theatre*", "beds"],
  },
  {
    tier: 2,
    flow: "National and shared records",
    meaning: "Staff would see stale details from outside the hospital.",
    words: ["pds", "spine", "scr", "ers", "gpconnect", "maternity", "rio", "systmone"],
  },
  {
    tier: 4,
    flow: "Reporting and research",
    meaning: "Returns and reports would be behind.",
    words: ["warehouse", "dwh", "dw", "sus", "cds", "research", "reporting", "analytics"],
  },
];

function guessFrom(words: readonly string[], from: FlowGuess["from"]): FlowGuess | undefined {
  for (const { words: signs, ...flow } of FLOWS) {
    const word = words.find((candidate) => signs.some((sign) => isSign(sign, candidate)));
    if (word !== undefined) return { ...flow, word, from };
  }
  return undefined;
}

function isSign(sign: string, word: string): boolean {
  return sign.endsWith("*") ? word.startsWith(sign.slice(0, -1)) : word === sign;
}

/** Message types as scripts write them: `'ADT'`, `"ORU^R01"`, `ORM_O01`. */
const MESSAGE_TYPE = /(?<![A-Za-z])(ADT|ORU|ORM|OML|OMG|OMI|RDE|RDS|RAS|SIU|MDM)(?=[\^_][A-Z]\d\d|['"])/g;

function messageTypesIn(texts: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  for (const text of texts) for (const [type] of text.matchAll(MESSAGE_TYPE)) found.add(type.toLowerCase());
  return [...found];
}
