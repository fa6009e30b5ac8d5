export const CHANGES = "/operatorChanges";
export const ACTIVITIES = "/operatorChangeActivities";
export const TEMPLATES = "/applicableChangeTemplates";
export const VERSION = "/version";

/** Every request that is ever sent, below the address that the product has by itself; `url` says where it is at a site. */
export const READ_REQUESTS: readonly string[] = [CHANGES, ACTIVITIES, TEMPLATES, VERSION].map(
  (path) => `GET /tas/api${path}`,
);
