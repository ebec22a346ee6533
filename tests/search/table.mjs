// The shared test cases, and the search files that pytest wrote for these tests.
import { readFileSync } from "node:fs";
import { buildIndex, readNames } from "../../src/paperatlas/assets/search/engine.js";
import { addText } from "../../src/paperatlas/assets/search/more.js";
import { addColumns } from "../../src/paperatlas/assets/search/rest.js";

/** @type {any} */
export const cases = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));

/** @param {string} name names, columns, text, or the address of a file @returns {string} */
export function file(name) {
  const folder = process.env.ATLAS_SEARCH_FILES;
  if (!folder) throw new Error("ATLAS_SEARCH_FILES must name the folder: pytest tests/search sets it");
  return readFileSync(`${folder}/${name.replace(/^search\/|\.json$/g, "")}.json`, "utf8");
}

/** @param {string} address */
export const get = async (address) => file(address);

/** The index of names and columns: of the files, or of others. @param {any} [names] @param {any} [columns] */
export async function indexed(names = file("names"), columns = file("columns")) {
  const index = await buildIndex(await readNames(names));
  await addColumns(index, columns);
  return index;
}

/** The index with the text tier too. */
export async function whole() {
  const index = await indexed();
  await addText(index, file("text"), get);
  return index;
}
