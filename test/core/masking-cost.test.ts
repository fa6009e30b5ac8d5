import assert from "node:assert/strict";
import { test } from "node:test";
import { costRatio } from "#test/fakes/masking-cost";

/** Pieces whose repetition sends a finder far ahead for nothing; the first two were read at 70 kB a second. */
const PIECES = [
  "<PID><patient>",
  '{"resourceType":"Patient",',
  "<patientRole>",
  "Patient dob 01/01/1950 ",
  "PID|",
  "ZPI|a|",
  "QPD|@PID.5.1^",
  "nhs 9434765919 ",
  "['PID.5.1'] = (",
  "pw=[{(",
  "getPassword() {",
  "setAuthentication(",
  "<key>password</key>",
  "<entry><string>password</string>",
  "INSERT INTO a (password) VALUES (",
  "mysql -u ",
  "'.toCharArray()",
  "password",
  "-----BEGIN PRIVATE KEY-----\n",
  "echo ",
  "{value: 'a', name: 'password', ",
  '<a value="x" name="password" ',
  "value='a' name: password ",
  "set password ",
  "keylset a b password ",
  "array set a {b password ",
  "password: |\n  ",
  "password /* c ",
  'cfg("pwd", 1',
  "connect('a','b',",
  "a/b@//",
  "MRN 4104572 Ab ",
];

for (const piece of PIECES) {
  test(`reads ${JSON.stringify(piece)} over and over in time that grows with its length alone`, () => {
    const ratio = costRatio(piece, { short: 1_000, long: 60_000 });
    assert.ok(ratio < 6, `a character of 60 KB costs ${ratio.toFixed(1)} times one of 1 KB`);
  });
}
