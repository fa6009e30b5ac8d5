import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createMask } from "#services/core/mask";
import { maskSecretsInText } from "#services/core/privacy/mask-secrets";

const mask = createMask("k1", new Uint8Array(32).fill(7));

/** The secret of every example below; each example must hold it exactly where a real one would stand. */
const SECRET = "Zq7!hunter2";
const PLAIN_SECRET = "Zq7hunter2";

/** Texts with a secret in them: `§` stands for it, `¤` for one without punctuation. */
const LEAKS: readonly string[] = [
  // URLs and connection strings
  "https://lab:§@lis.hospital.test/api",
  "sftp://lab:§@files.hospital.test:22/out",
  "jdbc:postgresql://db.hospital.test/edw?user=edw&password=§",
  "jdbc:postgresql://db.hospital.test/edw?password=§&user=edw&ssl=true",
  "jdbc:sqlserver://db.hospital.test:1433;databaseName=edw;user=sa;password=§;encrypt=true",
  "jdbc:sqlserver://db.hospital.test;user=sa;password={§};encrypt=true",
  "jdbc:mysql://root:§@db.hospital.test:3306/edw",
  "jdbc:oracle:thin:edw/¤@db.hospital.test:1521:EDW",
  "jdbc:oracle:thin:edw/¤@//db.hospital.test:1521/EDW",
  "mongodb+srv://lab:§@cluster.example/db",
  "smb://HOSPITAL;lab:§@share.hospital.test/out",
  "https://lab:a/§@lis.hospital.test/api",
  "Server=db.hospital.test;Database=edw;User Id=sa;Password=§;",
  "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=§;EndpointSuffix=core.example",
  "host=db.hospital.test user=edw password=§ dbname=edw",
  "https://api.example/v1/patients?api_key=§&format=json",
  "https://api.example/v1/patients?format=json&access_token=§",
  "https://api.example/blob?sv=2024&sig=§%3D&se=2027",
  "https://fn.example/api/run?code=¤¤abcdefgh==",
  "https://api.example/v1?format=json&amp;token=§&amp;page=1",
  "grant_type=client_credentials&client_secret=§&scope=x",
  "client_secret%3D¤%26scope%3Dx",
  "https://¤abcdefghijk12@git.hospital.test/x.git",
  // headers
  "Authorization: Bearer §",
  "Bearer §",
  "var header = 'Bearer §';",
  "Authorization: Basic ¤bGFiOg==",
  "Proxy-Authorization: Digest ¤",
  "X-Api-Key: §",
  "Ocp-Apim-Subscription-Key: §",
  "Cookie: JSESSIONID=§",
  "curl -H 'Authorization: Bearer §' https://api.example",
  "curl -u lab:§ https://api.example",
  'curl --user "lab:§" https://api.example',
  "sshpass -p § ssh lab@files.hospital.test",
  "mysqldump --user=root --password=§ edw",
  "tool --password § --verbose",
  "java -Djavax.net.ssl.trustStorePassword=§ -jar x.jar",
  // scripts
  "var password = '§';",
  'const dbPassword = "§";',
  "let apiKey='§'",
  "password = '§'",
  "var pw = `§`;",
  "this.clientSecret = '§';",
  "config['password'] = '§';",
  'config["client-secret"]="§";',
  "var o = { user: 'lab', password: '§' };",
  'var o = { "password": "§" };',
  "setPassword('§');",
  'connection.setPassword("§");',
  "builder.password('§').build();",
  "map.put('password', '§');",
  'map.put("password","§");',
  "$c('password', '§');",
  "globalMap.put('token','§');",
  "con.setRequestProperty('Authorization', 'Bearer §');",
  "con.setRequestProperty('X-Api-Key', '§');",
  'http.addHeader("Authorization", "Basic " + "§");',
  "http.addHeader('Authorization', 'Basic ' + FileUtil.encode('lab:§'.getBytes()));",
  "var auth = 'Basic ' + new java.lang.String(Base64.encodeBase64(new java.lang.String('lab:§').getBytes()));",
  "var auth = 'Basic ' + btoa('lab:§');",
  "var c = DatabaseConnectionFactory.createDatabaseConnection('org.Driver', 'jdbc:x', 'sa', '§');",
  'var c = DatabaseConnectionFactory.createDatabaseConnection(driver,\n  url,\n  user,\n  "§");',
  "var c = java.sql.DriverManager.getConnection(url, 'sa', '§');",
  "client.login('lab', '§');",
  "new UsernamePasswordCredentials('lab', '§')",
  "new java.net.PasswordAuthentication('lab', '§'.toCharArray())",
  "new NTCredentials('lab', '§', '', 'HOSPITAL')",
  "new SecretKeySpec('§'.getBytes('UTF-8'), 'AES')",
  "new PBEKeySpec('§'.toCharArray(), salt, 1000)",
  "crypto.createHmac('sha256', '§')",
  "var password = new java.lang.String('§');",
  "var password = String('§');",
  "var password = $('dbPassword') || '§';",
  "var password = isLive ? $('dbPassword') : '§';",
  "var password = 'a1' + '§';",
  "if (password == '§') { return true; }",
  "if (password.equals('§')) { return true; }",
  "var url = base + '&password=' + '§';",
  "var url = base + '&password=§&x=1';",
  "var url = 'https://lab:§@lis.hospital.test/';",
  'var body = \'{\\"password\\":\\"§\\"}\';',
  'var body = "<password>§</password>";',
  "// old password: §",
  "// password=§",
  "/* user lab\n * password = §\n */",
  "// var password = '§';",
  "var pin = 98765; // pin: §",
  // documents
  '{"user":"lab","password":"§"}',
  '{"clientSecret" : "§"}',
  '{"name":"password","value":"§"}',
  '<soap:Envelope><wsse:Password Type="PasswordText">§</wsse:Password></soap:Envelope>',
  "<password>§</password>",
  "<password><![CDATA[§]]></password>",
  "&lt;password&gt;§&lt;/password&gt;",
  '<property name="password" value="§"/>',
  '<property name="spring.datasource.password" value="§"/>',
  '<entry key="password">§</entry>',
  '<connection user="lab" password="§"/>',
  "user: lab\npassword: §\n",
  "user=lab\r\npassword=§\r\nhost=x",
  "The login is lab, the password is §, ask the helpdesk.",
  "The old password was: §",
  "Since May the password is now § on both nodes.",
  "Feed to the lab. Password: §",
  "CREATE USER lab IDENTIFIED BY §",
  "CREATE LOGIN lab WITH PASSWORD = '§'",
  "ALTER USER lab PASSWORD '§'",
  "{smtpHost=smtp.hospital.test, smtpPassword=§, smtpPort=587}",
  "fhir-secret=com.mirth.connect.util.ConfigurationProperty[value=§, comment=OAuth]",
  "-----BEGIN RSA PRIVATE KEY-----\n¤AAAA\nBBBB\n-----END RSA PRIVATE KEY-----",
  "var k = '-----BEGIN PRIVATE KEY-----\\n¤AAAA\\n-----END PRIVATE KEY-----';",
  "-----BEGIN OPENSSH PRIVATE KEY-----\n¤AAAA",
  "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\n¤AAAA\nPrivate-MAC: 00aa\n",
  "var k = 'PuTTY-User-Key-File-2: ssh-rsa\\nPrivate-Lines: 1\\n¤AAAA",
  // known by their own form
  "see eyJhbGciOiJIUzI1NiJ9.¤abcdefgh.signature-x for the call",
  "use ghp_¤abcdefghijklmnopqrstuvwxyz here",
  "use xoxb-¤-123456 here",
];

const STAYS: readonly string[] = [
  "https://${user}:${password}@lis.hospital.test/api",
  "https://lis.hospital.test:8443/api/x@y",
  "jdbc:sqlserver://db.hospital.test;user=${user};password=${edwPassword};encrypt=true",
  "https://api.example/v1?token=${token}&x=1",
  "var password = $('dbPassword');",
  "var password = configurationMap.get('dbPassword');",
  "var password = configurationMap.get('dbPassword') + '';",
  "var password = '';",
  'var o = { password: pw, token: null, secret: "" };',
  "if (typeof password == 'undefined') { return; }",
  "connection.setPassword($('AMQP_PASSWORD'));",
  "var token = getToken('client');",
  "var url = base + '?password=' + password + '&x=1';",
  'var body = "<password>" + password + "</password>";',
  'http.setHeader("Authorization", "Bearer " + accessToken);',
  "logger.error('Access token is missing');",
  "logger.info('Password:', x);",
  "DatabaseConnectionFactory.createDatabaseConnection(driver, url, user, password);",
  "DatabaseConnectionFactory.createDatabaseConnection($('d'), $('u'), $('n'), $('p'));",
  "var tokens = line.split('|'); var tokenizer = new StringTokenizer(line, ',');",
  "Authorization: Bearer ${accessToken}",
  "password=********",
  "{{env:SMTP_PASSWORD}}",
  "<passwordEnabled>false</passwordEnabled><password></password>",
  "var primaryKey = 'patientId'; var key = 'x';",
  "uses basic authentication over TLS",
  "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
  "msg['PID']['PID.3']['PID.3.1'] = 'x'; // a pass over the tokens",
  '<type value="token"/><documentation value="An identifier"/>',
];

for (const leak of LEAKS) {
  test(`masks the secret and nothing else in ${JSON.stringify(leak)}`, () => {
    const secret = leak.includes("¤") ? PLAIN_SECRET : SECRET;
    const text = leak.replaceAll("§", SECRET).replaceAll("¤", PLAIN_SECRET);
    const masked = maskSecretsInText(text, mask);
    assert.ok(!masked.includes(secret), masked);
    assert.match(masked, /masked:k1:[0-9a-f]{32}/);
    assert.ok(masked.startsWith(text.slice(0, 4)) || text.startsWith("{"), "what stands before stays readable");
    assert.equal(maskSecretsInText(masked, mask), masked, "its own output comes back unchanged");
  });
}

for (const text of STAYS) {
  test(`leaves ${JSON.stringify(text)} as it is`, () => assert.equal(maskSecretsInText(text, mask), text));
}

test("keeps the shape of a connection string readable", () => {
  assert.equal(
    maskSecretsInText("jdbc:sqlserver://db.hospital.test;user=sa;password=Zq7!hunter2;encrypt=true", mask),
    `jdbc:sqlserver://db.hospital.test;user=sa;password=${mask.token("Zq7!hunter2")};encrypt=true`,
  );
});

test("shows a rotated secret as a change, and the same secret as the same", () => {
  const before = maskSecretsInText("var password = 'first-one-1';", mask);
  assert.equal(maskSecretsInText("var password = 'first-one-1';", mask), before);
  assert.notEqual(maskSecretsInText("var password = 'second-one-2';", mask), before);
});

test("masks its own output never again, whatever the text", () => {
  const piece = fc.oneof(
    fc.constantFrom(...LEAKS.map((leak) => leak.replaceAll("§", SECRET).replaceAll("¤", PLAIN_SECRET)), ...STAYS),
    fc.constantFrom(
      "password",
      "=",
      ":",
      "'",
      '"',
      "\\",
      "token",
      "(",
      ")",
      ",",
      ";",
      "://",
      "@",
      "<",
      ">",
      "&",
      "\n",
      " ",
      "masked:k1:",
      "${",
      "}",
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const masked = maskSecretsInText(pieces.join(""), mask);
      assert.equal(maskSecretsInText(masked, mask), masked);
    }),
    { numRuns: 300 },
  );
});

test("costs about as much per character on hostile text of any length", () => {
  const units = [
    "password=",
    "password='",
    "<password ",
    "setPassword(",
    "://a:",
    "password=${",
    "bearer ",
    '("password",',
    "-----BEGIN PRIVATE KEY-----!",
    "PuTTY-User-Key-File-3: ",
    "-eyJ",
    "password:\n",
    "'",
    "\\",
  ];
  for (const unit of units) {
    const short = elapsed(unit.repeat(Math.ceil(20_000 / unit.length)));
    const long = elapsed(unit.repeat(Math.ceil(200_000 / unit.length)));
    assert.ok(long < 60 * short + 200, `${JSON.stringify(unit)}: ${short} ms for 20 KB, ${long} ms for 200 KB`);
  }
});

function elapsed(text: string): number {
  const start = performance.now();
  maskSecretsInText(`${text}x password=1`, mask);
  return performance.now() - start;
}
