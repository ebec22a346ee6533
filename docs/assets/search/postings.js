// @ts-check
// Which terms are in which rows, and where in the row.

/**
 * For each term its rows in order. The rows of term `t` are at `starts[t]` up to, not including, `starts[t + 1]`.
 * @typedef {{ starts: Int32Array, rows: Uint16Array | Int32Array, places: Uint16Array }} Postings
 */

/** Collects the terms of rows, in the order of the rows, and turns them into postings. */
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

  /** @param {string[]} terms all terms, sorted @param {number} count how many rows there are @returns {Postings} */
  postings(terms, count) {
    const rank = new Int32Array(terms.length);
    terms.forEach((term, at) => {
      rank[/** @type {number} */ (this.ids.get(term))] = at;
    });
    const pairs = this.#pairs.subarray(0, this.#length);
    const starts = startsOf(pairs, rank);
    const ends = starts.slice(0, terms.length);
    const rows = new Int32Array(pairs.length / 2);
    const places = new Uint16Array(pairs.length / 2);
    for (let i = 0; i < pairs.length; i += 2) {
      const id = rank[pairs[i]];
      const row = pairs[i + 1] >> 4;
      const place = 1 << (pairs[i + 1] & 15);
      const end = ends[id];
      if (end > starts[id] && rows[end - 1] === row) places[end - 1] |= place;
      else {
        rows[end] = row;
        places[end] = place;
        ends[id]++;
      }
    }
    const used = closeGaps(starts, ends, rows, places);
    const kept = rows.subarray(0, used);
    return { starts, rows: count < 1 << 16 ? Uint16Array.from(kept) : kept.slice(), places: places.slice(0, used) };
  }
}

/**
 * Where the pairs of each term begin, if each pair has its own position.
 * @param {Int32Array} pairs @param {Int32Array} rank
 */
function startsOf(pairs, rank) {
  const starts = new Int32Array(rank.length + 1);
  for (let i = 0; i < pairs.length; i += 2) starts[rank[pairs[i]] + 1]++;
  for (let id = 0; id < rank.length; id++) starts[id + 1] += starts[id];
  return starts;
}

/**
 * Moves the rows of all terms together: a term that is twice in one row has left a position free.
 * @param {Int32Array} starts @param {Int32Array} ends @param {Int32Array} rows @param {Uint16Array} places
 */
function closeGaps(starts, ends, rows, places) {
  let to = 0;
  for (let id = 0; id < ends.length; id++) {
    const from = starts[id];
    rows.copyWithin(to, from, ends[id]);
    places.copyWithin(to, from, ends[id]);
    starts[id] = to;
    to += ends[id] - from;
  }
  starts[ends.length] = to;
  return to;
}
