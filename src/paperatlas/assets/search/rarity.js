// @ts-check
// Ranks what has any telling word of a query, by how rare the word is (BM25), for questions and half-remembered ideas.
import { numbers } from "./columns.js";
import { END } from "./index.js";
import { stem } from "./stem.js";
import { forgivenTerms, lowerBound, otherForms } from "./terms.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./others.js").Known} Known */
/** @typedef {{ docs: number[], others: [Known, number][], telling: string[] }} Ranked */

/** Words of questions, which tell nothing of what is asked for. */
export const ASKING = new Set(
  `
  a about after all already also am an and another any anybody anyone anything are as at be because been
  before being between both but by call called can cannot could define definition describe did difference
  differences different do does doing done during each either else ever every everybody everyone everything
  exactly explain explained few find for from get gets give given gives goes going good got had happen
  happens has have having he help helps her here his how i if in instead into is it its itself just kind
  know let like list look looking lot made make makes making many matter may me mean meaning means meant
  might more most much must my need needs no not of off on one ones only or other our out over own paper
  papers people per possible rather really s same say see shall she should show shows since so some someone
  something still such t take takes tell than that the their them then there these they thing things this
  those through to too try under until up upon us use used uses using versus very vs was way ways we well
  were what when where whether which while who whom whose why will with within without work works would yet
  you your et al via
  `
    .trim()
    .split(/\s+/),
);

// By place: name, title, first author, author, venue, tag, category, also known as.
const WEIGHTS = [4, 3, 3, 3, 2, 2, 1, 3, 1];
const WEIGHT = Float32Array.from({ length: 1 << WEIGHTS.length }, (_, places) =>
  WEIGHTS.reduce((sum, weight, place) => (places & (1 << place) ? Math.max(sum, weight) : sum), 0),
);
const OF_SUMMARY = 1;
const OF_ASKED = 2.5; // a word of what a paper is asked by
const OF_TAG = 0.5; // a word of what a tag means
const OF_STEM = 0.85; // another form of the word
const OF_BEGINNING = 0.4;
const OF_KIND = 0.3;
const OF_NAME = 1.2; // the whole name among the words, in parts of the rarity of its words
const SATURATION = 1.2;
const MOST_WORDS_OF_NAME = 4;
const MOST_WORDS_OF_ALIAS = 3;

/** @typedef {{ isLast: boolean, words: string[] }} Slot words that must all match */

/** The words that tell what is asked for; all of them where none does. @param {string[]} words */
export function tellingOf(words) {
  const found = words.filter((word) => !ASKING.has(word));
  return found.length ? found : words;
}

/**
 * Papers and other things with any telling word of the query. The scores of papers are in `index.scores.rank`.
 * @param {Index} index @param {string[]} words @returns {Ranked}
 */
export function byRarity(index, words) {
  const telling = tellingOf(words);
  index.scores.rank.fill(0);
  const found = { docs: /** @type {number[]} */ ([]), things: /** @type {Map<Known, number>} */ (new Map()) };
  const rarity = new Float32Array(telling.length);
  telling.forEach((word, at) => {
    const isLast = at === telling.length - 1;
    rarity[at] = addTerm(index, [{ isLast, words: [word] }, ...meaningsAt(index, telling, at)], found);
    if (at) addTerm(index, [{ isLast: false, words: [telling[at - 1] + word] }], found);
  });
  addNames(index, telling, rarity, found);
  return { docs: found.docs, others: [...found.things].sort(([, a], [, b]) => b - a), telling };
}

/**
 * Adds what a word is worth, and how rare it is. What it means counts with it as one, by whatever is worth the most:
 * one meaning may be much rarer than another. Returns the rarity of the word itself.
 * @param {Index} index @param {Slot[]} slots the word, and what it means
 * @param {{ docs: number[], things: Map<Known, number> }} found
 */
function addTerm(index, slots, { docs, things }) {
  const { rank, best } = index.scores;
  const total = index.columns.count + (index.textTier?.others.length ?? 0);
  const known = /** @type {Map<number | Known, number>} */ (new Map());
  const rarities = slots.map((slot) => {
    const matching = weigh(index, slot, best);
    const others = otherWeights(index, slot);
    const count = matching.length + others.size;
    const idf = Math.log(1 + (total - count + 0.5) / (count + 0.5));
    /** How much more it is worth than before. @param {number | Known} one @param {number} weight */
    const gain = (one, weight) => {
      const worth = (idf * weight * (1 + SATURATION)) / (weight + SATURATION);
      if (slots.length === 1) return worth;
      const before = known.get(one) ?? 0;
      known.set(one, Math.max(worth, before));
      return Math.max(0, worth - before);
    };
    for (const [thing, weight] of others) things.set(thing, (things.get(thing) ?? 0) + gain(thing, weight));
    for (const doc of matching) {
      if (!rank[doc]) docs.push(doc);
      rank[doc] += gain(doc, best[doc]);
      best[doc] = 0;
    }
    return count ? idf : 0;
  });
  return rarities[0];
}

/**
 * What aliases mean that end with a word.
 * @param {Index} index @param {string[]} words @param {number} at @returns {Slot[]}
 */
function meaningsAt({ textTier }, words, at) {
  const found = /** @type {Slot[]} */ ([]);
  for (let size = 1; size <= Math.min(MOST_WORDS_OF_ALIAS, at + 1); size++)
    for (const meaning of textTier?.meaningsOf(words.slice(at + 1 - size, at + 1)) ?? [])
      found.push({ isLast: false, words: meaning });
  return found;
}

/**
 * Puts into `best` how well each paper matches, and returns those that do.
 * @param {Index} index @param {Slot} slot @param {Float32Array} best
 */
function weigh(index, { isLast, words }, best) {
  const touched = /** @type {number[]} */ ([]);
  /** @param {number} doc @param {number} weight */
  const add = (doc, weight) => {
    if (!best[doc]) touched.push(doc);
    if (weight > best[doc]) best[doc] = weight;
  };
  if (words.length > 1) for (const [doc, weight] of withAll(index, words)) add(doc, weight);
  else {
    const [word] = words;
    eachWithWord(index, word, isLast, add);
    const asked = index.textTier?.asked;
    if (asked) eachIn(index, asked, stem(word), fitOf(word, isLast), (doc, fit) => add(doc, fit * OF_ASKED));
    if (!touched.length) eachForgiven(index, word, add);
  }
  return touched;
}

/** @param {Index} index @param {string[]} words */
function withAll(index, words) {
  let found = /** @type {Map<number, number> | null} */ (null);
  for (const word of words) {
    const before = found;
    const next = new Map();
    eachWithWord(index, word, false, (doc, weight) => {
      const most = Math.min(weight, before ? (before.get(doc) ?? 0) : weight);
      if (most > (next.get(doc) ?? 0)) next.set(doc, most);
    });
    found = next;
  }
  return found ?? new Map();
}

/** @param {string} word @param {boolean} isLast @returns {(term: string) => number} */
function fitOf(word, isLast) {
  const wanted = stem(word);
  const isBeginning = isLast && word.length > 2;
  return (term) =>
    term === word ? 1 : stem(term) === wanted ? OF_STEM : isBeginning && term.startsWith(word) ? OF_BEGINNING : 0;
}

/**
 * Calls for each paper with a form of the word, and how much this tells of the paper.
 * @param {Index} index @param {string} word @param {boolean} isLast @param {(doc: number, weight: number) => void} add
 * @param {(term: string) => number} fit how well a term fits, from 0 to 1
 */
function eachWithWord(index, word, isLast, add, fit = fitOf(word, isLast)) {
  const { terms, starts, rows, places, textTier, columns } = index;
  const wanted = stem(word);
  for (let term = lowerBound(terms, wanted); terms[term]?.startsWith(wanted); term++) {
    const by = fit(terms[term]);
    if (by) for (let i = starts[term]; i < starts[term + 1]; i++) add(rows[i], by * WEIGHT[places[i]]);
  }
  if (!textTier) return;
  eachIn(index, textTier, wanted, fit, (doc, by) => add(doc, by * OF_SUMMARY));
  for (const { kind, text, number } of textTier.others)
    if (kind === "tag" && text.has(wanted)) for (const doc of rowsOfTag(columns, number)) add(doc, OF_TAG);
}

/**
 * Calls for each paper with a form of a word, which begins with its stem.
 * @param {Index} index @param {import("./more.js").Words} words @param {string} wanted the stem
 * @param {(term: string) => number} fit from 0 to 1 @param {(doc: number, fit: number) => void} add
 */
function eachIn({ columns }, { terms, gaps }, wanted, fit, add) {
  for (let at = lowerBound(terms, wanted); terms[at]?.startsWith(wanted); at++) {
    const by = fit(terms[at]);
    let doc = -1;
    if (by)
      for (const gap of numbers(gaps[at])) {
        doc += gap + 1;
        if (doc < columns.count) add(doc, by);
      }
  }
}

/** @type {WeakMap<object, number[][]>} */
const tagged = new WeakMap();

/** @param {import("./columns.js").Columns} columns @param {number} tag */
function rowsOfTag(columns, tag) {
  let found = tagged.get(columns);
  if (!found) {
    const rows = /** @type {number[][]} */ (columns.tagNames.map(() => []));
    columns.tags.forEach((tags, doc) => {
      for (const one of tags) rows[one].push(doc);
    });
    tagged.set(columns, rows);
    found = rows;
  }
  return found[tag];
}

/** @param {Index} index @param {string} word @param {(doc: number, weight: number) => void} add */
function eachForgiven(index, word, add) {
  const { starts, rows, places } = index;
  for (const { term, fit } of forgivenTerms(index, word))
    for (let i = starts[term]; i < starts[term + 1]; i++) add(rows[i], fit * WEIGHT[places[i]]);
}

/**
 * The words of whatever is not a paper: by stem, what has it and how much it tells.
 * @param {Known[]} things @param {import("./slices.js").Pause} pause
 * @returns {Promise<Map<string, Map<Known, number>>>}
 */
export async function wordsOf(things, pause) {
  const found = /** @type {Map<string, Map<Known, number>>} */ (new Map());
  /** @param {Known} thing @param {Iterable<string>} stems @param {number} weight */
  const add = (thing, stems, weight) => {
    for (const one of stems) {
      const known = found.get(one);
      if (known) known.set(thing, weight);
      else found.set(one, new Map([[thing, weight]]));
    }
  };
  for (const thing of things) {
    add(thing, thing.kinds, OF_KIND);
    add(thing, thing.text, 1);
    add(thing, thing.more, 2);
    add(thing, thing.stems, 4);
    await pause();
  }
  return found;
}

/** What is not a paper and matches, and how well. @param {Index} index @param {Slot} slot */
function otherWeights({ textTier }, { isLast, words }) {
  const found = /** @type {Map<Known, number>} */ (new Map());
  const known = textTier?.words ?? new Map();
  /** @param {Known} thing @param {number} weight */
  const add = (thing, weight) => found.set(thing, Math.max(weight, found.get(thing) ?? 0));
  const [first, ...rest] = words.map((word) => known.get(stem(word)) ?? new Map());
  for (const [thing, weight] of first) {
    const least = rest.reduce((least, one) => Math.min(least, one.get(thing) ?? 0), weight);
    if (least) add(thing, least);
  }
  if (isLast && words[0].length > 2)
    for (const [other, things] of known)
      if (other.startsWith(words[0])) for (const [thing, weight] of things) add(thing, Math.min(weight, 2));
  return found;
}

/**
 * Adds to what has its whole name among the words, by how rare the words are.
 * @param {Index} index @param {string[]} words @param {Float32Array} rarity
 * @param {{ docs: number[], things: Map<Known, number> }} found
 */
function addNames({ names, scores, textTier }, words, rarity, found) {
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= Math.min(words.length, from + MOST_WORDS_OF_NAME); to++) {
      const whole = words.slice(from, to).join("");
      const worth = OF_NAME * rarity.subarray(from, to).reduce((sum, one) => sum + one, 0);
      if (whole.length < 2) continue;
      for (let at = lowerBound(names, whole + END); names[at]?.startsWith(whole + END); at++) {
        const doc = Number(names[at].slice(whole.length + 1));
        if (!scores.rank[doc]) found.docs.push(doc);
        scores.rank[doc] += worth;
      }
      for (const thing of textTier?.byName.get(whole) ?? [])
        found.things.set(thing, (found.things.get(thing) ?? 0) + worth);
    }
}

/** The papers with all of the words, in any form and place. @param {Index} index @param {string[]} words */
export const rowsWithAll = (index, words) => new Set(withAll(index, words).keys());

/** The papers with the word or its singular or plural anywhere. @param {Index} index @param {string} word */
export function rowsWith(index, word) {
  const forms = new Set([word, `${word}s`, ...otherForms(word)]);
  const found = /** @type {Set<number>} */ (new Set());
  eachWithWord(
    index,
    word,
    false,
    (doc) => found.add(doc),
    (term) => (forms.has(term) ? 1 : 0),
  );
  return found;
}

/** Found once for each alias, as there are few. @type {WeakMap<string[][], Set<number>>} */
const meant = new WeakMap();

/**
 * The papers with what an abbreviation means in their name, title or tags.
 * @param {Index} index @param {string} word
 */
export function withMeaning(index, word) {
  const meanings = index.textTier?.meaningsOf([word]) ?? [];
  const before = meant.get(meanings);
  if (before) return before;
  const found = /** @type {Set<number>} */ (new Set());
  for (const words of meanings)
    for (const [doc, weight] of withAll(index, words)) if (weight > OF_SUMMARY) found.add(doc);
  meant.set(meanings, found);
  return found;
}
