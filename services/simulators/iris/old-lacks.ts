const NEWER_APPLICATION_COLUMNS =
  "CorsAllowlist, CorsCredentialsAllowed, CorsHeadersList, JWTAccessTokenTimeout, JWTAuthEnabled, JWTRefreshTokenTimeout, RedirectEmptyPath, SessionScope, UserCookieScope, WSGIAppLocation, WSGIAppName, WSGICallable, WSGIType";

/** Columns that came after Caché and Ensemble. */
export const OLD_LACKS: readonly string[] = [
  ...NEWER_APPLICATION_COLUMNS.split(", ").map((column) => `Security.Applications.${column}`),
  "Security.Roles.EscalationOnly",
  "Security.SSLConfigs.Ciphersuites",
  "Security.SSLConfigs.TLSMaxVersion",
  "Security.SSLConfigs.TLSMinVersion",
  "Security.Users.EscalationRoles",
];
