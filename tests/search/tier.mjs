// Prints the rows that a text tier has for words: what a search finds without any other data.
import { readFileSync } from "node:fs";
import { search } from "../../src/paperatlas/assets/search/engine.js";
import { addText } from "../../src/paperatlas/assets/search/more.js";
import { indexed } from "./table.mjs";

const { count, text, asked } = JSON.parse(readFileSync(0, "utf8"));
/** @param {string} one */
const lines = (one) => Array(count).fill(one).join("\n");
const none = "#".repeat(count); // the number 0 for each
const names = {
  count,
  order: "",
  keys: lines("-"),
  names: lines("-"),
  words: "-",
  titles: lines("#"),
  also: lines(""),
  dates: lines("\ue000"),
  small: [],
  urls: { category: "-", year: "-" },
};
const blank = {
  order: "",
  spelled: lines(""),
  arxiv: lines(""),
  doi: lines(""),
  people: "",
  slugs: {},
  authors: lines(""),
  more: {},
  category: none,
  venue: none,
  venueYear: none,
  label: none,
  tags: lines(""),
  added: none,
  flags: none,
  days: ["2026-01-01"],
  categories: [["-", "-", 0]],
  venues: [],
  venueSlugs: [],
  labels: ["-"],
  preprint: ["preprint", "-"],
  has: [],
  formats: [],
  tagNames: [],
  properties: {},
  guides: [],
};
const index = await indexed(names, blank);
await addText(index, JSON.parse(text), async () => "[]");
const found = asked.map((/** @type {string} */ word) => {
  const { hits } = search(index, word, { limit: count, explain: true });
  return hits
    .filter((hit) => hit.steps?.some(({ term }) => term === word))
    .map((hit) => hit.doc)
    .sort((a, b) => a - b);
});
process.stdout.write(JSON.stringify(found));
