import assert from "node:assert/strict";
import { test } from "node:test";
import { createMask } from "#services/core/mask";
import { maskPatientData } from "#services/core/privacy/mask-patient-data";
import { scanPatientData } from "#services/core/privacy/scan-patient-data";

const mask = createMask("k1", new Uint8Array(32).fill(9));

/** Invented: a number with a right check digit each for England, Scotland (17 March 1953) and Northern Ireland. */
const NHS = withCheckDigit("999145772");
const CHI = withCheckDigit("170353123");
const HCN = withCheckDigit("320045671");
const FAMILY = "Brackenmoor";
const dotted = `${NHS.slice(0, 3)}.${NHS.slice(3, 6)}.${NHS.slice(6)}`;
const wide = `${NHS.slice(0, 3)}  ${NHS.slice(3, 6)}  ${NHS.slice(6)}`;

/** Positions at which a configuration holds a person. None of the words in `GONE` may be left. */
const POSITIONS: Readonly<Record<string, readonly string[]>> = {
  "a note": [
    `Tested with Isolde ${FAMILY}, born 17/03/1953.`,
    `Tested with Isolde ${FAMILY} (DOB 17.03.1953).`,
    `Isolde ${FAMILY} d.o.b. 17 March 1953 was merged twice`,
    `DOB 17/03/1953 Isolde ${FAMILY}`,
    `${FAMILY.toUpperCase()}, Isolde, date of birth: 1953-03-17`,
    `// ${FAMILY}, Isolde was born on 17th March 1953`,
    `replay of Mrs Isolde ${FAMILY} 17/03/1953`,
    `Mr. ${FAMILY} (17/03/1953) again`,
    `Patient: Isolde ${FAMILY}, DOB 17/03/53`,
  ],
  "an NHS number": [
    `NHS number ${dotted}`,
    `nhs no. ${wide}`,
    `patient ${NHS.slice(0, 3)} - ${NHS.slice(3, 6)} - ${NHS.slice(6)}`,
    `seen for DOB 17 and ${NHS}`,
    `mrn or so: ${NHS}`,
    `{"identifier": "${NHS}"}`,
    `{"id":"${NHS}","active":true}`,
    `{"value": "${NHS}"}`,
    `var subject = '${NHS}';`,
    `lookup['identifier'] = "${dotted.replaceAll(".", "-")}";`,
    `ABC|1|${NHS}^^^X|`,
    `X|${NHS}|Y`,
    `CHI ${CHI}`,
    `CHI number: ${CHI}`,
    `chiNo = '${CHI}'`,
    `H&C number ${HCN}`,
    `H&amp;C: ${HCN}`,
    `HCN=${HCN}`,
  ],
  "a record number": [
    `MRN: A104572`,
    `MRN 4104572 was merged`,
    `var mrn = 'RXX4104572';`,
    `hospital number 4104572`,
    `MRN: 4104572 ${FAMILY}`,
    `MRN: 1234567 ${FAMILY}`,
    `MRN 4104572, Isolde ${FAMILY} was merged`,
    `mrn 4104572 ${FAMILY.toUpperCase()}, Isolde`,
    `Hospital No: B4104572`,
  ],
  "a segment": [
    `QRD|20261123||I|Q1||1|RD|${NHS}^${FAMILY}^Isolde|DEM`,
    `QPD|Q22^Find|Q1|@PID.5.1^${FAMILY}~@PID.7^19530317`,
    `ZPI|1|${FAMILY}^Isolde|19530317`,
    `OBX|1|TX|NOTE^Note||Seen with ${FAMILY}`,
    `var m = "OBX|2|ST|NAME||${FAMILY}^Isolde\\rOBX|3|NM|X||1";`,
    `// ZPI|1||${NHS}`,
    `PD1||||DR^${FAMILY}`,
    `PD1|||Elmsford Practice^^4711|G8004^${FAMILY}^Isolde`,
    `var m = "PID|1\\rPD1||||G8004^${FAMILY}^Isolde";`,
  ],
  "a script": [
    `msg['PID']['PID.5']['PID.5.1']='${FAMILY}';`,
    `msg['PID']['PID.5']['PID.5.1'] = ("${FAMILY}");`,
    `tmp['PID']['PID.5'] = '${FAMILY}^Isolde';`,
    `msg["PID"]["PID.3"][0]["PID.3.1"] = '4104572';`,
    `if (msg['PID']['PID.5']['PID.5.1'].toString() == '${FAMILY}') { return false; }`,
    `if (msg['PID']['PID.5']['PID.5.1'].toString().equals('${FAMILY}')) { return false; }`,
    `msg['PID']['PID.7']['PID.7.1'] = '19530317';`,
    `msg['NK1']['NK1.2']['NK1.2.1'] = $('next') || '${FAMILY}';`,
    `terser.set('/PID-5-1', '${FAMILY}');`,
  ],
};

const GONE = [NHS, dotted, wide, CHI, HCN, FAMILY, FAMILY.toUpperCase(), "Isolde", "1953", "17/03/53", "104572"];

for (const [kind, positions] of Object.entries(POSITIONS)) {
  for (const position of positions) {
    test(`leaves nothing of a person of ${kind} in ${JSON.stringify(position)}`, () => {
      const masked = maskPatientData(position, mask);
      assert.ok(masked.hits > 0);
      for (const part of GONE) assert.ok(!masked.text.includes(part), `${part} stands in ${masked.text}`);
      for (const part of GONE) assert.ok(!masked.kinds.join().includes(part));
      assert.equal(maskPatientData(masked.text, mask).text, masked.text, "its own output comes back unchanged");
    });
  }
}

/** Numbers, names and fields that are nobody's. */
const NOBODY: readonly string[] = [
  `call ${NHS} for support`,
  `order ${NHS} of the warehouse`,
  `{"phone": "${NHS}"}`,
  `{"orderId": "${NHS}"}`,
  `var port = '${NHS}';`,
  `architecture ${NHS}`,
  "MRN: ${mrn}",
  "var mrn = msg['PID']['PID.3']['PID.3.1'].toString();",
  "MRN 1234567",
  "MRN 1234567 Is read from PID.3",
  "MRN 1234567 is a sample",
  "PD1||||${gp}^${family}",
  "PD1|||^^G8004",
  "the hospital number is in PID.3",
  "QRD|${now}||I|Q1||1|RD|${id}^${family}^${given}|DEM",
  "QPD|Q22^Find|Q1|@PID.5.1^${family}~@PID.7^${dob}",
  `var q = "QRD|" + now + "|R|I|Q1|||1^RD|" + id + "|DEM";`,
  "OBX|1|ED|PDF^Report||^AP^PDF^Base64^${report}||||||F",
  "OBX|1|NM|8867-4^Heart rate||${rate}|/min",
  "msg['PID']['PID.5']['PID.5.1'] = $('family');",
  "msg['PID']['PID.5']['PID.5.7'] = 'L';",
  "msg['PID']['PID.3']['PID.3.4'] = 'RXX1234';",
  "msg['PID']['PID.8'] = 'Male';",
  "msg['PID']['PID.5']['PID.5.1'] = tmp['ZZZ']['Family name'].toString();",
  "msg['PID']['PID.7'] = DateUtil.convertDate('yyyyMMdd', 'ddMMyyyy', dob);",
  "DOB format is 17 characters, Name: surname",
  "Written by Mr Penrose in 2019",
  "Patient Name, Date Of Birth: dd/MM/yyyy",
];

for (const text of NOBODY) {
  test(`finds nobody in ${JSON.stringify(text)}`, () => assert.deepEqual(scanPatientData(text), []));
}

function withCheckDigit(nine: string): string {
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? withCheckDigit(String(Number(nine) + 1).padStart(9, "0")) : `${nine}${check}`;
}
