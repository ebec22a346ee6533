// The rows that a text tier has for words: those that a search for the word finds by it, where nothing else is known.
import { readFileSync } from "node:fs";
import { addText, buildIndex, readColumns, search } from "../../docs/assets/search/engine.js";

const { count, text, asked } = JSON.parse(readFileSync(0, "utf8"));
/** @param {string} one */
const lines = (one) => Array(count).fill(one).join("\n");
/** @param {unknown} one */
const numbers = (one) => Array(count).fill(one);
const blank = { keys: lines("-"), names: lines("-"), titles: lines("-"), also: lines(""), spelled: lines(""), arxiv: lines(""), doi: lines(""), dates: lines("\ue000"), people: "", slugs: {}, authors: lines(""), more: {}, category: numbers(0), venue: numbers(-1), venueYear: numbers(0), tags: numbers([]), added: numbers(0), flags: numbers(0), days: ["2026-01-01"], categories: [["-", "-"]], venues: [], tagNames: [], properties: {}, aliases: [], guides: [] };
const index = await buildIndex(readColumns(blank));
addText(index, text);
const found = asked.map((/** @type {string} */ word) => {
  const { hits } = search(index, word, { limit: count, explain: true });
  return hits.filter((hit) => hit.steps?.some(({ term }) => term === word)).map((hit) => hit.doc).sort((a, b) => a - b);
});
process.stdout.write(JSON.stringify(found));
