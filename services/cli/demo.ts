import type { AddCommand } from "./command-context.js";

export const addDemo: AddCommand = () => undefined;
