/** Said beside readiness by tier and flow: the same finding may be counted in several rows. */
export const SHARED_NOTE =
  "What all interfaces share (code templates, global scripts, settings and the like) counts in every tier and flow, so the rows do not add up.";
