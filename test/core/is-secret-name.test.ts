import assert from "node:assert/strict";
import { test } from "node:test";
import { isSecretName } from "#services/core/privacy/is-secret-name";

const SECRET =
  `password Password smtpPassword PASSWORD db_password dbpassword keyStorePW trustStorePW keyPW storepass keypass passPhrase
  passphrase pwd userPwd DB_PWD client_secret clientSecret client.secret fhir-client-secret X-Api-Key apikey apiKey api_key
  access_token accessToken authtoken token Authorization Proxy-Authorization credentials privateKey private-key secretKey
  secretAccessKey AccountKey SharedAccessKey Ocp-Apim-Subscription-Key spring.datasource.password mail.smtp.pass pin PIN cardPin
  jwt psk Cookie passwd userpassword encryptionKey hmacKey db-edw-password x-functions-key password1 passwordOld secret_id`.split(
    /\s+/,
  );

const PLAIN =
  `tokenizer StringTokenizer passwordRequirements keyboard primaryKey foreignKey publicKey passThrough tokenUrl token_endpoint
  passwordExpiry passwordField key keys keystorePath secretary compass bypass mapping spinning author authority passenger
  pathway monkey turnkey authType passwordEnabled secretName tokenType pwdLength keyStore hostKey x passive assessment`.split(
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
