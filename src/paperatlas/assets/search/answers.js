// @ts-check
// What the search box lists for a query, and in which order: papers, and whatever else has a name that fits.
import { fold, joined, runs } from "../shared/analyser.js";
import { addressesOf, isAt } from "./addresses.js";
import { pageUrl } from "./columns.js";
import { search } from "./engine.js";
import { ALSO, NAME, TITLE } from "./index.js";
import { EXACT, PER_TIER, TIERS } from "./match.js";
import { PAPERS } from "./options.js";
import { named } from "./others.js";
import { sidesOf } from "./query.js";

/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./others.js").Named} Named */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {Hit | Named} Answer */
/**
 * @typedef {{ list: Answer[], others: number, method?: Named }} Answers
 * `others` are not papers, `method` has this name
 */
/**
 * @typedef {{ exact: Named[], others: Named[], about: [Named, number][] }} Others
 * named in full, by name, by what they say
 */

const MOST_ABOUT = 6;
const IN_NAME = (1 << NAME) | (1 << TITLE) | (1 << ALSO);
const DEFINITION = /^\s*(?:what\s+(?:is|are|does)|define|definition|explain|meaning)\b|\bmean(?:s|t|ing)?\b/i;

/**
 * @param {Index} index @param {string} text
 * @returns {ReturnType<typeof search> & Answers}
 */
export function answers(index, text) {
  const found = search(index, text, { limit: PAPERS });
  const others = othersFor(index, text, found);
  // Each side of a comparison, as if it were searched alone.
  const sides = sidesOf(text).map((side) => answers(index, side));
  const first = [...comparison(index, sides), ...sides.flatMap((side) => side.list.slice(0, 1))];
  const list = [...first, ...ordered(index, text, found, others)];
  const addresses = list.map((one) => ("kind" in one ? one.address : one.key));
  return {
    ...found,
    list: list.filter((_, at) => addresses.indexOf(addresses[at]) === at),
    others: others.exact.length + others.others.length + others.about.length,
    method: others.exact.find(({ kind }) => kind === "method"),
  };
}

/** Two methods side by side, if the sides name them. @param {Index} index @param {{ method?: Named }[]} sides */
function comparison({ columns }, sides) {
  const methods = sides.flatMap(({ method }) => method ?? []);
  if (methods.length < 2 || methods[0] === methods[1]) return [];
  const keys = methods.map(({ address }) => address.split("/").at(-2));
  const name = methods.map((one) => one.name).join(" and ");
  return [{ kind: "comparison", name, address: pageUrl(columns, "comparison", keys.join(",")) }];
}

/** @param {Index} index @param {string} text @param {ReturnType<typeof search>} found @returns {Others} */
function othersFor(index, text, { query, words, hits }) {
  const { textTier, scores } = index;
  if (!textTier) return { ...named(index, words, words), about: [] };
  const { others: ranked, telling } = textTier.byRarity(index, words);
  for (const hit of hits) hit.rarity = scores.rank[hit.doc];
  const isAllowed = allowedBy(query);
  const all = named(index, words, telling);
  const address = addressesOf(text)[0];
  const linked = address
    ? textTier.others.filter(({ url }) => url && addressesOf(url).some((one) => isAt(one, address)))
    : [];
  const exact = [...linked, ...all.exact];
  const others = all.others.filter(isAllowed);
  const about = ranked.filter(([one]) => !exact.concat(others).some((other) => other.address === one.address));
  return { exact, others, about: about.filter(([one]) => isAllowed(one)).slice(0, MOST_ABOUT) };
}

/** Whether what is not a paper has the phrases of a query, and none of what is left out. @param {Query} query */
function allowedBy({ phrases, without, fields }) {
  /** @param {Named} one */
  return ({ name, also = [], says = "" }) => {
    const text = ` ${runs(fold([name, ...also, says].join(" "))).join(" ")} `;
    const has = (/** @type {string[]} */ words) => text.includes(` ${words.join(" ")} `);
    return !fields.length && phrases.every(has) && !without.some(has);
  };
}

/**
 * The best group first. A name that is typed in full comes before others, that of a paper before any other.
 * @param {Index} index @param {string} text @param {ReturnType<typeof search>} found @param {Others} all
 * @returns {Answer[]}
 */
function ordered({ columns }, text, { hits, partial, words }, { exact, others, about }) {
  const rest = about.map(([one]) => one);
  const best = hits[0];
  if (best && joined(columns.names[best.doc]) === words.join("")) return [...hits, ...exact, ...others, ...rest];
  if (!best || partial) return [...exact, ...others, ...mixed(hits, about)];
  const isNamed = (best.places & IN_NAME) > 0 || best.score >= EXACT + TIERS.innerName * PER_TIER;
  if (isNamed && !DEFINITION.test(text)) return [...exact, ...hits, ...others, ...rest];
  const better = about.filter(([, score]) => score > (best.rarity ?? 0));
  const later = rest.slice(better.length);
  if (isNamed) return [...exact, ...others, ...hits, ...rest];
  return [...exact, ...others, ...rest.slice(0, better.length), ...hits, ...later];
}

/** By rarity. @param {Hit[]} hits @param {[Named, number][]} about */
function mixed(hits, about) {
  const all = [
    ...hits.map((hit) => ({ one: /** @type {Answer} */ (hit), score: hit.rarity ?? 0 })),
    ...about.map(([one, score]) => ({ one, score })),
  ];
  return all.sort((a, b) => b.score - a.score).map(({ one }) => one);
}
