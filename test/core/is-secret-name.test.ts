import assert from "node:assert/strict";
import { test } from "node:test";
import { isSecretName } from "#services/core/privacy/is-secret-name";

const SECRET =
  `password Password smtpPassword PASSWORD db_password dbpassword keyStorePW trustStorePW keyPW storepass keypass passPhrase
  passphrase pwd userPwd DB_PWD client_secret clientSecret client.secret fhir-client-secret X-Api-Key apikey apiKey api_key
  access_token accessToken authtoken token Authorization Proxy-Authorization credentials privateKey private-key secretKey
  secretAccessKey AccountKey SharedAccessKey Ocp-Apim-Subscription-Key spring.datasource.password mail.smtp.pass pin PIN cardPin
  jwt psk Cookie passwd userpassword encryptionKey hmacKey db-edw-password x-functions-key password1 passwordOld secret_id
  pass_live db.pass.live DB_PASS_UAT dbpass livePass pass2 RIS_PW_NAME PasswordDate tokenHistory secretName pw.live pwd_old tokens
  sa_pw1 password_b authLive token-value licenceKey`.split(/\s+/);

const PLAIN =
  `tokenizer StringTokenizer passwordRequirements keyboard primaryKey foreignKey publicKey passThrough tokenUrl token_endpoint
  passwordExpiry passwordField key keys keystorePath firstPass passCount bandpass trespass surpass secretary compass bypass mapping spinning author authority passenger
  pathway monkey turnkey authType passwordEnabled tokenType pwdLength keyStore hostKey x passive assessment`.split(
    /\s+/,
  );

for (const name of SECRET) {
  test(`takes ${name} for the name of a secret`, () => assert.equal(isSecretName(name), true));
}

for (const name of PLAIN) {
  test(`leaves ${name} readable`, () => assert.equal(isSecretName(name), false));
}

test("judges an endless name by its end", () => {
  assert.equal(isSecretName(`${"x".repeat(100_000)}-password`), true);
});

/** What a doubtful name holds: a date or a place is no secret, anything else may be. */
const BY_VALUE: readonly (readonly [name: string, value: string, secret: boolean])[] = [
  ["PasswordDate", "2026-11-23", false],
  ["PasswordDate", "23/11/2026 09:15", false],
  ["PasswordDate", "Quartz7!lantern", true],
  ["tokenHistory", "12", false],
  ["tokenHistory", "Quartz7!lantern", true],
  ["RIS_PW_NAME", "quartzlantern", true],
  ["secretName", "Quartz7!lantern", true],
  ["passwordLength", "12", false],
  ["passwordLength", "Quartz7!lantern", true],
  ["tokenUrl", "https://login.hospital.test/token", false],
  ["tokenUrl", "Quartz7!lantern", true],
  ["tokenType", "Bearer", false],
  ["passwordField", "txtPassword", false],
  ["passwordAlgorithm", "PBEWithMD5AndDES", false],
  ["passwordAlgorithm", "SHA-256", false],
  ["passwordPattern", "^(?=.*[0-9]).{8,}$", false],
  ["passwordLabel", "Your password:", false],
  ["passwordExpiry", "90 days", false],
  ["tokenFile", "/etc/lockstep/token", false],
  ["credentials.username", "svc_lab", false],
  ["credentials.username", "Quartz7!lantern", true],
];

for (const [name, value, secret] of BY_VALUE) {
  test(`${secret ? "masks" : "leaves readable"} ${JSON.stringify(value)} under the doubtful name ${name}`, () =>
    assert.equal(isSecretName(name, value), secret));
}
