// Stands for the gateway's own program, which prints its configuration and does nothing else.
import { readFileSync } from "node:fs";

process.stdout.write(readFileSync(process.argv[2] ?? "", "utf8"));
