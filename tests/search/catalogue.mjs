// The index of the real catalogue, and queries as readers type them.
import { search } from "../../src/paperatlas/assets/search/engine.js";
import { fold, runs } from "../../src/paperatlas/assets/shared/analyser.js";
import { whole } from "./table.mjs";

export const index = await whole();
export const { columns } = index;
await index.textTier?.summaries.need([...columns.keys.keys()]);
export const ALL = { limit: 100_000 };

/** @param {string} query @param {import("../../src/paperatlas/assets/search/engine.js").Options} [options] */
export const keys = (query, options = ALL) => search(index, query, options).hits.map((hit) => hit.key);
/** @param {string} query */
export const first = (query) => search(index, query).hits[0]?.key;
/** @param {string} key */
export const row = (key) => columns.keys.indexOf(key);
/** @param {number} doc @returns {string[]} */
export const people = (doc) => columns.authors[doc].map((/** @type {number} */ person) => columns.people[person]);
/** @param {number} doc */
export const year = (doc) => Number(columns.dates[doc].slice(0, 4));
export const rows = [...columns.keys.keys()];

/** The same numbers every time (mulberry32). @param {number} seed */
export function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
export const random = seeded(6);
/** @template T @param {T[]} list @returns {T} */
export const one = (list) => list[Math.floor(random() * list.length)];

/** Queries as readers type them: words from titles, two words from one title, name prefixes, names with a typo. */
export function typed() {
  const title = one(columns.titles),
    words = runs(fold(title)),
    word = one(words);
  const at = Math.floor(random() * word.length),
    name = one(columns.names) || title;
  return one([
    word,
    title,
    name,
    `${word} ${one(words)}`,
    name.slice(0, 1 + Math.floor(random() * name.length)),
    `${word} ${one(people(Math.floor(random() * columns.count)))}`,
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + "e" + word.slice(at),
  ]);
}
export const TYPED = Array.from({ length: 400 }, typed);
