import assert from "node:assert/strict";
import { test } from "node:test";
import { artefactOf, MASK, readIris, readProduction, textAt, writtenText } from "./read-iris.js";

const setting = (name: string, value: string): string => `<Setting Target="Host" Name="${name}">${value}</Setting>`;

test("a secret in a production is masked by its name and inside texts, and stays comparable", () => {
  const settings = [
    setting("ApiKey", "S3cret-one"),
    setting("DSN", "Driver=PAS;UID=lockstep;PWD=S3cret-two"),
    setting("URL", "https://lockstep:S3cret-three@pas.hospital.test/fhir"),
    setting("%remoteSettings", "endpoint=pas&#10;password=S3cret-four"),
    setting("Credentials", "PAS-Login"),
    setting("SSLConfig", "PAS-TLS"),
  ].join("");
  const read = readProduction({ settings });
  const item = artefactOf(read, "production-item");
  assert.doesNotMatch(writtenText(read), /S3cret/);
  assert.equal(textAt(item, "Host", "ApiKey"), MASK.token("S3cret-one"));
  assert.equal(textAt(item, "Host", "Credentials"), "PAS-Login");
  assert.equal(textAt(item, "Host", "SSLConfig"), "PAS-TLS");
});

test("a secret in a system default setting is masked, at the default and at the item", () => {
  const xml =
    '<defaultSettings><item production="*" item="To PAS" class="*" setting="Password" value="S3cret"/><item production="*" item="*" class="*" setting="Credentials" value="PAS-Login"/></defaultSettings>';
  const read = readIris("document", "INTEROP/Ens.Config.DefaultSettings.ESD", xml);
  assert.doesNotMatch(writtenText(read), /S3cret/);
  assert.match(writtenText(read), /PAS-Login/);
  const production = readProduction({
    attributes: 'Enabled="true"',
    defaults: [{ item: "To PAS", setting: "Password", value: "S3cret" }],
  });
  assert.doesNotMatch(writtenText(production), /S3cret/);
});

test("a secret parameter of a class is masked, a method about passwords is not", () => {
  const read = readIris(
    "file",
    "Ldap.cls",
    `Class Elmsford.Ldap Extends %RegisteredObject
{

Parameter AdminPassword = "S3cret";

ClassMethod SetPassword(user As %String, password As %String) As %Status
{
	Quit ##class(Elmsford.Store).Change(user)
}

}
`,
  );
  assert.doesNotMatch(writtenText(read), /S3cret/);
  assert.match(writtenText(read), /Elmsford\.Store/);
  assert.match(writtenText(read), /user As %String, password As %String/);
});

test("hashes and keys of users and CPF files are never stored, not even as tokens", () => {
  const cpf = readIris(
    "file",
    "iris.cpf",
    "[Startup]\nPasswordHash=FBFE8593AEFA510C27FD184738D6E865A441DE98,u4ocm4qh\n",
  );
  assert.doesNotMatch(writtenText(cpf), /FBFE|masked/);
  const users = readIris(
    "file",
    "users.xml",
    "<UsersExport><Users><Name>hl7</Name><Password>0a1b2c</Password><Salt>ff</Salt><HOTPKey>JBSWY3</HOTPKey></Users></UsersExport>",
  );
  assert.doesNotMatch(writtenText(users), /0a1b2c|JBSWY3|masked/);
});

test("the web gateway's password is masked, its other entries are not", () => {
  const read = readIris(
    "file",
    "opt/webgateway/CSP.ini",
    "[LOCAL]\nIp_Address=127.0.0.1\nUsername=CSPSystem\nPassword=]]]U1lT\n",
  );
  const local = artefactOf(read, "web-gateway");
  assert.equal(textAt(local, "Ip_Address"), "127.0.0.1");
  assert.equal(textAt(local, "Password"), MASK.token("]]]U1lT"));
});

test("a merge file that creates a user gives nothing away", () => {
  const read = readIris(
    "file",
    "merge.cpf",
    "[Actions]\nCreateUser:Name=lockstep,PasswordHash=FBFE8593AEFA510C27FD,Roles=%All\n",
  );
  assert.doesNotMatch(writtenText(read), /FBFE/);
  assert.equal(textAt(artefactOf(read, "cpf-section"), "CreateUser lockstep", "Roles"), "%All");
});

test("a lookup table's values are looked through for secrets and patients", () => {
  const read = readIris(
    "document",
    "INTEROP/Endpoints.LUT",
    '<lookupTable><entry table="Endpoints" key="smtpPassword">S3cret</entry><entry table="Endpoints" key="host">pas.hospital.test</entry></lookupTable>',
  );
  assert.doesNotMatch(writtenText(read), /S3cret/);
  assert.match(writtenText(read), /pas\.hospital\.test/);
});

test("of global data nothing is kept but a keyed digest", () => {
  const node = (value: string): string =>
    `<Export generator="IRIS" version="26"><Global><Node><Sub>^Elmsford.Staff</Sub><Node><Sub>7</Sub><Data>${value}</Data></Node></Node></Global></Export>`;
  const read = readIris("file", "staff.xml", node("Jane Example"));
  assert.doesNotMatch(writtenText(read), /Jane/);
  assert.notEqual(writtenText(read), writtenText(readIris("file", "staff.xml", node("Joan Example"))));
});
