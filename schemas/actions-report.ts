import { type Static, Type } from "typebox";
import { StandingAction } from "./action.js";

/** The answer of `lockstep action raise --json` and `action close --json`. */
export const ActionReport = Type.Object(
  {
    schema: Type.Literal("lockstep/action-report@1"),
    action: StandingAction,
    /** It stood so on record already: nothing was written. */
    wasKnown: Type.Boolean(),
    /** In sentences. */
    warnings: Type.Array(Type.String()),
  },
  { $id: "lockstep/action-report@1" },
);
export type ActionReport = Static<typeof ActionReport>;

/** The answer of `lockstep action list --json`: what is due first, first. */
export const ActionsReport = Type.Object(
  { schema: Type.Literal("lockstep/actions@1"), at: Type.String(), actions: Type.Array(StandingAction) },
  { $id: "lockstep/actions@1" },
);
export type ActionsReport = Static<typeof ActionsReport>;
