// @ts-check
// Loads what src/paperatlas/render/explore.py writes: each paper as a card and as a row of the table, in files of a few
// papers, and a list of these files with what the table and the facets show.
import { numbers } from "../search/columns.js";
import { download } from "../shared/download.js";

/**
 * A column of the table.
 * @typedef {object} Column
 * @property {string} key
 * @property {string} name
 * @property {string} kind how wide it is
 * @property {boolean} usual whether it is shown until a reader chooses columns
 * @property {"ascending" | "descending"} first the direction of the first of `sorts`
 * @property {string[]} sorts the two orders that its header switches between; none if nothing orders it
 */
/** @typedef {{ about: string, values: Record<string, [string, string]> }} Explained a description and a picture each */
/**
 * @typedef {object} Listed
 * @property {Record<"cards" | "rows", { size: number, files: string[] }>} files
 * @property {Column[]} columns
 * @property {string[]} head the names of the columns as they are written in a CSV file
 * @property {Record<string, number[]>} ranks by column: the place of each paper, from 1; 0 where it has no value
 * @property {number[]} influence how many papers build on each, directly or through others
 * @property {Record<string, Explained>} values by facet
 * @property {Record<string, [string, string][]>} lasting by facet: the name and the address of each file of a list,
 *   with {} for its value; "" has those of all papers
 */
/** @typedef {{ html: string, csv: string[] }} Row */
/** @typedef {{ cards: string, rows: Row }} Kinds what there is of each paper */

/** @param {URL} url @returns {Promise<any>} */
async function json(url) {
  const { text, isRight } = await download(url);
  if (!isRight) throw new Error(`${url.pathname} has the content of another file`);
  return JSON.parse(text);
}

/** @param {URL} root @param {string} address below the root @returns {Promise<PaperFiles>} */
export async function openFiles(root, address) {
  const { cards, rows, ranks, influence, ...rest } = await json(new URL(address, root));
  const places = Object.entries(/** @type {Record<string, string>} */ (ranks));
  const decoded = Object.fromEntries(places.map(([key, coded]) => [key, numbers(coded)]));
  const counts = numbers(influence);
  return new PaperFiles(root, { ...rest, files: { cards, rows }, ranks: decoded, influence: counts });
}

/** The papers that were loaded, and those that can be. */
export class PaperFiles {
  #known = { cards: /** @type {string[]} */ ([]), rows: /** @type {Row[]} */ ([]) };
  #loading = /** @type {Map<string, Promise<void>>} */ (new Map());

  /** @param {URL} root @param {Listed} listed */
  constructor(root, listed) {
    this.root = root;
    this.listed = listed;
  }

  /** Keeps the cards that the page has already: those of the newest papers. @param {Iterable<Element>} cards */
  keep(cards) {
    this.#known.cards = Array.from(cards, (card) => card.outerHTML);
  }

  /** A paper that was loaded. @template {keyof Kinds} T @param {T} kind @param {number} row */
  get(kind, row) {
    return /** @type {Kinds[T] | undefined} */ (this.#known[kind][row]);
  }

  /** Loads a paper, with its neighbours. @param {keyof Kinds} kind @param {number} row @returns {Promise<void>} */
  async load(kind, row) {
    if (this.#known[kind][row]) return;
    const { size, files } = this.listed.files[kind];
    const number = Math.floor(row / size);
    const name = files[number];
    const read = async () => {
      const found = await json(new URL(name, this.root));
      for (const [at, one] of found.entries()) this.#known[kind][number * size + at] = one;
    };
    if (!this.#loading.has(name)) this.#loading.set(name, read());
    try {
      await this.#loading.get(name);
    } catch (error) {
      this.#loading.delete(name); // the next attempt loads it again
      throw error;
    }
  }
}
