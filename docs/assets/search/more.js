// @ts-check
// What search learns after its first answer: the words of the summaries, other pages, and the ways to rank by rarity.
import { addressesOf, citedBy } from "./addresses.js";
import { formulasLike, readFormulas } from "./formulas.js";
import { knownIn } from "./others.js";
import { ASKING, byRarity, withMeaning } from "./rarity.js";
import { stem } from "./stem.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {[kind: string, name: string, address: string, more: string, text: string, url: string]} Other */
/**
 * @typedef {object} TextTier
 * @property {string[]} terms the words of the summaries, sorted
 * @property {string[]} gaps the rows that have each, as written
 * @property {string[][]} cited citation keys by row, and the addresses of repositories by row
 * @property {string[][]} repos
 * @property {import("./formulas.js").Formula[]} formulas
 * @property {Map<string, string[][]>} aliases by what readers type: the words of each of its meanings
 * @property {Set<string>} asking words of questions, which a paper need not have
 * @property {import("./others.js").Known[]} others whatever is not a paper
 * @property {Map<string, import("./others.js").Known[]>} byName by whole names as one word
 * @property {(query: import("./query.js").Query) => number[]} meant rows that the query names by key, address or formula
 * @property {typeof byRarity} byRarity
 * @property {typeof withMeaning} withMeaning
 */

/** @param {string} text */
const lists = (text) => text.split("\n").map((line) => line.split(" ").filter(Boolean));

/** @param {any} json the file, parsed or not @param {Index} index @returns {TextTier} */
export function readText(json, index) {
  const file = typeof json === "string" ? JSON.parse(json) : json;
  if (typeof file?.words !== "string" || typeof file.rows !== "string") throw new Error("this file has no text tier");
  const gaps = file.rows.split("\n");
  let before = "";
  const terms = file.words
    .split("\n")
    .map((/** @type {string} */ line) => (before = before.slice(0, parseInt(line[0], 36)) + line.slice(1)));
  if (gaps.length !== terms.length) throw new Error(`the text tier has ${gaps.length} rows for ${terms.length} words`);
  const aliases = new Map(
    (file.aliases ?? []).map(([/** @type {string} */ alias, /** @type {string[]} */ texts]) => [
      alias.split(" ").map(stem).join(" "),
      texts.map((text) => text.split(" ")),
    ]),
  );
  const cited = lists(file.cited ?? "");
  const repos = lists(file.repos ?? "").map((urls) => urls.flatMap(addressesOf));
  const formulas = readFormulas(file.formulas ?? "");
  const others = knownIn(index.columns, file);
  const byName = /** @type {Map<string, import("./others.js").Known[]>} */ (new Map());
  for (const one of others)
    for (const name of one.wholes) byName.set(name, [...(byName.get(name) ?? []), one]);
  /** @param {import("./query.js").Query} query */
  const meant = (query) => {
    const rows = citedBy(query, cited, repos);
    return rows.length ? rows : formulasLike(query.text, formulas);
  };
  return { terms, gaps, aliases, cited, repos, formulas, others, byName, asking: ASKING, meant, byRarity, withMeaning };
}

/** Adds what the second file has. @param {Index} index @param {any} json the file, parsed or not */
export function addText(index, json) {
  index.textTier = readText(json, index);
}
