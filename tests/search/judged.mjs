// Prints the rank of each query's paper among the first three results: 1 to 3, or 0 if it is not there.
import { readFileSync } from "node:fs";
import { search } from "../../src/paperatlas/assets/search/engine.js";
import { whole } from "./table.mjs";

const index = await whole();
const rows = readFileSync(process.argv[2], "utf8").trim().split("\n").slice(1);
const places = rows.map((row) => {
  const [query, paper] = row.split("\t");
  return { query, paper, place: search(index, query, { limit: 3 }).hits.findIndex(({ key }) => key === paper) + 1 };
});
console.log(JSON.stringify(places));
