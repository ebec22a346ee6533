// The shared test cases, and the two search files that pytest wrote for these tests.
import { readFileSync } from "node:fs";

/** @type {any} */
export const cases = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));

/** @param {string} name columns, text, or the address of a file @returns {string} */
export function file(name) {
  const folder = process.env.ATLAS_SEARCH_FILES;
  if (!folder) throw new Error("ATLAS_SEARCH_FILES must name the folder: pytest tests/search sets it");
  return readFileSync(`${folder}/${name.replace(/^search\/|\.json$/g, "")}.json`, "utf8");
}

/** @param {string} address */
export const get = async (address) => file(address);
