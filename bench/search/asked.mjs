// The first three answers of our search box to each query: node asked.mjs FOLDER QUERIES, both as JSON.
// FOLDER has names.json, columns.json and text.json.
import { readFileSync } from "node:fs";
import { answers } from "../../src/paperatlas/assets/search/answers.js";
import { buildIndex, readNames } from "../../src/paperatlas/assets/search/engine.js";
import { addText } from "../../src/paperatlas/assets/search/more.js";
import { addColumns } from "../../src/paperatlas/assets/search/rest.js";

const [folder, queries] = process.argv.slice(2);
const file = (name) => readFileSync(`${folder}/${name}.json`, "utf8");
const index = await buildIndex(await readNames(file("names")));
await addColumns(index, file("columns"));
await addText(index, file("text"), async (address) => readFileSync(`${folder}/site/${address}`, "utf8"));
await index.textTier?.summaries.need([...index.columns.keys.keys()]);
const found = JSON.parse(readFileSync(queries, "utf8")).map((query) =>
  answers(index, query)
    .list.slice(0, 3)
    .map((one) => ("kind" in one ? one.address : one.key)),
);
console.log(JSON.stringify(found));
