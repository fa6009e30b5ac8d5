import { openDatabase } from "./open-database.js";

/** Makes a database at the place that it is told, and ends. */
const [place] = process.argv.slice(2);
if (place === undefined) throw new Error("no place for the database was told");
const database = await openDatabase(place);
await database.close();
