/** Says whether a text names an algorithm or an encoding, as calls that take a secret take beside it: `AES/CBC/PKCS5Padding`, `UTF-8`. */
export function isAlgorithmName(text: string): boolean {
  return NAME.test(text);
}

const NAME =
  /^(?:utf-?(?:8|16)(?:le|be)?|iso-?8859-?\d{1,2}|(?:us-)?ascii|windows-125\d|latin-?1|base64(?:url)?|hex|binary|md5|sha-?\d{1,3}|(?:hmac|pbkdf2with)(?:hmac)?-?(?:sha-?\d{1,3}|md5)|(?:aes|des|desede|rsa|rc4|blowfish)(?:[-/](?:\d{3}|ecb|cbc|gcm|ctr|none|nopadding|pkcs\dpadding)){0,4}|pbewith\w{3,40}|[hr]s\d{3}|jks|pkcs12)$/i;
