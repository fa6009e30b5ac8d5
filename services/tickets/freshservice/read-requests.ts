export const API = "/api/v2";
export const CHANGES = `${API}/changes`;
export const AGENTS = `${API}/agents`;
export const REQUESTERS = `${API}/requesters`;
export const FIELDS = `${API}/change_form_fields`;

/** Every request that is ever sent. */
export const READ_REQUESTS: readonly string[] = [
  `GET ${CHANGES}`,
  `GET ${CHANGES}/*`,
  `GET ${CHANGES}/*/approvals`,
  `GET ${AGENTS}/*`,
  `GET ${REQUESTERS}/*`,
  `GET ${FIELDS}`,
];
