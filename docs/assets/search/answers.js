// @ts-check
// What the search box lists for a query, and in which order: papers, and whatever else has a name that fits.
import { search } from "./engine.js";
import { joined, named } from "./others.js";

/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {import("./others.js").Named} Named */

const PAPERS = 8;

/** @param {import("./index.js").Index} index @param {string} text */
export function answers(index, text) {
  const { columns } = index;
  const found = search(index, text, { limit: PAPERS });
  const { hits, count, partial, words } = found;
  const { exact, others } = named(index, words);
  // A name that is typed in full comes first, that of a paper before any other.
  const isPaper = hits.length > 0 && joined(columns.names[hits[0].doc]) === words.join("");
  const isSure = count > 0 && !partial;
  const list = isPaper
    ? [...hits, ...exact, ...others]
    : [...exact, ...(isSure ? [...hits, ...others] : [...others, ...hits])];
  return { ...found, list: /** @type {(Hit | Named)[]} */ (list), others: exact.length + others.length };
}
