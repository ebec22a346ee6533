// @ts-check
// The search engine: a query to ranked rows of an index. It knows nothing of the page it runs in.
import { fold, joined, runs, SMALL } from "./analyser.js";
import { facetCounts, member } from "./facets.js";
import {
  ALSO,
  AUTHOR,
  CATEGORY,
  END,
  FIRST,
  lettersOf,
  lower,
  NAME,
  numbers,
  TAG,
  TEXT,
  TITLE,
  VENUE,
} from "./index.js";
import { edits, FIELDS, nearest, parse, span } from "./query.js";

export { addressOf, member } from "./facets.js";
export { addText, buildIndex, readColumns, readText } from "./index.js";
/** @typedef {import("./index.js").Index} Index */

export const PLACES = ["name", "title", "author", "author", "venue", "tag", "category", "also known as", "summary"];
// How much a word counts by where it is found.
const WEIGHTS = [6, 6, 6, 5, 4, 3, 2, 5, 1];
const MOST_WORDS = 300; // of summaries that one prefix stands for
const PLACES_OF = /** @type {Record<string, number[]>} */ ({
  author: [FIRST, AUTHOR],
  title: [NAME, TITLE, ALSO],
  venue: [VENUE],
  tag: [TAG],
  category: [CATEGORY],
});

/** The most that a word counts for the places in which it is found, by their bits. */
const WEIGHT = Float32Array.from({ length: 1 << WEIGHTS.length }, (_, bits) =>
  Math.max(0, ...WEIGHTS.filter((_, place) => bits & (1 << place))),
);

/** @typedef {[number, number, boolean]} Fit a term, how well it fits, 1 for the same word, and whether it was forgiven */

/** The terms that a word of a query stands for. @param {Index} index @param {string} word @param {boolean} isLast */
function fitting({ terms }, word, isLast) {
  const found = /** @type {Fit[]} */ ([]);
  let id = lower(terms, word);
  if (terms[id] === word) found.push([id++, 1, false]);
  if (isLast || word.length > 2)
    for (; terms[id]?.startsWith(word); id++)
      found.push([id, (isLast ? 0.4 : 0.25) + 0.4 * (word.length / terms[id].length), false]);
  return found;
}

/** How many edits are forgiven in a word. @param {string} word */
const forgivable = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/** Terms a few edits away. @param {Index} index @param {string} word @returns {Fit[]} */
function forgiven({ terms, shapes }, word) {
  const most = forgivable(word),
    found = /** @type {Fit[]} */ ([]);
  for (const id of most ? resembling(shapes, word, most) : []) {
    const count = edits(word, terms[id], most);
    if (count <= most) found.push([id, (0.7 - 0.2 * count) * (terms[id][0] === word[0] ? 1 : 0.8), true]);
  }
  return found;
}

/** Which of many texts have nearly the length and the letters of one. @param {Index["shapes"]} shapes @param {string} text @param {number} most edits */
function resembling({ masks, lengths }, text, most) {
  const mask = lettersOf(text),
    found = [];
  for (let id = 0; id < masks.length; id++)
    if (Math.abs(lengths[id] - text.length) <= most && bitsOf(mask ^ masks[id]) <= 2 * most) found.push(id);
  return found;
}

/** @param {number} mask */
function bitsOf(mask) {
  let count = 0;
  for (; mask; mask &= mask - 1) count++;
  return count;
}

/**
 * @typedef {{ filters?: Record<string, string[]>, sort?: string, limit?: number, facets?: boolean, explain?: boolean }} Options
 * @typedef {{ doc: number, key: string, score: number, places: number, exact: boolean, steps?: any[] }} Hit
 * @param {Index} index @param {string} text @param {Options} [options]
 */
export function search(
  index,
  text,
  { filters = {}, sort = "relevance", limit = 20, facets = false, explain = false } = {},
) {
  const { columns } = index;
  const known = [...FIELDS, ...columns.properties.keys()];
  const query = parse(text, known);
  const problems = [
    ...query.unknown.map((name) => ({ name, nearest: nearest(name, known) })),
    ...unknownValues(columns, query.fields),
  ];
  const { isAllowed, favour } = narrowed(index, query);
  const ranked =
    query.words.length || query.arxiv || query.doi ? matches(index, query, isAllowed, explain) : all(index, isAllowed);
  for (const doc of ranked.docs) index.rank[doc] += favour(doc);
  const counted = facets ? facetCounts(index, ranked.docs, filters) : null;
  const groups = Object.entries(filters)
    .filter(([, values]) => values.length)
    .map(([name, values]) => ({ has: member(columns, name), values }));
  const docs = groups.length
    ? ranked.docs.filter((doc) => groups.every(({ has, values }) => values.some((value) => has(doc, value))))
    : ranked.docs;
  const first = order(index, docs, sort, limit);
  const hits = first.map((doc) => ({
    doc,
    key: columns.keys[doc],
    score: index.rank[doc],
    places: index.places[doc],
    exact: index.rank[doc] >= 1e4,
    ...(explain && { steps: ranked.steps?.get(doc) ?? [], tier: ranked.tiers?.get(doc) ?? 0 }),
  }));
  return {
    hits,
    docs: first,
    count: docs.length,
    partial: ranked.partial,
    problems,
    facets: counted,
    words: query.words,
  };
}

/** Fields whose value is none of those that they can have. @param {any} columns @param {ReturnType<typeof parse>["fields"]} fields */
function unknownValues({ properties }, fields) {
  return fields.flatMap(([field, value]) => {
    const values =
      field === "has" ? ["code", "method"] : properties.get(field)?.values.map((/** @type {string[]} */ [key]) => key);
    if (values ? values.includes(value.toLowerCase()) : field !== "year" || /^(\d{4})?(\.\.)?(\d{4})?$/.test(value))
      return [];
    const near = values && nearest(value.toLowerCase(), values);
    return [{ name: `${field}:${value}`, nearest: near ? `${field}:${near}` : "" }];
  });
}

/** @param {Index} index @param {(doc: number) => boolean} allowed */
function all(index, allowed) {
  index.rank.fill(0), index.places.fill(0);
  const docs = /** @type {number[]} */ ([]);
  for (let doc = 0; doc < index.columns.count; doc++) if (allowed(doc)) docs.push(doc);
  return { docs, partial: false, steps: null, tiers: null };
}

/** Whether a row has words side by side in its names, titles or authors. @param {any} columns @param {string[]} phrase @returns {(doc: number) => boolean} */
function holding({ names, titles, also, authors, people }, phrase) {
  const wanted = ` ${phrase.join(" ")} `;
  /** @param {string} text */
  const has = (text) => ` ${runs(fold(text)).join(" ")} `.includes(wanted);
  return (doc) =>
    has(names[doc]) ||
    has(titles[doc]) ||
    has(also[doc]) ||
    authors[doc].some((/** @type {number} */ person) => has(people[person]));
}

/** Which rows the fields, phrases and left-out words of a query allow. @param {Index} index @param {ReturnType<typeof parse>} query */
function narrowed(index, query) {
  const { columns } = index;
  const tests = /** @type {((doc: number) => boolean)[]} */ ([]);
  const firsts = /** @type {((doc: number) => number)[]} */ ([]);
  for (const [name, value, isLeftOut] of query.fields) {
    const before = tests.length;
    if (name === "year") {
      const [from, to] = span(value);
      tests.push((doc) => columns.years[doc] >= from && columns.years[doc] <= to);
    } else if (PLACES_OF[name] && !(name === "venue" && fold(value) === "preprint")) {
      const wanted = PLACES_OF[name].reduce((mask, place) => mask | (1 << place), 0);
      for (const word of runs(fold(value))) {
        const rows = /** @type {Map<number, number>} */ (new Map());
        for (const [id] of fitting(index, word, true))
          for (let i = index.starts[id]; i < index.starts[id + 1]; i++)
            if (index.bits[i] & wanted) rows.set(index.rows[i], (rows.get(index.rows[i]) ?? 0) | index.bits[i]);
        tests.push((doc) => rows.has(doc));
        if (name === "author") firsts.push((doc) => ((rows.get(doc) ?? 0) & (1 << FIRST) ? 1 : 0));
      }
    } else {
      const has = member(columns, name);
      tests.push((doc) => has(doc, value.toLowerCase()));
    }
    if (isLeftOut) {
      const whole = tests.splice(before);
      tests.push((doc) => !whole.every((test) => test(doc)));
    }
  }
  for (const left of query.without) {
    if (left.length > 1) {
      const has = holding(columns, left);
      tests.push((doc) => !has(doc));
      continue;
    }
    const rows = new Set(),
      id = lower(index.terms, left[0]);
    if (index.terms[id] === left[0])
      for (let i = index.starts[id]; i < index.starts[id + 1]; i++) rows.add(index.rows[i]);
    tests.push((doc) => !rows.has(doc));
  }
  for (const phrase of query.phrases) tests.push(holding(columns, phrase));
  const isAllowed = (/** @type {number} */ doc) => tests.every((test) => test(doc));
  return { isAllowed, favour: (/** @type {number} */ doc) => firsts.reduce((sum, first) => sum + first(doc), 0) };
}

/** @param {Index} index @param {ReturnType<typeof parse>} query @param {(doc: number) => boolean} allowed @param {boolean} explain */
function matches(index, query, allowed, explain) {
  const { columns, starts, rows, bits, score, best, seen, exact, places, rest } = index;
  const touched = /** @type {number[]} */ ([]);
  const steps = /** @type {Map<number, any[]>} */ (new Map());
  score.fill(0), seen.fill(0), exact.fill(0), places.fill(0);
  const list = query.words.flatMap((word, at) => split(index, word, at === query.words.length - 1));
  /** @param {number} covers @param {Fit[]} found @param {string} word @param {boolean} isLast */
  const take = (covers, found, word, isLast) => {
    const here = /** @type {number[]} */ ([]);
    /** @param {number} row @param {number} bit @param {number} fit @param {boolean} isForgiven @param {string} term */
    const reach = (row, bit, fit, isForgiven, term) => {
      const weight = WEIGHT[bit] * fit;
      if (!seen[row]) touched.push(row);
      seen[row] |= covers;
      if (!isForgiven) exact[row] |= covers;
      places[row] |= bit;
      if (weight > best[row]) {
        if (!best[row]) here.push(row);
        best[row] = weight;
        if (explain)
          steps.set(row, [
            ...(steps.get(row) ?? []).filter((step) => step.word !== word),
            { word, term, fit, weight, places: bit },
          ]);
      }
    };
    for (const [id, fit, isForgiven] of found) {
      const rarity = isForgiven ? 1 : 1 + Math.log2(1 + columns.count / (1 + starts[id + 1] - starts[id])) / 12;
      for (let i = starts[id]; i < starts[id + 1]; i++)
        reach(rows[i], bits[i], fit * rarity, isForgiven, index.terms[id]);
    }
    if (rest && !found[0]?.[2]) {
      const { terms, gaps } = rest,
        from = lower(terms, word),
        to = isLast && word.length > 2 ? from + MOST_WORDS : from + 1;
      for (let at = from; at < to && (terms[at] === word || (isLast && terms[at]?.startsWith(word))); at++) {
        let row = -1;
        for (const gap of numbers(gaps[at]))
          if ((row += gap + 1) < columns.count) reach(row, 1 << TEXT, word.length / terms[at].length, false, terms[at]);
      }
    }
    for (const row of here) (score[row] += best[row]), (best[row] = 0);
  };
  list.forEach((word, at) => {
    const isLast = at === list.length - 1;
    let found = fitting(index, word, isLast);
    if (!found.length && !isAmong(rest?.terms ?? [], word, isLast)) found = forgiven(index, word);
    take(1 << at, found, word, isLast);
    const joint = word + list[at + 1];
    if (!isLast) take(3 << at, fitting(index, joint, at + 2 === list.length), joint, at + 2 === list.length);
  });
  const whole = (1 << list.length) - 1 || 1;
  const tiers = named(index, list.join(""), touched, whole);
  const { arxiv, doi } = query;
  if (arxiv || doi)
    for (let doc = 0; doc < columns.count; doc++)
      if ((arxiv && columns.arxiv[doc].startsWith(arxiv)) || (doi && columns.doi[doc].toLowerCase().startsWith(doi))) {
        if (!seen[doc]) touched.push(doc);
        seen[doc] |= whole;
        exact[doc] |= whole;
        tiers.set(doc, 5);
      }
  // Small words and initials need not be there, but for the last, which may be the beginning of another.
  const small = list.reduce(
    (mask, word, at) => (at < list.length - 1 && (SMALL.has(word) || /^\p{L}$/u.test(word)) ? mask | (1 << at) : mask),
    0,
  );
  const full = whole & ~small;
  let docs = touched.filter(
    (doc) => (seen[doc] & full) === full && allowed(doc) && (!(arxiv || doi) || tiers.get(doc) === 5 || list.length),
  );
  const partial = !docs.length;
  if (partial) {
    docs = touched.filter(allowed);
    const most = docs.reduce((top, doc) => Math.max(top, bitsOf(seen[doc])), 0);
    docs = docs.filter((doc) => bitsOf(seen[doc]) === most);
  }
  // A word in two may be a slip: what bears the query as its name, nearly, stands before.
  const isWhole = list.length === query.words.length;
  for (const doc of docs)
    index.rank[doc] = (isWhole && (exact[doc] & full) === full ? 1e4 : 0) + (tiers.get(doc) ?? 0) * 1e3 + score[doc];
  if (list.length > 1)
    for (const doc of order(index, docs, "relevance", 50)) index.rank[doc] += neighbours(columns.titles[doc], list);
  return { docs, partial: partial && docs.length > 0, steps, tiers };
}

/** How many words of the query stand in a title side by side, as they do in the query. @param {string} title @param {string[]} list */
function neighbours(title, list) {
  const found = runs(fold(title));
  /** @param {string} word @param {string} wanted */
  const fits = (word, wanted) =>
    word === wanted ||
    (wanted.length > 2 && word.startsWith(wanted)) ||
    (wanted.length > 3 && edits(wanted, word, forgivable(wanted)) <= forgivable(wanted));
  let count = 0;
  for (let at = 1; at < list.length; at++)
    if (found.some((word, i) => i && fits(found[i - 1], list[at - 1]) && fits(word, list[at]))) count++;
  return 2 * count + (count && fits(found[0], list[0]) ? 1 : 0);
}

/** Whether a word is one of the terms, or may begin one. @param {string[]} terms @param {string} word @param {boolean} mayBegin */
function isAmong(terms, word, mayBegin) {
  const found = terms[lower(terms, word)];
  return found === word || (mayBegin && Boolean(found?.startsWith(word)));
}

/** A word that is nowhere, in two that are somewhere. @param {Index} index @param {string} word @param {boolean} isLast @returns {string[]} */
function split(index, word, isLast) {
  const { terms, rest } = index;
  if (word.length < 6 || isAmong(terms, word, true) || isAmong(rest?.terms ?? [], word, isLast)) return [word];
  for (let at = 3; at <= word.length - 3; at++)
    if (isAmong(terms, word.slice(0, at), false) && isAmong(terms, word.slice(at), false))
      return [word.slice(0, at), word.slice(at)];
  return [word];
}

/**
 * Rows that bear the query as their name: 4 the whole name, 3.5 another name of theirs, 3 the name without its version,
 * of the first version, 1.5 to 2.5 a name a few edits away, 1 to 1.4 a name that begins with it, by how much is typed.
 * @param {Index} index @param {string} text @param {number[]} touched @param {number} whole
 */
function named({ columns, named, nameShapes, based, seen, exact }, text, touched, whole) {
  const tiers = /** @type {Map<number, number>} */ (new Map());
  if (text.length < 2) return tiers;
  /** @param {number} doc @param {number} tier */
  const set = (doc, tier, isExact = false) => {
    if (!seen[doc]) touched.push(doc);
    seen[doc] |= whole;
    if (isExact) exact[doc] |= whole;
    tiers.set(doc, Math.max(tier, tiers.get(doc) ?? 0));
  };
  /** @param {string} name */
  const rowOf = (name) => Number(name.slice(name.indexOf(END) + 1));
  for (let at = lower(named, text); named[at]?.startsWith(text); at++) {
    const length = named[at].indexOf(END),
      isSame = length === text.length,
      doc = rowOf(named[at]),
      name = columns.names[doc];
    set(doc, isSame ? (name && joined(name) !== text ? 3.5 : 4) : 1 + (0.4 * text.length) / length, isSame);
  }
  let first = -1;
  // The last row is the oldest.
  for (let at = lower(based, text + END); based[at]?.startsWith(text + END); at++)
    first = Math.max(first, rowOf(based[at]));
  if (first >= 0) set(first, 3, true);
  const most = tiers.size || text.length < 4 ? 0 : text.length < 9 ? 1 : text.length < 12 ? 2 : 3;
  for (const at of most ? resembling(nameShapes, text, most) : []) {
    const name = named[at].slice(0, named[at].indexOf(END)),
      count = edits(text, name, most);
    if (count <= most) set(rowOf(named[at]), 3 - count / 2);
  }
  return tiers;
}

/** The first of the rows in an order; of equals the newest, as the rows are. @param {Index} index @param {number[]} docs @param {string} sort @param {number} limit */
function order({ columns, rank }, docs, sort, limit) {
  const { added, titles } = columns;
  const folded = sort === "title" ? (columns.folded ??= titles.map(fold)) : [];
  const by =
    new Map(
      Object.entries(
        /** @type {Record<string, (a: number, b: number) => number>} */ ({
          newest: (a, b) => a - b,
          oldest: (a, b) => b - a,
          title: (a, b) => (folded[a] < folded[b] ? -1 : folded[a] > folded[b] ? 1 : 0),
          added: (a, b) => added[b] - added[a],
        }),
      ),
    ).get(sort) ?? ((a, b) => rank[b] - rank[a]);
  /** @param {number} a @param {number} b */
  const compare = (a, b) => by(a, b) || a - b;
  if (limit < 1) return [];
  if (limit > 100 || docs.length <= limit) return [...docs].sort(compare).slice(0, limit);
  // A few of many: one walk, in which most rows lose against the last of the best so far.
  const best = docs.slice(0, limit).sort(compare);
  for (let i = limit; i < docs.length; i++) {
    const doc = docs[i];
    if (compare(doc, best[limit - 1]) > 0) continue;
    let at = limit - 1;
    while (at > 0 && compare(doc, best[at - 1]) < 0) best[at] = best[--at];
    best[at] = doc;
  }
  return best;
}
