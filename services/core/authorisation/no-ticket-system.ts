/** Why nothing was asked: not the same as a system that did not answer. */
export const NO_TICKET_SYSTEM = "no ticket system is configured";
