import assert from "node:assert/strict";
import { test } from "node:test";
import { createMask } from "#services/core/mask";
import { scanInDepth } from "#services/core/privacy/scan-in-depth";
import { growthOf, LINEAR_GROWTH } from "#test/fakes/growth-of";
import { withCheckDigit } from "#test/fakes/invented-people";

const NHS = withCheckDigit("999145772");
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const kindsIn = (text: string): readonly string[] => [...new Set(scanInDepth(text).map(({ kind }) => kind))].sort();

test("finds a number under ten wrappings of JSON", () => {
  let text: unknown = { body: `NHS number ${NHS}` };
  for (let depth = 0; depth < 8; depth += 1) text = { body: JSON.stringify(text) };
  assert.deepEqual(kindsIn(JSON.stringify(text)), ["nhs-number"]);
});

test("finds what is base64 in JSON in base64, and tells it once", () => {
  const found = scanInDepth(base64(JSON.stringify({ a: base64(`patient ${NHS} and again ${NHS}`) })));
  assert.deepEqual(found, [{ kind: "nhs-number", text: NHS }]);
});

test("tells the same number in the same way however it is grouped, so that one permission covers it", () => {
  const [a, b, c] = [NHS.slice(0, 3), NHS.slice(3, 6), NHS.slice(6)];
  for (const mark of ["", " ", "-"]) {
    assert.deepEqual(scanInDepth(`NHS number ${[a, b, c].join(mark)}`), [{ kind: "nhs-number", text: NHS }]);
  }
});

test("finds a number that is spelt digit by digit, grouped by strokes, or written in digits of another script", () => {
  const shifted = (zero: number): string =>
    [...NHS].map((digit) => String.fromCodePoint(zero + Number(digit))).join("");
  const strokes = `${NHS.slice(0, 3)}/${NHS.slice(3, 6)}/${NHS.slice(6)}`;
  for (const written of [
    [...NHS].join(" "),
    [...NHS].join("-"),
    strokes,
    shifted(0x0660),
    shifted(0x0966),
    shifted(0xff10),
  ]) {
    assert.deepEqual(scanInDepth(`NHS no ${written}`), [{ kind: "nhs-number", text: NHS }], written);
  }
  assert.deepEqual(kindsIn(`NHS levels 1 2 3 4 5 6 7 8 9 10 11 12`), []);
});

test("finds a number whatever it is called: in letters of another script, and as in Northern Ireland", () => {
  for (const called of ["N\u041dS number", "\u039d\u041d\u0405 no", "\uff2e\uff28\uff33"]) {
    assert.deepEqual(kindsIn(`${called} ${NHS}`), ["nhs-number"], called);
  }
  const ofTheNorth = withCheckDigit("320145772");
  for (const called of ["H & C number", "H+C no.", "H/C number", "Health and Care number", "Health & Social Care no"]) {
    assert.deepEqual(kindsIn(`${called} ${ofTheNorth}`), ["nhs-number"], called);
  }
  assert.deepEqual(kindsIn(`health and care since 2019, call ${ofTheNorth}`), []);
});

test("finds a number that alone was encoded, and its label not", () => {
  const [whole, bare] = [base64(NHS), base64(NHS).replace(/=+$/, "")];
  for (const text of [
    `nhsNumber=${whole}`,
    `"nhs":"${whole}"`,
    `patient ${bare}`,
    `nhs=${encodeURIComponent(whole)}&a=1`,
  ]) {
    assert.deepEqual(kindsIn(text), ["nhs-number"], text);
  }
  assert.deepEqual(kindsIn(`order ${whole}`), []);
});

test("reads a day of birth as people write it", () => {
  for (const born of [
    "Ada Quill, born 3rd of April 1941",
    "Ada Quill (b. 3rd April 1941)",
    "DOB: 3rd April, 1941, Mrs Quill",
  ]) {
    assert.deepEqual(kindsIn(born), ["demographics"], born);
  }
});

test("takes the address of a home for a patient's, and that of an organisation for none", () => {
  assert.deepEqual(kindsIn("Discharged to 14 Elderbank Row, Norwick ZX4 9ZZ"), ["address"]);
  assert.deepEqual(kindsIn("Elmsford Practice, 14 Elderbank Row, Norwick ZX4 9ZZ"), []);
  assert.deepEqual(kindsIn("host tie-a.hospital.test; seen at 14 Elderbank Row, Norwick ZX4 9ZZ"), ["address"]);
});

test("takes a date of birth for a patient's only where somebody's name stands near", () => {
  assert.deepEqual(kindsIn("<dob>1953-03-17</dob><surname>Quillfeather</surname>"), ["demographics"]);
  assert.deepEqual(kindsIn("dob >= 1900-01-01"), []);
});

test("believes what a number is called: a time, a telephone's, an order's", () => {
  for (const called of [`lastSeen: ${NHS}`, `tel. ${NHS}`, `+44 ${NHS}`, `order no. ${NHS}`, `"port":${NHS}`]) {
    assert.deepEqual(kindsIn(`patient feed ${called}`), [], called);
  }
  for (const called of [`NHS no. ${NHS}`, `NHS ref ${NHS}`, `"patient":"${NHS}"`]) {
    assert.deepEqual(kindsIn(called), ["nhs-number"], called);
  }
});

test("takes no ten digits for a number that was never issued", () => {
  assert.deepEqual(kindsIn(`patient ${withCheckDigit("171362744")}`), [], "a time in seconds");
  assert.deepEqual(kindsIn(`patient ${withCheckDigit("512345678")}`), []);
  assert.ok(kindsIn(`CHI ${withCheckDigit("170353123")}`).includes("nhs-number"));
});

test("finds nobody in tokens of ours", () => {
  const mask = createMask("k1", new Uint8Array(32).fill(3));
  assert.deepEqual(
    kindsIn(`NHS number ${mask.token(NHS)}, DOB ${mask.token("17/03/1953")}, Name: ${mask.token("A")}`),
    [],
  );
});

/** Pieces whose repetition sends a step far ahead for nothing. */
const PIECES = [
  ...[
    "QUJDRA==",
    "QUJD\n",
    "\\r\\n",
    "%41",
    "%",
    "a=b+c&",
    "&amp;",
    "&#x26;",
    "\\u0041",
    "\\\\",
    '\\"',
    '""a""',
    "=41",
  ],
  ...[
    "=\n",
    "{\\rtf1 ",
    "\\par ",
    "MSH|^~\\&|",
    "MSH#*~\\&#",
    '" + "',
    "'||'",
    "<a b='c",
    "<",
    "<!--",
    "\n// ",
    "dob 01/01/1950 ",
  ],
  ...[
    "Ada Quill ",
    "Name: Ada ",
    "Mrs Ada ",
    "1 Elder Row ",
    "ZX1 1ZZ ",
    "1 Elder Row ZX1 1ZZ ",
    "patient id ",
    "mrn 4104572 ",
  ],
  ...[
    "nhs,dob,",
    "nhs,dob,\n1,2\n",
    'name="a" ',
    `nhs ${NHS} `,
    "4a4b4c4d",
    "h & c ",
    "health and ",
    "MTIzMTIzMTIzMA",
    "\u200b",
    " ",
    "\n",
    "a,",
  ],
];

for (const piece of PIECES) {
  test(`looks through ${JSON.stringify(piece)} over and over in time that grows with its length alone`, () => {
    const work = (size: number): unknown => scanInDepth(piece.repeat(Math.ceil(size / piece.length)));
    assert.ok(growthOf(work, 3000) < LINEAR_GROWTH);
  });
}

test("reads base64 that is broken off anywhere", () => {
  for (let cut = 16; cut < 60; cut += 1) {
    const run = base64(`patient ${NHS} of the ward, ${"x".repeat(60)}`);
    assert.deepEqual(kindsIn(`'${run.slice(0, cut)}\\r\\n${run.slice(cut)}'`), ["nhs-number"], String(cut));
  }
});

test("takes no definition of a message for one", () => {
  assert.deepEqual(kindsIn("base:MSH|base:PID|[|base:PD1|]|[|{|base:NK1|}|]|base:PV1|[|base:PV2|]"), []);
});
