export const API = "/api/v2";
export const CHANGES = `${API}/changes`;
export const AGENTS = `${API}/agents`;
export const REQUESTERS = `${API}/requesters`;
export const FIELDS = `${API}/change_form_fields`;

/** Every request that is ever sent but for a note. */
export const READ_REQUESTS: readonly string[] = [
  `GET ${CHANGES}`,
  `GET ${CHANGES}/*`,
  `GET ${CHANGES}/*/approvals`,
  `GET ${AGENTS}/*`,
  `GET ${REQUESTERS}/*`,
  `GET ${FIELDS}`,
];

/** What is sent for a note beside that: notes are read before one is written. */
export const WRITE_REQUESTS: readonly string[] = [`GET ${CHANGES}/*/notes`, `POST ${CHANGES}/*/notes`];
