// @ts-check
// What search learns after its first answer: the words of the summaries, other pages, and the ways to rank by rarity.
import { addressesOf, citedBy } from "./addresses.js";
import { numbers } from "./columns.js";
import { formulasLike, readFormulas } from "./formulas.js";
import { known, namedIn } from "./others.js";
import { ASKING, byRarity, rowsWith, rowsWithAll, withMeaning, wordsOf } from "./rarity.js";
import { mapInSlices, pauses } from "./slices.js";
import { relationsIn } from "./relations.js";
import { stem } from "./stem.js";
import { summariesIn } from "./summaries.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {[kind: string, name: string, address: string, more: string, text: string, url: string]} Other */
/** @typedef {{ terms: string[], gaps: string[] }} Words sorted, and the rows that have each, as written */
/**
 * @typedef {object} TextTier
 * @property {string[]} terms the words of the summaries, sorted
 * @property {string[]} gaps the rows that have each, as written
 * @property {Words} asked those of what papers are asked by
 * @property {Map<string, string[][]>} aliases by what readers type: the words of each of its meanings
 * @property {Set<string>} asking words of questions, which a paper need not have
 * @property {import("./others.js").Known[]} others whatever is not a paper
 * @property {Awaited<ReturnType<typeof wordsOf>>} words their words
 * @property {Map<string, import("./others.js").Known[]>} byName by whole names as one word
 * @property {(query: import("./query.js").Query) => number[]} meant rows that it names by key, address or formula
 * @property {(words: string[]) => string[][]} meaningsOf the meanings of what readers type
 * @property {{ names: string[], rows: number[][] }} labs and for each row the numbers of its labs
 * @property {import("./summaries.js").Summaries} summaries
 * @property {import("./relations.js").Relations} relations
 * @property {typeof byRarity} byRarity
 * @property {typeof rowsWith} rowsWith
 * @property {typeof rowsWithAll} rowsWithAll
 * @property {typeof withMeaning} withMeaning
 */

/** @param {string} text */
const lists = (text) => text.split("\n").map((line) => line.split(" ").filter(Boolean));

/** @typedef {(address: string) => Promise<string>} Get the text of another file */

/** The words of the summaries, and the rows that have each. @param {any} file */
export function wordsIn(file) {
  if (typeof file?.words !== "string" || typeof file.rows !== "string") throw new Error("this file has no text tier");
  const gaps = /** @type {string[]} */ (file.rows.split("\n"));
  const terms = /** @type {string[]} */ ([]);
  let before = "";
  for (const line of file.words.split("\n")) {
    before = before.slice(0, parseInt(line[0], 36)) + line.slice(1);
    terms.push(before);
  }
  if (gaps.length !== terms.length) throw new Error(`the text tier has ${gaps.length} rows for ${terms.length} words`);
  return { terms, gaps };
}

/** @param {string} text */
const stems = (text) => text.split(" ").map(stem);

/** @param {any} json the file, parsed or not @param {Index} index @param {Get} get @returns {Promise<TextTier>} */
async function readText(json, index, get) {
  const pause = pauses();
  const file = typeof json === "string" ? JSON.parse(json) : json;
  await pause();
  const { terms, gaps } = wordsIn(file);
  const asked = wordsIn(file.asked ?? { words: "", rows: "" });
  await pause();
  const written = /** @type {[string, string[]][]} */ (file.aliases ?? []);
  const aliases = new Map(
    written.map(([alias, texts]) => [stems(alias).join(" "), texts.map((text) => text.split(" "))]),
  );
  const cited = lists(file.cited ?? "");
  const repos = await mapInSlices(lists(file.repos ?? ""), (urls) => urls.flatMap(addressesOf), pause);
  const formulas = await readFormulas(file.formulas ?? "", pause);
  const others = await mapInSlices(namedIn(index.columns, file), known, pause);
  const byName = /** @type {Map<string, import("./others.js").Known[]>} */ (new Map());
  for (const one of others) for (const name of one.wholes) byName.set(name, [...(byName.get(name) ?? []), one]);
  /** @param {import("./query.js").Query} query */
  const meant = (query) => {
    const rows = citedBy(query, cited, repos);
    return rows.length ? rows : formulasLike(query.text, formulas);
  };
  const labs = { names: file.labs ?? [], rows: (file.labRows ?? "").split("\n").map(numbers) };
  await pause();
  const words = await wordsOf(others, pause);
  const summaries = summariesIn(file.summaries ?? [1], get);
  const ranking = { asking: ASKING, byRarity, withMeaning, rowsWith, rowsWithAll };
  return {
    terms,
    gaps,
    asked,
    aliases,
    others,
    words,
    byName,
    meaningsOf: (words) => aliases.get(words.map(stem).join(" ")) ?? [],
    labs,
    meant,
    summaries,
    relations: relationsIn(file.relations ?? "", get),
    ...ranking,
  };
}

/** Adds what the third file has. @param {Index} index @param {any} json the file, parsed or not @param {Get} get */
export async function addText(index, json, get) {
  index.textTier = await readText(json, index, get);
}
