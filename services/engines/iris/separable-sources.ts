/**
 * Sources that a site may have to leave unread, since from 2025.2 on the right to read security is one to change it; each gives a
 * kind of artefact that comes from nowhere else.
 */
export const SEPARABLE_SOURCES: Readonly<Record<string, string>> = {
  "table/%SYS/Security.Applications": "web-application",
  "table/%SYS/Security.Users": "user",
  "table/%SYS/Security.Roles": "role",
  "table/%SYS/Security.Resources": "resource",
  "table/%SYS/Security.Services": "service",
  "table/%SYS/Security.SSLConfigs": "ssl-config",
  "table/%SYS/%SYS.X509Credentials": "x509-credential",
};
