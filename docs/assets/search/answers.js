// @ts-check
// What the search box lists for a query, and in which order: papers, and whatever else has a name that fits.
import { joined } from "../shared/analyser.js";
import { search } from "./engine.js";
import { ALSO, NAME, TITLE } from "./index.js";
import { named } from "./others.js";

/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {import("./others.js").Named} Named */
/** @typedef {import("./others.js").Known} Known */

const PAPERS = 8;
const OTHERS = 6; // of those that are found by what they are about
const IN_NAME = (1 << NAME) | (1 << TITLE) | (1 << ALSO);

/** @param {import("./index.js").Index} index @param {string} text */
export function answers(index, text) {
  const found = search(index, text, { limit: PAPERS });
  const { list, others } = listed(index, found);
  return { ...found, list, others };
}

/** @param {import("./index.js").Index} index @param {ReturnType<typeof search>} found @returns {{ list: (Hit | Named)[], others: number }} */
function listed(index, found) {
  const { columns, textTier } = index;
  const { hits, count, partial, words } = found;
  const scores = hits.map(({ score }) => score);
  const ranked = textTier && words.length ? textTier.byRarity(index, words) : { others: [], telling: words };
  const { exact, others } = named(index, words, ranked.telling);
  // A name that is typed in full comes first, that of a paper before any other.
  const isPaper = hits.length > 0 && joined(columns.names[hits[0].doc]) === words.join("");
  const isSure = count > 0 && !partial;
  const known = new Set([...exact, ...others].map(({ address }) => address));
  const about = ranked.others.filter(([{ address }]) => !known.has(address)).slice(0, OTHERS);
  const total = known.size + about.length;
  const rest = about.map(([one]) => one);
  if (isPaper) return { list: [...hits, ...exact, ...others, ...rest], others: total };
  if (isSure) {
    const isNamed = (hits[0].places & IN_NAME) > 0 || hits[0].score >= 1e4 + 2e3;
    const after = isNamed ? [...hits, ...others] : [...others, ...hits];
    return { list: [...exact, ...after, ...rest], others: total };
  }
  const mixed = [...hits.map((hit, at) => ({ one: hit, score: scores[at] })), ...about.map(([one, score]) => ({ one, score }))];
  mixed.sort((a, b) => b.score - a.score);
  return { list: [...exact, ...others, ...mixed.map(({ one }) => one)], others: total };
}
