import { Type } from "typebox";

/** Roles that people and programs may both hold: they mean the same of either. */
export const SHARED_ROLES = [Type.Literal("viewer"), Type.Literal("auditor"), Type.Literal("engineer")] as const;
