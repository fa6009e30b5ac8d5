import { type InventedPerson, inventPerson } from "./invented-people.js";
import { oneOf, type Random } from "./seeded-random.js";
import { CARRIERS } from "./text-carriers.js";

/** A text in which somebody invented stands. */
export interface PlantedText {
  readonly kind: string;
  /** What the text was put into. */
  readonly carrier: string;
  readonly text: string;
}

/** As many texts, each kind of content and each carrier in turn, so that every pair of them comes up. */
export function plantTexts(count: number, random: Random): readonly PlantedText[] {
  const kinds = Object.entries(CONTENTS);
  const carriers = Object.entries(CARRIERS);
  return Array.from({ length: count }, (_, index) => {
    const [kind, write] = kinds[index % kinds.length] ?? fail();
    const [carrier, wrap] = carriers[Math.floor(index / kinds.length) % carriers.length] ?? fail();
    return { kind, carrier, text: wrap(write(inventPerson(random), random)) };
  });
}

function fail(): never {
  throw new Error("there is nothing to plant");
}

const hl7Date = ({ born: { year, month, day } }: InventedPerson): string => `${year}${month}${day}`;
const isoDate = ({ born: { year, month, day } }: InventedPerson): string => `${year}-${month}-${day}`;
const MONTHS = "January February March April May June July August September October November December".split(" ");

function writtenDate({ born: { year, month, day } }: InventedPerson, random: Random): string {
  const name = MONTHS[Number(month) - 1] ?? "";
  return oneOf(
    [
      `${day}/${month}/${year}`,
      `${day}.${month}.${year}`,
      `${day}-${month}-${year}`,
      `${Number(day)} ${name} ${year}`,
      `${Number(day)}${Number(day) % 10 === 1 && day !== "11" ? "st" : "th"} ${name} ${year}`,
      `${day}-${name.slice(0, 3)}-${year}`,
      `${name} ${Number(day)}, ${year}`,
      `${year}-${month}-${day}`,
      `${day}/${month}/${year.slice(2)}`,
    ],
    random,
  );
}

const grouped = ({ nhs }: InventedPerson, random: Random): string =>
  [nhs.slice(0, 3), nhs.slice(3, 6), nhs.slice(6)].join(oneOf(["", " ", "-"], random));

function pid(person: InventedPerson): string {
  const { nhs, hospitalNumber, family, given, title, street, town, postcode } = person;
  const name = `${family.replaceAll("&", "\\T\\")}^${given}^^^${title.toUpperCase()}`;
  return `PID|1||${nhs}^^^NHS^NH~${hospitalNumber}^^^RXX^MR||${name}||${hl7Date(person)}|F|||${street}^^${town}^^${postcode}||01632960123`;
}

const header = (type: string, marks = "|^~\\&"): string =>
  `MSH${marks}${marks[0]}PAS${marks[0]}RXX${marks[0]}TIE${marks[0]}RXX${marks[0]}20261123${marks[0]}${marks[0]}${type}${marks[0]}1${marks[0]}T${marks[0]}2.4`;

/** The same message with delimiters that its header names. */
function delimited(message: string, marks: string): string {
  return message.replace(/[|^~\\&]/g, (mark) => marks["|^~\\&".indexOf(mark)] ?? mark);
}

/** Every kind of content, and how it is written. */
const CONTENTS: Readonly<Record<string, (person: InventedPerson, random: Random) => string>> = {
  "HL7 ADT": (p) => `${header("ADT^A01")}\rEVN|A01|20261123\r${pid(p)}\rNK1|1|${p.family}^Corvin|SPO\rPV1|1|I`,
  "HL7 ADT merge": (p) => `${header("ADT^A40")}\rPID|||${p.nhs}^^^NHS\rMRG|${p.hospitalNumber}^^^RXX`,
  "HL7 ADT in other delimiters": (p, random) =>
    delimited(`${header("ADT^A08")}\r${pid(p)}\rPV1|1|O`, oneOf(["#*~\\&", "!:;\\&", "$^~\\&", "@|~\\&"], random)),
  "HL7 ORU": (p) =>
    `${header("ORU^R01")}\r${pid(p)}\rOBR|1|||718-7\rOBX|1|NM|718-7^Hb||131|g/L\rOBX|2|FT|NOTE||Seen with ${p.family}\\.br\\daughter of patient`,
  "HL7 ORM": (p) => `${header("ORM^O01")}\r${pid(p)}\rORC|NW|4711\rOBR|1|4711||CT^Head`,
  "HL7 MDM": (p, random) =>
    `${header("MDM^T02")}\rTXA|1|CN|TX\rOBX|1|TX|LTR||Dear Doctor\\.br\\${p.title} ${p.given} ${p.family} DOB ${writtenDate(p, random)}`,
  "HL7 query": (p) => `QPD|Q22^Find|Q1|@PID.5.1^${p.family}~@PID.7^${hl7Date(p)}`,
  "a PID segment alone": (p) => pid(p),
  "HL7 as XML": (p) =>
    `<PID><PID.3><PID.3.1>${p.nhs}</PID.3.1></PID.3><PID.5><PID.5.1>${p.family}</PID.5.1></PID.5></PID>`,
  "FHIR JSON": (p) =>
    JSON.stringify({
      resourceType: "Patient",
      identifier: [{ system: "https://fhir.nhs.uk/Id/nhs-number", value: p.nhs }],
      name: [{ family: p.family, given: [p.given] }],
      birthDate: isoDate(p),
      address: [{ line: [p.street], city: p.town, postalCode: p.postcode }],
    }),
  "FHIR JSON, indented, type last": (p) =>
    JSON.stringify(
      { name: [{ family: p.family, given: [p.given] }], birthDate: isoDate(p), resourceType: "Patient" },
      null,
      2,
    ),
  "FHIR reference": (p) =>
    JSON.stringify({ resourceType: "Task", for: { identifier: { value: p.nhs }, display: `${p.family}, ${p.given}` } }),
  "FHIR XML": (p) =>
    `<Patient xmlns="http://hl7.org/fhir"><identifier><value value="${p.nhs}"/></identifier><name><family value="${p.family}"/></name><birthDate value="${isoDate(p)}"/></Patient>`,
  CDA: (p) =>
    `<recordTarget><patientRole><id extension="${p.nhs}"/><patient><name><family>${p.family}</family></name><birthTime value="${hl7Date(p)}"/></patient></patientRole></recordTarget>`,
  CSV: (p, random) =>
    `NHS Number,Surname,Forename,Date of Birth,Postcode\n${p.nhs},${p.family},${p.given},${writtenDate(p, random).replaceAll(",", "")},${p.postcode}\n`,
  "CSV with many columns": (p) =>
    ["Ref;Ward;Type;Consultant code;Discharge method;Specialty;NHS No;Spell", `1;W4;E;C4711;19;300;${p.nhs};4`].join(
      "\n",
    ),
  "CSV without numbers": (p) => `"Ward","Surname","Forename","DOB"\n"W4","${p.family}","${p.given}","${isoDate(p)}"\n`,
  JSON: (p) => JSON.stringify({ patient: { surname: p.family, forename: p.given, dob: isoDate(p), nhsNo: p.nhs } }),
  "JSON, date before name": (p) =>
    JSON.stringify({ dateOfBirth: isoDate(p), gender: "F", lastName: p.family, firstName: p.given }),
  "own XML": (p) =>
    `<person><nhsNumber>${p.nhs}</nhsNumber><surname>${p.family}</surname><dob>${isoDate(p)}</dob></person>`,
  "own XML by name and value": (p) =>
    `<fields><field name="surname" value="${p.family}"/><field name="dob" value="${isoDate(p)}"/></fields>`,
  SQL: (p) =>
    `INSERT INTO patients (nhs_number, surname, dob) VALUES ('${p.nhs}', '${p.family.replaceAll("'", "''")}', '${isoDate(p)}');`,
  "a letter": (p, random) =>
    [
      `${p.title} ${p.given} ${p.family}`,
      p.street,
      p.town,
      p.postcode,
      "",
      `Date of birth: ${writtenDate(p, random)}`,
      `NHS number: ${grouped(p, random)}`,
      "",
      "Thank you for referring this pleasant person, who was seen in clinic today.",
    ].join("\n"),
  "a note with name and birth date": (p, random) =>
    oneOf(
      [
        `Tested with ${p.given} ${p.family}, born ${writtenDate(p, random)}.`,
        `${p.family.toUpperCase()}, ${p.given} (DOB ${writtenDate(p, random)}) was merged twice`,
        `Re: ${p.title} ${p.given} ${p.family}, D.O.B. ${writtenDate(p, random)}`,
        `Patient: ${p.given} ${p.family}, date of birth ${writtenDate(p, random)}`,
      ],
      random,
    ),
  "a note with an NHS number": (p, random) =>
    oneOf(
      [
        `Replayed for NHS number ${grouped(p, random)} on Monday`,
        `NHS No. ${grouped(p, random)} fails in PDS`,
        `patient ${grouped(p, random)} was merged`,
        `if (nhsNumber == '${p.nhs}') return false`,
      ],
      random,
    ),
  "an address": (p) => `Lives at ${p.street}, ${p.town} ${p.postcode} with her daughter`,
  "an address over lines": (p) => [`${p.given} ${p.family}`, p.street, p.town, p.postcode].join("\n"),
  "a hospital number": (p, random) =>
    oneOf(
      [
        `Hospital number: ${p.hospitalNumber}`,
        `MRN ${p.hospitalNumber} was merged`,
        `Patient ID: ${p.hospitalNumber}`,
        `Unit No. ${p.hospitalNumber}`,
        `casenote number = ${p.hospitalNumber}`,
        `PAS number ${p.hospitalNumber}`,
      ],
      random,
    ),
  "a form of a browser": (p) =>
    `surname=${encodeURIComponent(p.family)}&forename=${encodeURIComponent(p.given)}&dob=${encodeURIComponent(isoDate(p))}`,
};
