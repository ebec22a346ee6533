// @ts-check
// Which terms are in which rows, and where in the row.

/**
 * For each term its rows in order. The rows of term `t` are at `starts[t]` up to, not including, `starts[t + 1]`.
 * @typedef {{ starts: Int32Array, rows: Uint16Array | Int32Array, places: Uint16Array }} Postings
 */

/** Collects the terms of rows, and turns them into postings. */
export class PostingList {
  /** A number for each term, in the order in which they come. @type {Map<string, number>} */
  ids = new Map();
  #pairs = new Int32Array(1 << 14); // a term's number, then its row and place in one number
  #length = 0;

  /** @param {Iterable<string>} terms */
  idsOf(terms) {
    const { ids } = this;
    const found = [];
    for (const term of terms) {
      let id = ids.get(term);
      if (id === undefined) {
        id = ids.size;
        ids.set(term, id);
      }
      found.push(id);
    }
    return found;
  }

  /** @param {number} row @param {number} place @param {number[]} ids */
  addIds(row, place, ids) {
    if (this.#length + 2 * ids.length > this.#pairs.length) {
      const more = new Int32Array(2 * this.#pairs.length + 2 * ids.length);
      more.set(this.#pairs);
      this.#pairs = more;
    }
    for (const id of ids) {
      this.#pairs[this.#length++] = id;
      this.#pairs[this.#length++] = row * 16 + place;
    }
  }

  /** @param {number} row @param {number} place @param {Iterable<string>} terms */
  add(row, place, terms) {
    this.addIds(row, place, this.idsOf(terms));
  }

  /**
   * @param {string[]} terms all terms, sorted @param {number} count how many rows there are
   * @param {import("./slices.js").Pause} pause @returns {Promise<Postings>}
   */
  async postings(terms, count, pause) {
    const rank = new Int32Array(terms.length);
    terms.forEach((term, at) => {
      rank[/** @type {number} */ (this.ids.get(term))] = at;
    });
    await pause();
    const pairs = byRow(this.#pairs.subarray(0, this.#length), count);
    await pause();
    const starts = startsOf(pairs, rank);
    await pause();
    const ends = starts.slice(0, terms.length);
    const used = starts[terms.length];
    const rows = count < 1 << 16 ? new Uint16Array(used) : new Int32Array(used);
    const places = new Uint16Array(used);
    for (let i = 0; i < pairs.length; i += 2) {
      const id = rank[pairs[i]];
      const row = pairs[i + 1] >> 4;
      if (ends[id] === starts[id] || rows[ends[id] - 1] !== row) rows[ends[id]++] = row;
      places[ends[id] - 1] |= 1 << (pairs[i + 1] & 15);
      if (i % (1 << 16) === 0) await pause();
    }
    return { starts, rows, places };
  }
}

/**
 * The pairs in the order of their rows: those of the second file came after all of the first.
 * @param {Int32Array} pairs @param {number} count how many rows there are
 */
function byRow(pairs, count) {
  const next = new Int32Array(count + 1);
  for (let i = 1; i < pairs.length; i += 2) next[(pairs[i] >> 4) + 1]++;
  for (let row = 0; row < count; row++) next[row + 1] += next[row];
  const ordered = new Int32Array(pairs.length);
  for (let i = 0; i < pairs.length; i += 2) {
    const to = 2 * next[pairs[i + 1] >> 4]++;
    ordered[to] = pairs[i];
    ordered[to + 1] = pairs[i + 1];
  }
  return ordered;
}

/**
 * Where the rows of each term begin. A row counts once for a term.
 * @param {Int32Array} pairs in the order of the rows @param {Int32Array} rank
 */
function startsOf(pairs, rank) {
  const starts = new Int32Array(rank.length + 1);
  const last = new Int32Array(rank.length).fill(-1);
  for (let i = 0; i < pairs.length; i += 2) {
    const row = pairs[i + 1] >> 4;
    if (last[pairs[i]] === row) continue;
    last[pairs[i]] = row;
    starts[rank[pairs[i]] + 1]++;
  }
  for (let id = 0; id < rank.length; id++) starts[id + 1] += starts[id];
  return starts;
}
