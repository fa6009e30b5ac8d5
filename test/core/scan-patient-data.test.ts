import assert from "node:assert/strict";
import { test } from "node:test";
import { createMask } from "#services/core/mask";
import { maskPatientData } from "#services/core/privacy/mask-patient-data";
import { isNhsNumber } from "#services/core/privacy/nhs-number";
import { scanPatientData } from "#services/core/privacy/scan-patient-data";

const mask = createMask("k1", new Uint8Array(32).fill(7));

/** Ten invented people: numbers are computed here, half of them in the range reserved for tests. */
const PEOPLE = [
  "Quillfeather",
  "O'Marrowby",
  "Brackenshaw",
  "Tindlewood",
  "Ashgrovely",
  "Penhallowick",
  "Dunmorrow",
  "Wexcombe",
  "Larkhollow",
  "Marrick-Vane",
].map((family, index) => ({
  family,
  nhs: nhsNumberFrom(index % 2 === 0 ? 999_123_450 + index : 485_771_230 + index),
  born: `19${50 + index}0${(index % 9) + 1}17`,
}));

type Person = (typeof PEOPLE)[number];

const grouped = (nhs: string, by: string): string => [nhs.slice(0, 3), nhs.slice(3, 6), nhs.slice(6)].join(by);
const base64 = (text: string): string => Buffer.from(text, "latin1").toString("base64");
const pid = ({ family, nhs, born }: Person): string =>
  `PID|1||${nhs}^^^NHS^NH||${family}^Isolde^^^MRS||${born}|F|||4 Elderbank Row^^Norwick^^NK1 9ZZ||01632960123`;
const message = (person: Person): string =>
  `MSH|^~\\&|PAS|RXX|TIE|RXX|20261123||ADT^A01|1|T|2.4\r${pid(person)}\rNK1|1|${person.family}^Corvin|SPO|4 Elderbank Row|01632960124\rPV1|1|I`;

/** Every way in which a person may stand in a configuration. What must vanish: number, name, birth date where given. */
const PLANTED: Readonly<Record<string, (person: Person) => string>> = {
  "an HL7 message": message,
  "an HL7 message in base64": (person) => base64(message(person)),
  "an HL7 message in base64 inside a script": (person) => `var sample = '${base64(message(person))}';`,
  "an MLLP frame in base64": (person) => base64(`\x0b${message(person)}\x1c\r`),
  "an HL7 message in a script's string": (person) => `var m = "${message(person).replaceAll("\r", "\\r")}";`,
  "an HL7 message with character references": (person) => message(person).replaceAll("\r", "&#xd;"),
  "a PID segment alone": pid,
  "a PID segment in a comment": (person) => `// sample: ${pid(person)}`,
  "a PID segment in CDATA": (person) => `<![CDATA[${pid(person)}]]>`,
  "HL7 as XML": ({ family, nhs }) =>
    `<PID><PID.3><PID.3.1>${nhs}</PID.3.1></PID.3><PID.5><PID.5.1>${family}</PID.5.1></PID.5></PID>`,
  "an NHS number in a description": ({ nhs }) => `Tested with NHS number ${grouped(nhs, " ")} on Monday`,
  "an NHS number with hyphens": ({ nhs }) => `patient ${grouped(nhs, "-")} was merged`,
  "an NHS number in a script": ({ nhs }) => `if (nhsNumber == '${nhs}') { return false; }`,
  "an NHS number by its FHIR system": ({ nhs }) => `{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"${nhs}"}`,
  "an NHS number by its OID": ({ nhs }) => `<id root="2.16.840.1.113883.2.1.4.1" extension="${nhs}"/>`,
  "a FHIR Patient in JSON": ({ family, nhs, born }) =>
    JSON.stringify({
      resourceType: "Patient",
      identifier: [{ value: nhs }],
      name: [{ family, given: ["Isolde"] }],
      birthDate: `${born.slice(0, 4)}-${born.slice(4, 6)}-17`,
    }),
  "a FHIR Patient in a string": ({ family, nhs }) =>
    `var p = ${JSON.stringify(JSON.stringify({ resourceType: "Patient", identifier: [{ value: nhs }], name: [{ family: [family] }] }))};`,
  "a FHIR Patient in base64": ({ family, nhs }) =>
    base64(JSON.stringify({ resourceType: "Patient", identifier: [{ value: nhs }], name: [{ family }] })),
  "a FHIR Patient in XML": ({ family, nhs }) =>
    `<Patient xmlns="http://hl7.org/fhir"><identifier><value value="${nhs}"/></identifier><name><family value="${family}"/></name></Patient>`,
  "a CDA patient": ({ family, nhs, born }) =>
    `<recordTarget><patientRole><id extension="${nhs}"/><patient><name><family>${family}</family></name><birthTime value="${born}"/></patient></patientRole></recordTarget>`,
  "a note with name and birth date": ({ family }) => `Name: ${family}, DOB: 17/03/1953`,
};

/** Configuration that speaks of patients and holds none. */
const CLEAN: readonly string[] = [
  "PID|1||${nhs}^^^NHS||${surname}^${forename}||${dob}",
  "PID|1||||||||||||||||",
  `var pid = "PID|1||" + nhs + "^^^NHS||" + surname + "^" + forename;`,
  "msg['PID']['PID.3']['PID.3.1'] = $('nhsNumber');",
  "<PID.5><PID.5.1>${surname}</PID.5.1></PID.5>",
  "// the patient's name is in PID.5, the NHS number in PID.3",
  "var patientId = 1234567890; // NHS",
  "patient timeout 1700000000000 ms",
  "nhs gateway 10.20.30.40:6661 revision 20261123",
  "order 4857712304 of the warehouse",
  '{"resourceType":"Patient","name":[{"family":"${surname}"}]}',
  "{ resourceType: 'Patient', name: [{ family: msg['PID']['PID.5'] }] }",
  '<Patient xmlns="http://hl7.org/fhir"><name><family value="${surname}"/></name></Patient>',
  "DOB format dd/MM/yyyy, Name: surname",
  "nhs a9434765919b-4e5f patient",
  base64("MSH|^~\\&|PAS|RXX|TIE|RXX|20261123||ADT^A01|1|T|2.4\rPID|1||${nhs}"),
];

for (const [what, plant] of Object.entries(PLANTED)) {
  test(`leaves nothing of a person in ${what}`, () => {
    for (const person of PEOPLE) {
      const text = plant(person);
      const masked = maskPatientData(text, mask);
      assert.ok(masked.hits > 0, text);
      for (const leak of [
        person.nhs,
        grouped(person.nhs, " "),
        grouped(person.nhs, "-"),
        person.family,
        person.born,
        "Isolde",
        "17/03/1953",
      ]) {
        assert.ok(!masked.text.includes(leak), `${leak} stands in ${masked.text}`);
        assert.ok(!decoded(masked.text).includes(leak), `${leak} stands in base64 in ${masked.text}`);
      }
      assert.equal(maskPatientData(masked.text, mask).text, masked.text, "its own output comes back unchanged");
    }
  });
}

for (const text of CLEAN) {
  test(`finds nobody in ${JSON.stringify(text)}`, () => assert.deepEqual(scanPatientData(text), []));
}

test("keeps the names of the segments readable", () => {
  const { text, kinds } = maskPatientData(message(PEOPLE[0] ?? assert.fail()), mask);
  assert.match(text, /\rPID\|masked:k1:[0-9a-f]{32}\rNK1\|masked:k1:[0-9a-f]{32}\rPV1\|1\|I$/);
  assert.deepEqual(kinds, ["hl7-nk1", "hl7-pid"]);
});

test("tells valid NHS numbers from others by modulo 11", () => {
  assert.equal(isNhsNumber("943 476 5919"), true);
  assert.equal(isNhsNumber("9434765919"), true);
  assert.equal(isNhsNumber("9434765918"), false);
  assert.equal(isNhsNumber("1111111111"), false);
  assert.equal(isNhsNumber("943476591"), false);
});

test("costs about as much per character on hostile text of any length", () => {
  const units = [
    "patient ",
    "PID|",
    "PID|a'",
    "<patient>",
    "<patient ",
    'resourceType:"Patient"',
    "dob 01/01/1950 ",
    "eyJ",
    "TVNI",
    "base64,",
    "9434765919 nhs ",
    "<PID.5>",
    "{".repeat(10),
    "nhs",
  ];
  for (const unit of units) {
    const short = elapsed(unit.repeat(Math.ceil(20_000 / unit.length)));
    const long = elapsed(unit.repeat(Math.ceil(200_000 / unit.length)));
    assert.ok(long < 60 * short + 200, `${JSON.stringify(unit)}: ${short} ms for 20 KB, ${long} ms for 200 KB`);
  }
});

/** The number with its check digit, counted up from `nine` until it has one. */
function nhsNumberFrom(nine: number): string {
  const digits = [...String(nine)].map(Number);
  const check = (11 - (digits.reduce((sum, digit, index) => sum + digit * (10 - index), 0) % 11)) % 11;
  return check === 10 ? nhsNumberFrom(nine + 1000) : `${nine}${check}`;
}

function decoded(text: string): string {
  return [...text.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)]
    .map(([run]) => Buffer.from(run, "base64").toString("latin1"))
    .join("\n");
}

function elapsed(text: string): number {
  const start = performance.now();
  scanPatientData(`${text} nhs`);
  return performance.now() - start;
}
