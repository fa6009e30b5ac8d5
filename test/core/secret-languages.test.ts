import assert from "node:assert/strict";
import { test } from "node:test";
import { createMask } from "#services/core/mask";
import { maskSecretsInText } from "#services/core/privacy/mask-secrets";

const mask = createMask("k1", new Uint8Array(32).fill(9));

const SECRET = "Zebra7!Quokka";

/** How each language gives a value to a secret's name or to a call: `§` stands for the secret. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  ObjectScript: [
    'Set ^Config("db","Password")="§"',
    'Set ^Config("Password") = "§"',
    'Set cfg("pwd")="§"',
    'Set arr("token")="§"',
    'Set %request.Data("Password",1)="§"',
    'Set sc=conn.Connect("DSN","sa","§")',
    'Set sc = ##class(%SQLGatewayConnection).%New().Connect("dsn","sa","§",0)',
    'Do SQLGateway.Connect("dsn","sa","§",0)',
  ],
  "JavaScript, Java and Groovy": [
    "ssh.connect(h,22,'sa','§')",
    "ssh.connect(host, 22, 'sa', '§');",
    "ssh.connect(host, user, '§');",
    "var sql = Packages.groovy.sql.Sql.newInstance(url,'sa','§');",
    "Sql.newInstance('jdbc:h2:mem', 'sa', '§', 'org.h2.Driver')",
    "db.connect('sa','§')",
    "db.connect(user, '§')",
    'password // the account\'s\n  = "§";',
    "password /* c */ = '§'",
    "var password/**/='§'",
    "cfg(\"password\") = '§'",
    "map{'password'} = '§'",
    'map[ "password" ] := "§"',
    "if ($('password') == '§') { x(); }",
    "password=\\\n§",
  ],
  "pairs of a name and a value": [
    '{"value":"§","name":"password"}',
    'var cfg = {"value":"§", "type":"s", "name":"password"};',
    "{value: '§', name: 'password'}",
    "{name:'password',type:'s',value:'§'}",
    "var p = [{name:'password', type:'string', value:'§'}];",
    '{"name":"password","value":"§"}',
    '<property value="§" name="password"/>',
    'var x = \'<property value="§" name="password"/>\';',
    '<add value="§" type="s" key="password" />',
    "- name: password\n  value: §",
    '- name: "password"\n  value: "§"',
    "- value: §\n  name: password",
    "password: |\n  §",
    "password: >-\n  §\n  second\nhost: x",
    "password:\n  |\n  §",
    "var yaml = 'password: |\\n  §';",
  ],
  "Tcl and Perl": [
    "set password §",
    "set password {§}",
    'set dbPassword "§"',
    "    set token §\n    other",
    "set password hunter",
    "keylset conn PASSWORD §",
    "keylset conn PASSWORD {§}",
    "{PASSWORD §}",
    "{ PASSWORD {§} }",
    "{ { HOST db } { PASSWORD § } }",
    "array set cfg {password §}",
    "array set cfg {host db password §}",
    "set cfg(password) §",
    "dict set cfg password §",
    '$cfg->{password} = "§"',
    "$cfg{password} = '§';",
    "$cfg->{'password'} = '§';",
  ],
  commands: ["sa/§@ORCL", "connect sa/§@//db.hospital.test:1521/EDW", "isql -Usa -P§", "isql -U sa -P §"],
  "other languages": [
    "Kennwort=§",
    "Passwort: §",
    'wachtwoord="§"',
    'senha="§"',
    'motdepasse="§"',
    'mot_de_passe = "§"',
    'contraseña = "§"',
    'contrasena = "§"',
  ],
};

const CODE = "var x = 1;\nif (x) { y(); }\n";

for (const [language, forms] of Object.entries(FORMS)) {
  for (const form of forms) {
    test(`masks the secret of ${language} in ${JSON.stringify(form)}`, () => {
      const secret = form.includes("§") ? SECRET : "hunter";
      // between statements a bare word is an identifier
      for (const around of /["'`{]§/.test(form) ? ["", CODE] : [""]) {
        const text = `${around}${form.replaceAll("§", SECRET)}\n${around}`;
        const masked = maskSecretsInText(text, mask);
        assert.ok(!masked.includes(secret), masked);
        assert.match(masked, /masked:k1:[0-9a-f]{32}/);
        assert.equal(maskSecretsInText(masked, mask), masked, "its own output comes back unchanged");
        assert.notEqual(
          maskSecretsInText(text.replaceAll(secret, "Basalt4!harbour"), mask),
          masked,
          "a rotation is seen",
        );
      }
    });
  }
}

const ACCESS_KEY = `AKIA${"QUARTZ7LANTERN42".slice(0, 16)}`;
const AWS_SECRET = `qV7${"Lantern/Harbour+42".repeat(3)}`.slice(0, 40);

for (const between of [" ", ":", '", "', "\n", ", "]) {
  test(`masks the secret that stands ${JSON.stringify(between)} behind its access key, also where an older rule masked the key alone`, () => {
    const masked = maskSecretsInText(`"${ACCESS_KEY}${between}${AWS_SECRET}"`, mask);
    assert.ok(!masked.includes(AWS_SECRET) && !masked.includes(ACCESS_KEY), masked);
    assert.equal(maskSecretsInText(`"${mask.token(ACCESS_KEY)}${between}${AWS_SECRET}"`, mask), masked);
  });
}

/** What looks alike and gives nothing away. */
const HARMLESS: readonly string[] = [
  'Set cfg("pwd")=value',
  'Set cfg("pwd")=""',
  'Set x=^Config("db","Password")',
  "conn.Connect(dsn,user,pw)",
  "socket.connect('tie.hospital.test', 6661)",
  "mqtt.connect('tcp://broker.hospital.test:1883')",
  "button.disconnect('clicked', 'handler')",
  "Class.newInstance('a', 'b')",
  "password // the account's\nhost = 'Harbour-4';",
  "password /* c */ + 'x'",
  '{"value":"Harbour-4","name":"host"}',
  '[{"value":"Harbour-4"},{"name":"password"}]',
  "{name:'host',type:'password',label:'Harbour-4'}",
  '<property value="Harbour-4" name="host"/><property name="password"/>',
  "- name: host\n  value: Harbour-4",
  "set password $value",
  "set password [getPassword $db]",
  "set password policy to strict",
  "please set token handling in the policy",
  "{PASSWORD {}}",
  "{ PASSWORD $x }",
  "function f({ password }) { return 1; }",
  "set token(value) { this.value = value; }",
  "https://svc:${password}@api.example/",
  "/a/b@home",
  "`${password} = other`",
  `${"0123456789abcdef".repeat(2)}01234567`,
];

for (const text of HARMLESS) {
  test(`leaves ${JSON.stringify(text)} as it is`, () => assert.equal(maskSecretsInText(text, mask), text));
}
