// Prints the rank of each query's paper among the first three results: 1 to 3, or 0 if it is not there.
import { readFileSync } from "node:fs";
import { buildIndex, readColumns, search } from "../../docs/assets/search/engine.js";
import { addText } from "../../docs/assets/search/more.js";

const folder = process.env.ATLAS_SEARCH_FILES;
const index = await buildIndex(await readColumns(readFileSync(`${folder}/columns.json`, "utf8")));
addText(index, readFileSync(`${folder}/text.json`, "utf8"), async () => "[]");
const rows = readFileSync(process.argv[2], "utf8").trim().split("\n").slice(1);
const places = rows.map((row) => {
  const [query, paper] = row.split("\t");
  return { query, paper, place: search(index, query, { limit: 3 }).hits.findIndex(({ key }) => key === paper) + 1 };
});
console.log(JSON.stringify(places));
