export const CHANGES = "/operatorChanges";
export const ACTIVITIES = "/operatorChangeActivities";
export const TEMPLATES = "/applicableChangeTemplates";
export const VERSION = "/version";

/** Every request that is ever sent but for a note, below the address that the product has by itself; `url` says where it is at a site. */
export const READ_REQUESTS: readonly string[] = [CHANGES, ACTIVITIES, TEMPLATES, VERSION].map(
  (path) => `GET /tas/api${path}`,
);

/** What is sent for a note beside that: the trail is read before it is written to. */
export const WRITE_REQUESTS: readonly string[] = ["GET", "POST"].map(
  (method) => `${method} /tas/api${CHANGES}/*/progresstrail`,
);
