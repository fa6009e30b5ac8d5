import assert from "node:assert/strict";
import { test } from "node:test";
import { createMask } from "#services/core/mask";
import { maskSecretsInText } from "#services/core/privacy/mask-secrets";

const mask = createMask("k1", new Uint8Array(32).fill(9));

const SECRET = "Quartz7lantern";
const AS_BASE64 = Buffer.from(`svc:${SECRET}`).toString("base64");

/** Positions at which code, queries and commands hold a secret: `§` stands for it, `¤` for user and secret in base64. */
const POSITIONS: Readonly<Record<string, readonly string[]>> = {
  "an expression": [
    "pw = ('§');",
    "pw = (('§'));",
    "var pw = ['§'][0];",
    'var pw = ["x", "§"][1];',
    "pw ||= '§';",
    "pw ??= '§';",
    "pw &&= '§';",
    "pw += '§';",
    "pw = `§`;",
    "pw = `a${x}§`;",
    "pw = live ? '§' : other;",
    "pw = (env == 'live') ? other : ('§');",
    "pw = live\n  ? '§'\n  : other;",
    "pw =\n    '§';",
    "pw = pw || ('§');",
    "pw = $('pw') || $g('pw') || '§';",
    "pw = decrypt('§');",
    "pw = Crypto.decrypt(Base64.decode('§'), other);",
    "pw = new String(decode('§'));",
    "pw = String.fromCharCode(1) + '§';",
    "pw = 'x'.concat('§');",
    "pw = '§'.split('').reverse().join('');",
    "pw = ['x', '§'].join('');",
    "pw = Buffer.from('§', 'utf8').toString();",
    "pw = java.lang.String.valueOf('§');",
    "pw = (function () { return '§'; })();",
    "pw = () => '§';",
    "a = pw = '§';",
    "let pw: string = '§';",
    'pw = (String) "§";',
    "pw = map.get('pw', 'Quartz7lantern');",
    "config.pass.live = '§';",
    "config.pass['live'] = '§';",
    "passwords[0] = '§';",
    "this['pw'] = ('§');",
    "db.pass.live=§",
    "RIS_PW_NAME=§",
    "declare @pw nvarchar(20) = N'§'",
    "SET @pw = N'§'",
    "const PASSWORD = /* live */ '§';",
    "if (pw === ('§')) { return; }",
    "if ('§' == pw) { return; }",
    "if ('§'.equals(pw)) { return; }",
  ],
  "an object or array": [
    "var o = {password: '§'};",
    "var o = {password: ('§')};",
    "var o = {'password': live ? '§' : null};",
    "var passwords = ['§', 'x'];",
    "var credentials = { user: 'svc', value: '§' };",
    "var password = { live: '§', test: 'x' };",
    'String[] passwords = {"§", "x"};',
    "var pairs = [['password', '§']];",
    "new Map([['password', '§']])",
    "env.put(Context.SECURITY_CREDENTIALS, '§');",
    'props.setProperty(Config.DB_PASSWORD, "§");',
    "var o = { name: 'password', value: ('§') };",
  ],
  "a function": [
    "function getPassword() { return '§'; }",
    "function getPassword(env) {\n  if (env) { return '§'; }\n  return other;\n}",
    'private String getPassword() { return "§"; }',
    'public String getPassword() throws IOException { return "§"; }',
    "var getToken = function () { return '§'; };",
    "const getToken = () => '§';",
    "const getToken = () => { return ('§'); };",
    "var o = { getPassword: function () { return '§'; } };",
    "class A { get password() { return '§'; } }",
    "function connect(user, password = '§') {}",
    "def get_password():\n    return '§'",
  ],
  "a call": [
    "client.setAuthentication('svc', '§');",
    "DriverManager.getConnection(url,'svc','§');",
    "DriverManager.getConnection(url, 'svc', ('§'));",
    "dataSource.getConnection('svc', '§');",
    "new SecretKeySpec('§', 'AES')",
    "new SecretKeySpec(new java.lang.String('§').getBytes('UTF-8'), 'AES')",
    "mac.init(new SecretKeySpec('§'.getBytes(), 'HmacSHA256'));",
    "new HmacUtils('HmacSHA256', '§').hmacHex(x)",
    "CryptoJS.AES.encrypt(text, '§')",
    "CryptoJS.HmacSHA256(text, '§')",
    "HmacUtils.hmacSha256Hex('§', text)",
    "crypto.createCipheriv('aes-256-cbc', '§', iv)",
    "jwt.sign(payload, '§', { algorithm: 'HS256' })",
    "jsch.addIdentity('/keys/id_rsa', '§');",
    "jsch.addIdentity(name, key, null, '§'.getBytes());",
    "keystore.load(stream, '§'.toCharArray());",
    'keyStore.load(stream, "§".toCharArray());',
    "ks.getKey('tls', '§'.toCharArray())",
    "factory.init(ks, ('§').toCharArray());",
    "new KeyStore.PasswordProtection('§'.toCharArray())",
    "setPassword(live ? '§' : other);",
    "setPassword(('§'));",
    "setPassword(decrypt('§'));",
    "builder.basicAuth('svc', '§')",
    "ssh.connect('files.hospital.test', 'svc', '§');",
    "SMTPConnectionFactory.createSMTPConnection('smtp.hospital.test', '25', true, 'TLS', 'svc', '§', 'a@hospital.test');",
  ],
  "a command": [
    "sqlcmd -S db.hospital.test -U svc -P §",
    "sqlcmd -S db.hospital.test -U svc -P '§' -Q \"select 1\"",
    "bcp edw.dbo.t out t.txt -U svc -P §",
    "mysql -usvc -p§ edw",
    "mysqldump -h db.hospital.test -u svc -p'§' edw",
    "exec('mysql -usvc -p§ edw');",
    "curl -u svc:§ https://api.example",
    "curl -usvc:§ https://api.example",
    "PGPASSWORD=§ psql -h db.hospital.test edw",
    "export PGPASSWORD='§'",
    "set SSHPASS=§",
    "pscp -pw § a.txt svc@files.hospital.test:",
    "keytool -list -storepass § -keystore k.jks",
    "openssl rsa -in k.pem -passin pass:§",
    "redis-cli -h cache.hospital.test -a § ping",
    "ldapsearch -D cn=svc -w § -b dc=hospital",
    "smbclient //share.hospital.test/out -U svc%§",
    "sqlplus svc/§@EDW",
    'sqlplus svc/"§"@EDW',
    "7z x -p§ a.7z",
    "zip -P § a.zip b.txt",
    "net user svc § /add",
    "echo § | sudo -S true",
    'ConvertTo-SecureString "§" -AsPlainText -Force',
    "lftp -u svc,§ files.hospital.test",
  ],
  "a query": [
    "INSERT INTO users (name, password) VALUES ('svc', '§')",
    "insert into dbo.[users] ([password], name)\n values (N'§', 'svc')",
    "INSERT INTO users (id, name, pw) VALUES (1, 'a', 'b'), (2, 'svc', '§');",
    "var q = \"INSERT INTO users (name, password) VALUES ('svc', '§')\";",
    "UPDATE users SET password = '§' WHERE name = 'svc'",
    "ALTER USER svc IDENTIFIED BY '§'",
    "CREATE USER svc IDENTIFIED WITH mysql_native_password BY '§'",
    "CREATE LOGIN svc WITH PASSWORD = N'§'",
    "SELECT * FROM users WHERE name = 'svc' AND password = '§'",
    "SET PASSWORD FOR svc = PASSWORD('§')",
    "OPEN SYMMETRIC KEY k DECRYPTION BY PASSWORD = '§'",
    "EXEC sp_addlogin 'svc', '§'",
    "EXEC sp_addlogin N'svc', N'§'",
    "SELECT AES_ENCRYPT(name, '§') FROM users",
  ],
  "a connection": [
    'jdbc:oracle:thin:svc/"§"@db.hospital.test:1521:EDW',
    'var u = "jdbc:oracle:thin:svc/\\"§\\"@db.hospital.test";',
    "jdbc:oracle:thin:svc/§@db.hospital.test",
    "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=§;EndpointSuffix=core.example",
    "Endpoint=sb://bus.example/;SharedAccessKeyName=root;SharedAccessKey=§",
    "var h = 'Basic ¤';",
    "// Authorization: Basic ¤",
    "headers['Authorization'] = 'Basic ¤';",
    "Authorization: Bearer §",
    "https://svc:§@api.example/",
  ],
  "a comment": [
    "// pw = ('§')",
    "// pw = ['§'][0];",
    "/* pw = '§' */",
    "/*\n * DriverManager.getConnection(url, 'svc', '§')\n */",
    "// setAuthentication('svc', '§')",
    "# mysql -usvc -p§ edw",
    "-- password: §",
    "<!-- password: § -->",
    "-- INSERT INTO users (name, password) VALUES ('svc', '§')",
    "// {password: '§'}",
    "// getPassword() { return '§'; }",
    "// the password for svc_lab is §",
    "// pw of svc: §",
  ],
};

const CODE = "var x = 1;\nif (x) { y(); }\n";

for (const [kind, positions] of Object.entries(POSITIONS)) {
  for (const position of positions) {
    test(`masks the secret of ${kind} in ${JSON.stringify(position)}`, () => {
      for (const around of ["", CODE]) {
        const text = `${around}${position.replaceAll("§", SECRET).replaceAll("¤", AS_BASE64)}\n${around}`;
        const masked = maskSecretsInText(text, mask);
        assert.ok(!masked.includes(SECRET) && !masked.includes(AS_BASE64), masked);
        assert.match(masked, /masked:k1:[0-9a-f]{32}/);
        assert.equal(maskSecretsInText(masked, mask), masked, "its own output comes back unchanged");
        const other = maskSecretsInText(
          text.replaceAll(SECRET, "Basalt4harbour").replaceAll(AS_BASE64, "c3ZjOnF1ZXJu"),
          mask,
        );
        assert.notEqual(other, masked, "a rotation is seen");
      }
    });
  }
}

/** Code that handles secrets and holds none. */
const HARMLESS: readonly string[] = [
  "pw = (other);",
  "pw = $('pw');",
  "pw = map.get('pw');",
  "pw = configurationMap.get('db-pw-2');",
  "pw = msg['ZPW']['ZPW.1']['ZPW.1.1'].toString();",
  "token = line.split('|')[0];",
  "token = JSON.parse(response)['access_token'];",
  "token = text.replace('a', 'b').substring(3);",
  "if (env == 'live') pw = other; else log('Start 1');",
  "pw = ''; other = 'Harbour-4';",
  "pw = null\nother = 'Harbour-4'",
  "var o = {password: pw, host: 'Harbour-4'};",
  "function getPassword() { log('Harbour-4'); return other; }",
  "getPassword('Harbour-4');",
  "client.setAuthentication(user, pw);",
  "DriverManager.getConnection(url, user, pw);",
  "crypto.createHash('sha256')",
  "sqlcmd -S db.hospital.test -E -Q 'select 1'",
  "mysql -u svc -p edw",
  "mysql -P 3306 -u svc edw",
  "INSERT INTO users (name, password) VALUES (?, ?)",
  "INSERT INTO feeds (name, host) VALUES ('Harbour-4', 'x')",
  "INSERT INTO users (name, password) VALUES ('Harbour-4', ${pw})",
  "var digits = '0123456789ABCDEF'.toCharArray();",
  "openssl rsa -in k.pem -passin env:KEY",
  "tokens = ['${a}', '${b}'];",
  "pass.through = 'Harbour-4';",
  "passwordUrl = 'https://login.hospital.test/reset';",
];

for (const text of HARMLESS) {
  test(`leaves ${JSON.stringify(text)} as it is`, () => assert.equal(maskSecretsInText(text, mask), text));
}
