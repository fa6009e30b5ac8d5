import { withCheckDigit } from "./invented-people.js";
import { below, oneOf, type Random } from "./seeded-random.js";

/** A text that speaks of systems, and of nobody. */
export interface CleanText {
  readonly kind: string;
  readonly text: string;
}

/** As many texts, each kind in turn. Numbers of ten digits have a right check digit: a scan that sees no more cries wolf over each of them. */
export function cleanTexts(count: number, random: Random): readonly CleanText[] {
  const kinds = Object.entries(CONTENTS);
  return Array.from({ length: count }, (_, index) => {
    const [kind, write] = kinds[index % kinds.length] ?? fail();
    return { kind, text: write(random) };
  });
}

function fail(): never {
  throw new Error("there is nothing to write");
}

const digits = (count: number, random: Random): string =>
  Array.from({ length: count }, () => below(10, random)).join("");
const hex = (count: number, random: Random): string =>
  Array.from({ length: count }, () => below(16, random).toString(16)).join("");
const near = (random: Random): string => oneOf(["patient", "NHS", "PAS", "MRN", "CHI", "pid", "HCN"], random);
/** Ten digits that pass for an NHS number, of those that are issued. */
const lookalike = (random: Random): string =>
  withCheckDigit(`${oneOf(["4", "6", "7", "9"], random)}${digits(8, random)}`);
/** A time in seconds since 1970 with a right check digit. */
const epoch = (random: Random): string => withCheckDigit(`17${digits(7, random)}`);
const words = ["ADT", "results", "discharge letters", "referrals", "bookings"];

const CONTENTS: Readonly<Record<string, (random: Random) => string>> = {
  "object identifiers": (random) =>
    `<id root="2.16.840.1.113883.2.1.4.1" extension="\${nhs}"/><templateId root="2.16.840.1.113883.10.${digits(4, random)}.${lookalike(random)}.3"/>`,
  "times of day": (random) =>
    `${near(random)} feed last seen 20261123${digits(6, random)}, next 2026-11-24T02:${below(50, random) + 10}:00.000Z, window 23/11/2026 to 24/11/2026`,
  "times in seconds": (random) =>
    `{"flow":"${near(random)} ${oneOf(words, random)}","lastSeen":${epoch(random)},"now":${epoch(random)}000}`,
  "order numbers": (random) =>
    `${near(random)} orders: order ${lookalike(random)} of the warehouse, orderId=${lookalike(random)}`,
  "message numbers": (random) => `var messageId = '${lookalike(random)}'; // of the ${near(random)} feed`,
  "telephone numbers of drama": (random) =>
    `Call NHS service desk on 01632 960${digits(3, random)}, 07700 900${digits(3, random)}, 020 7946 0${digits(3, random)} or +44 7700900${digits(3, random)}; patient line +44 (0)1632 960${digits(3, random)}`,
  hashes: (random) => `sha256:${hex(64, random)} patient ${hex(40, random)} nhs ${hex(32, random)}`,
  "numbers in hashes": (random) =>
    `pas a${lookalike(random)}f-${hex(12, random)} patient ${hex(8, random)}-${hex(4, random)}-4${hex(3, random)}-a${hex(3, random)}-${hex(12, random)}`,
  "addresses of hosts": (random) =>
    `nhs spine 10.${below(255, random)}.${below(255, random)}.7:${6000 + below(999, random)} patient index tcp://pas.hospital.test:${4000 + below(999, random)}`,
  versions: (random) =>
    `PAS 4.5.${below(99, random)}.${digits(4, random)} build ${lookalike(random)}, patient viewer v12.0.${digits(3, random)}, serialVersionUID = ${lookalike(random)}L`,
  "SNOMED concepts": (random) =>
    `{"system":"http://snomed.info/sct","code":"${oneOf(["371531000", "721000000105", "1701000221106", "999000651000000105"], random)}","concept":"${lookalike(random)}","display":"Report of clinical encounter"}`,
  "READ codes": (random) =>
    `mapping.put("${oneOf(["9344.", "C10E.", "H33..", "XE2eD"], random)}", "patient status ${digits(3, random)}");`,
  GTINs: (random) =>
    `patient wristband GTIN ${digits(13, random)}, printer GTIN: 0${lookalike(random)}00, barcode ${lookalike(random)}`,
  "organisation codes": (random) =>
    `NHS organisation RXX${below(99, random)}, practice Y0${digits(4, random)}, patient site RXX01, ODS ${digits(5, random)}`,
  "a template of HL7": () =>
    "MSH|^~\\&|${app}|RXX|TIE|RXX|${now}||ADT^A01|${id}|P|2.4\rPID|1||${nhs}^^^NHS||${surname}^${forename}||${dob}|${sex}|||${street}^^${town}^^${postcode}\rPV1|1|I",
  "a mapping in a script": (random) =>
    `msg['PID']['PID.5']['PID.5.1'] = $('surname'); tmp['dob'] = DateUtil.convertDate('yyyyMMdd', 'dd/MM/yyyy', msg['PID']['PID.7'].toString()); // ticket ${lookalike(random)}`,
  "a template of FHIR": () =>
    '{"resourceType":"Patient","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"${nhs}"}],"name":[{"family":"${family}"}],"birthDate":"${dob}"}',
  "a query": () => "SELECT nhs_number, surname, dob FROM patients WHERE hospital_number = ? AND dob >= '1900-01-01'",
  "a head of CSV": () =>
    "NHS Number,Surname,Forename,Date of Birth,Postcode,Hospital Number\n${nhs},${surname},${forename},${dob},${postcode},${hospital}",
  "a validation": () =>
    "if (!/^\\d{10}$/.test(nhsNumber) || nhsNumber === '1234567890') throw 'NHS number must have ten digits';",
  "an organisation's address": (random) =>
    `Elmsford Practice, ${1 + below(90, random)} High Street, Norwick NK1 ${below(9, random)}ZZ; RXX Hospital NHS Trust, ${1 + below(90, random)} Trust Way, Norwick NK${below(9, random)} 4ZZ`,
  "a record of the ledger": (random) =>
    JSON.stringify({
      actor: "lockstep",
      at: "2026-11-23T02:00:00.000Z",
      body: {
        engineId: "pas-tie",
        runId: hex(32, random),
        counts: { patient: below(9, random) },
        head: `sha256:${hex(64, random)}`,
        took: lookalike(random).slice(0, 6),
      },
      seq: below(99_999, random),
      type: "run",
    }),
  "a decision": (random) =>
    `C. Chair approved the baseline of 'PAS ADT In' on 23/11/2026 under CHG00${digits(5, random)}; Mr Lowe and Ms Quinn were asked, next review 2027-02-01`,
  "a ticket": (random) =>
    `{"number":"CHG00${digits(5, random)}","summary":"Change the ${near(random)} lookup of ${oneOf(words, random)}","sys_id":"${hex(32, random)}","opened":"2026-11-${10 + below(18, random)} 09:12:0${below(9, random)}"}`,
  "a certificate": (random) =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(hex(600, random), "hex").toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----`,
  "a token of ours": (random) =>
    `nhs masked:k1:${hex(32, random)} patient digest:k1:${hex(32, random)} dob masked:k1:${hex(32, random)}`,
  "a channel's words": (random) =>
    `Patients' ${oneOf(words, random)} are late by ${digits(2, random)} minutes when 'PAS ADT In' stops; ring Ward Clerk Desk, Birth Date format dd/MM/yyyy`,
  "a schedule": (random) =>
    `0 0 2 ? * MON-FRI * patient archive older than ${digits(4, random)} days, batch ${lookalike(random)}`,
  "a document about fields": () =>
    "The patient's name is in PID.5, date of birth in PID.7 (8 digits), NHS number in PID.3 with type NH, hospital number in PID.3 with type MR, address in PID.11.",
  "a staff list": (random) =>
    `Integration team: Jo Okafor, Pat Lowe, Sam Quinn; on call from 2026-11-${10 + below(18, random)}, bleep ${digits(4, random)}`,
  "settings of an engine": (random) =>
    `patient.index.timeout=${digits(5, random)}\nnhs.spine.retries=3\npas.port=${4000 + below(999, random)}\nmrn.assigning.authority=RXX\nchi.enabled=false\nlast.modified=${epoch(random)}`,
  "a line of a log": (random) =>
    `2026-11-23 02:00:${10 + below(49, random)},${digits(3, random)} INFO  pas-adt - patient message ${lookalike(random)} accepted in ${digits(3, random)} ms`,
};
