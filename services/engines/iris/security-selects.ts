import { select, type TableSelect } from "./table-select.js";

/** From this version on security tables cannot be queried but through the class queries of the product. */
const SECURITY_QUERIES_ONLY = 2025.2;

/** A table of the product's security, asked directly, and from 2025.2 on through one of its class queries. */
function securitySelects(
  name: string,
  [columns, newer]: readonly [columns: string, newer?: string],
  classQuery: string,
  listed: string,
): readonly TableSelect[] {
  const table = `Security.${name}`;
  const query = `SELECT ${listed} FROM ${table}_${classQuery}('*') ORDER BY Name`;
  const options = { until: SECURITY_QUERIES_ONLY, ...(newer === undefined ? {} : { newer }) };
  return [select(columns, table, "Name", options), { table, query, since: SECURITY_QUERIES_ONLY }];
}

const APPLICATION_COLUMNS =
  "Name, Description, NameSpace, DispatchClass, Enabled, Type, AutheEnabled, Resource, MatchRoles, Path, CookiePath, UseCookies, Timeout, AutoCompile, InbndWebServicesEnabled, IsNameSpaceDefault, LockCSPName, Recurse, ServeFiles, ServeFilesTimeout";

const NEWER_APPLICATION_COLUMNS =
  "ChangePasswordPage, CorsAllowlist, CorsCredentialsAllowed, CorsHeadersList, CSPZENEnabled, CSRFToken, DeepSeeEnabled, ErrorPage, EventClass, GroupById, HyperEvent, iKnowEnabled, JWTAccessTokenTimeout, JWTAuthEnabled, JWTRefreshTokenTimeout, LoginPage, Package, PermittedClasses, RedirectEmptyPath, SessionScope, SuperClass, TwoFactorEnabled, UserCookieScope, WSGIAppLocation, WSGIAppName, WSGICallable, WSGIType";

const SSL_COLUMNS =
  "Name, Description, Type, Enabled, CAFile, CertificateFile, PrivateKeyFile, CipherList, VerifyPeer, VerifyDepth";

const NEWER_SSL_COLUMNS = "Ciphersuites, CRLFile, DiffieHellmanBits, OCSP, OCSPURL, PrivateKeyType";

/** Web applications, users, roles, resources, services, certificates: what a mirror never carries. */
export const SECURITY_SELECTS: readonly TableSelect[] = [
  ...securitySelects("Applications", [APPLICATION_COLUMNS, NEWER_APPLICATION_COLUMNS], "Detail", "*"),
  // The class query also tells the last login, which is none of our business.
  ...securitySelects(
    "Users",
    [
      "Name, FullName, Enabled, Roles",
      "AccountNeverExpires, AutheEnabled, ChangePassword, EscalationRoles, ExpirationDate, NameSpace, PasswordNeverExpires, Routine",
    ],
    "List",
    "Name, Enabled, Roles",
  ),
  ...securitySelects(
    "Roles",
    ["Name, Description, GrantedRoles, Resources", "EscalationOnly"],
    "ListAll",
    "Name, Description, GrantedRoles, Resources",
  ),
  ...securitySelects(
    "Resources",
    ["Name, Description, PublicPermission, Type"],
    "List",
    "Name, Description, PublicPermission, Type",
  ),
  ...securitySelects(
    "Services",
    ["Name, Enabled, AutheEnabled", "ClientSystems, Description, TwoFactorEnabled"],
    "List",
    "*",
  ),
  select(`${SSL_COLUMNS}, Protocols`, "Security.SSLConfigs", "Name", { until: 2020, newer: NEWER_SSL_COLUMNS }),
  select(`${SSL_COLUMNS}, TLSMinVersion, TLSMaxVersion`, "Security.SSLConfigs", "Name", {
    since: 2020,
    until: SECURITY_QUERIES_ONLY,
    newer: NEWER_SSL_COLUMNS,
  }),
  {
    table: "Security.SSLConfigs",
    query: "SELECT * FROM Security.SSLConfigs_List('*') ORDER BY Name",
    since: SECURITY_QUERIES_ONLY,
  },
  // Never the certificate itself, nor its key; what a class query gives of them from 2025.2 on nobody has written down.
  select("Alias, OwnerList, PeerNames, HasPrivateKey, CAFile", "%SYS.X509Credentials", "Alias", {
    until: SECURITY_QUERIES_ONLY,
    mayLack: true,
    newer: "IssuerDN, SerialNumber, SubjectDN, Thumbprint, ValidityNotAfter, ValidityNotBefore",
  }),
];
