// Prints the keys that queries find, best first. Reads queries and writes lists of keys, as JSON.
import { readFileSync } from "node:fs";
import { search } from "../../src/paperatlas/assets/search/engine.js";
import { whole } from "./table.mjs";

const index = await whole();
const queries = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(
  JSON.stringify(queries.map((/** @type {string} */ query) => search(index, query).hits.map((hit) => hit.key))),
);
