// @ts-check
// Matches the words of a query with the papers, and ranks the papers that match.
import { allowedEdits, edits, fold, joined, runs } from "../shared/analyser.js";
import { numbers } from "./columns.js";
import { ALSO, END, NAME, TEXT, TITLE, WEIGHT } from "./index.js";
import { first } from "./order.js";
import {
  forgivenTerms,
  includes,
  lowerBound,
  matchingTerms,
  nameForms,
  otherForms,
  similarTexts,
  splitInTwo,
} from "./terms.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./terms.js").Fit} Fit */
/** @typedef {{ word: string, term: string, fit: number, weight: number, places: number }} Step a match of a word */
/**
 * @typedef {{ word: string, bits: number, isLast: boolean, isForm?: boolean }} QueryWord
 * `bits`: of the words it covers
 */

const IN_TITLE = (1 << NAME) | (1 << TITLE) | (1 << ALSO);
const OF_FORM = 0.9; // the weight of a match by another form of the word
const OF_MEANING = 3; // the weight of a match by what an abbreviation means
const MOST_SUMMARY_WORDS = 300; // that one unfinished word may match

/**
 * How a paper matches the query as a whole, by its id or a name, the best first. A similar name gets up to 1 more, by
 * how few edits it needs; a longer name up to 0.4 more, by how much of it is typed.
 */
export const TIERS = {
  id: 5,
  name: 4,
  otherName: 3.5,
  firstVersion: 3,
  innerName: 2,
  similarName: 1.5,
  longerName: 1,
};

// A tier outweighs all scores of words, and an exact match of all words outweighs all tiers.
export const PER_TIER = 1e3;
export const EXACT = 1e4;

/** One query in progress: what is known of each paper so far. Bit `i` of `seen` and `exact` is for word `i`. */
class Round {
  /** The papers with any match. @type {number[]} */
  touched = [];
  /** By paper. @type {Map<number, number>} */
  tiers = new Map();
  /** By paper, for an explanation. @type {Map<number, Step[]>} */
  steps = new Map();

  /** @param {Index} index @param {string[]} words @param {boolean} isExplained */
  constructor(index, words, isExplained) {
    this.index = index;
    this.words = words;
    this.isExplained = isExplained;
    this.every = (1 << words.length) - 1 || 1;
    const { score, seen, exact, titled, places } = index.scores;
    for (const column of [score, seen, exact, titled, places]) column.fill(0);
  }

  /** @param {number} doc @param {number} bits the words that it matches @param {boolean} isExact */
  mark(doc, bits, isExact) {
    const { seen, exact } = this.index.scores;
    if (!seen[doc]) this.touched.push(doc);
    seen[doc] |= bits;
    if (isExact) exact[doc] |= bits;
  }

  /**
   * A paper that matches the whole query by its name or id.
   * @param {number} doc @param {number} tier @param {boolean} isExact
   */
  setTier(doc, tier, isExact) {
    this.mark(doc, this.every, isExact);
    this.tiers.set(doc, Math.max(tier, this.tiers.get(doc) ?? 0));
  }

  /** @param {number} doc @param {Step} step */
  explain(doc, step) {
    const others = (this.steps.get(doc) ?? []).filter(({ word }) => word !== step.word);
    this.steps.set(doc, [...others, step]);
  }
}

/**
 * The papers that match, with their rank in `index.scores`. Where no paper has all words, those with any, by rarity.
 * @param {Index} index @param {import("./query.js").Query} query
 * @param {((doc: number) => boolean) | null} isAllowed null where all are @param {boolean} isExplained
 */
export function matches(index, query, isAllowed, isExplained) {
  const words = query.words.flatMap((word, at) => splitInTwo(index, word, at === query.words.length - 1));
  const round = new Round(index, words, isExplained);
  words.forEach((_, at) => matchWord(round, at));
  matchNames(round, words.join(""));
  matchNamesWithin(round);
  if (query.arxiv || query.doi)
    for (const doc of index.rest?.rowsWithId(query) ?? []) round.setTier(doc, TIERS.id, true);
  index.textTier?.meant(query).forEach((doc, at) => round.setTier(doc, TIERS.id - at / 1e3, true));
  const required = round.every & ~optionalWords(index, words);
  const docs = isAllowed ? round.touched.filter(isAllowed) : round.touched;
  const whole = docs.filter((doc) => (index.scores.seen[doc] & required) === required);
  if (index.textTier && (!whole.length || query.isComparison)) {
    const { docs } = index.textTier.byRarity(index, words);
    const found = isAllowed ? docs.filter(isAllowed) : docs;
    return { docs: found, partial: found.length > 0, steps: round.steps, tiers: round.tiers };
  }
  const found = whole.length ? whole : docs;
  // A word that was split in two may have been a misspelt name, so no such match counts as exact.
  rank(round, found, words.length === query.words.length ? required : 0);
  return { docs: found, partial: !whole.length && found.length > 0, steps: round.steps, tiers: round.tiers };
}

/**
 * Matches one word, and the word joined with the next: "flash attention" finds FlashAttention.
 * @param {Round} round @param {number} at
 */
function matchWord(round, at) {
  const { index, words } = round;
  const word = words[at];
  const isLast = at === words.length - 1;
  let found = matchingTerms(index, word, isLast);
  // Before the second file is there, an unknown word may be an author's name.
  if (!found.length && index.rest && !includes(index.textTier?.terms ?? [], word, isLast))
    found = forgivenTerms(index, word);
  addMatches(round, { word, bits: 1 << at, isLast }, found);
  for (const form of otherForms(word))
    addMatches(
      round,
      { word: form, bits: 1 << at, isLast: false, isForm: true },
      matchingTerms(index, form, false).slice(0, 1),
    );
  addMeanings(round, word, 1 << at);
  if (isLast) return;
  const pair = { word: word + words[at + 1], bits: 3 << at, isLast: at + 2 === words.length };
  addMatches(round, pair, matchingTerms(index, pair.word, pair.isLast));
}

/**
 * Adds to the score of each paper the best of its matches with a word.
 * @param {Round} round @param {QueryWord} queryWord @param {Fit[]} fits
 */
function addMatches(round, queryWord, fits) {
  const { terms, rows, places, starts, columns, scores } = round.index;
  const { score, best } = scores;
  const improved = /** @type {number[]} */ ([]);
  /**
   * @param {number} doc @param {number} place @param {number} fit @param {boolean} isForgiven @param {string} term
   */
  const add = (doc, place, fit, isForgiven, term) => {
    round.mark(doc, queryWord.bits, !isForgiven);
    scores.places[doc] |= place;
    if (place & IN_TITLE) scores.titled[doc] |= queryWord.bits;
    const weight = WEIGHT[place] * fit * (queryWord.isForm ? OF_FORM : 1);
    if (weight <= best[doc]) return;
    if (!best[doc]) improved.push(doc);
    best[doc] = weight;
    if (round.isExplained) round.explain(doc, { word: queryWord.word, term, fit, weight, places: place });
  };
  for (const { term, fit, isForgiven } of fits) {
    const frequency = starts[term + 1] - starts[term];
    const rarity = isForgiven ? 1 : 1 + Math.log2(1 + columns.count / (1 + frequency)) / 12;
    for (let i = starts[term]; i < starts[term + 1]; i++)
      add(rows[i], places[i], fit * rarity, isForgiven, terms[term]);
  }
  if (!fits[0]?.isForgiven) addSummaryMatches(round.index, queryWord, add);
  for (const doc of improved) {
    score[doc] += best[doc];
    best[doc] = 0;
  }
}

/**
 * Papers whose name, title or tags have the words that an abbreviation means.
 * @param {Round} round @param {string} word @param {number} bits
 */
function addMeanings(round, word, bits) {
  const { index } = round;
  for (const doc of index.textTier?.withMeaning(index, word) ?? []) {
    round.mark(doc, bits, true);
    index.scores.places[doc] |= 1 << ALSO;
    index.scores.score[doc] += OF_MEANING;
  }
}

/**
 * @param {Index} index @param {QueryWord} queryWord
 * @param {(doc: number, place: number, fit: number, isForgiven: boolean, term: string) => void} add
 */
function addSummaryMatches({ textTier, columns }, { word, isLast }, add) {
  if (!textTier) return;
  const { terms, gaps } = textTier;
  const from = lowerBound(terms, word);
  const to = isLast && word.length > 2 ? from + MOST_SUMMARY_WORDS : from + 1;
  for (let at = from; at < to && (terms[at] === word || (isLast && terms[at]?.startsWith(word))); at++) {
    let doc = -1;
    for (const gap of numbers(gaps[at])) {
      doc += gap + 1;
      if (doc < columns.count) add(doc, 1 << TEXT, word.length / terms[at].length, false, terms[at]);
    }
  }
}

/**
 * Papers whose name is the whole query, begins with it, or is a few edits away.
 * @param {Round} round @param {string} text
 */
function matchNames(round, text) {
  if (text.length < 2) return;
  for (const form of nameForms(text)) matchNamesFrom(round, form);
  matchFirstVersion(round, text);
  if (!round.tiers.size) matchSimilarNames(round, text);
}

/** @param {string} name with END and its row */
const rowOf = (name) => Number(name.slice(name.indexOf(END) + 1));

/** Names that begin with the text, and the text itself. @param {Round} round @param {string} text */
function matchNamesFrom(round, text) {
  const { names, columns } = round.index;
  for (let at = lowerBound(names, text); names[at]?.startsWith(text); at++) {
    const length = names[at].indexOf(END);
    const doc = rowOf(names[at]);
    if (length > text.length) {
      round.setTier(doc, TIERS.longerName + (0.4 * text.length) / length, false);
      continue;
    }
    const short = columns.names[doc];
    round.setTier(doc, short && joined(short) !== text ? TIERS.otherName : TIERS.name, true);
  }
}

/**
 * Papers with their whole name among the words, misspelt or not, if the other words are known and not rarer: gu hippo.
 * @param {Round} round
 */
function matchNamesWithin(round) {
  const { index, words } = round;
  const { names } = index;
  if (words.length < 2) return;
  const { exact, titled } = index.scores;
  const required = round.every & ~optionalWords(index, words);
  const isWhole = (/** @type {number} */ doc) => (exact[doc] & required) === required;
  // Where titles have all words, a name among them counts only for a paper whose title has the others too.
  let has = /** @type {boolean | null} */ (null);
  const isTitled = (/** @type {number} */ doc) => isWhole(doc) && (titled[doc] & required) === required;
  const isInTitles = () => (has ??= round.touched.some(isTitled));
  const counts = words.map((word, at) => rowsWith(index, word, at === words.length - 1));
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= words.length; to++) {
      const text = words.slice(from, to).join("");
      const others = counts.filter((_, at) => (at < from || at >= to) && !index.textTier?.asking.has(words[at]));
      const rarest = Math.min(...counts.slice(from, to));
      const isRare = others.every((count) => count && count >= rarest);
      if (text.length < 2 || to - from === words.length || !isRare) continue;
      for (let at = lowerBound(names, text + END); names[at]?.startsWith(text + END); at++) {
        const doc = rowOf(names[at]);
        if ((titled[doc] & required) === required || !isInTitles()) round.setTier(doc, TIERS.innerName, true);
      }
      if (to - from === 1 && !rarest) matchSimilarNames(round, text);
    }
}

/**
 * How many papers have a word. The last one may be unfinished: then at least one, if any has a word that begins so.
 * @param {Index} index @param {string} word @param {boolean} isLast
 */
function rowsWith({ terms, starts, textTier }, word, isLast) {
  const term = lowerBound(terms, word);
  const at = textTier ? lowerBound(textTier.terms, word) : 0;
  const inColumns = terms[term] === word ? starts[term + 1] - starts[term] : 0;
  const count = inColumns + (textTier?.terms[at] === word ? numbers(textTier.gaps[at]).length : 0);
  return count || Number(isLast && Boolean(terms[term]?.startsWith(word) || textTier?.terms[at]?.startsWith(word)));
}

/**
 * A name without its version means the oldest paper with that name: the last row.
 * @param {Round} round @param {string} text
 */
function matchFirstVersion(round, text) {
  const { baseNames } = round.index;
  let oldest = -1;
  for (let at = lowerBound(baseNames, text + END); baseNames[at]?.startsWith(text + END); at++)
    oldest = Math.max(oldest, rowOf(baseNames[at]));
  if (oldest >= 0) round.setTier(oldest, TIERS.firstVersion, true);
}

/** @param {Round} round @param {string} text */
function matchSimilarNames(round, text) {
  const { names, nameShapes } = round.index;
  const most = text.length < 4 ? 0 : text.length < 9 ? 1 : text.length < 12 ? 2 : 3;
  for (const at of most ? similarTexts(nameShapes, text, most) : []) {
    const name = names[at].slice(0, names[at].indexOf(END));
    const count = edits(text, name, most);
    if (count <= most) round.setTier(rowOf(names[at]), TIERS.firstVersion - count / 2, false);
  }
}

/**
 * Small words and initials, which a paper need not have, as bits. The last word may be the beginning of a longer one.
 * @param {Index} index @param {string[]} words
 */
function optionalWords({ small, textTier }, words) {
  let optional = 0;
  words.forEach((word, at) => {
    const isSmall = at < words.length - 1 && (small.has(word) || /^\p{L}$/u.test(word));
    if (isSmall || textTier?.asking.has(word)) optional |= 1 << at;
  });
  return optional === (1 << words.length) - 1 ? 0 : optional;
}

/**
 * @param {Round} round @param {number[]} docs @param {number} required the words that an exact match has, or 0 for none
 */
function rank({ index, words, tiers }, docs, required) {
  const { rank, exact, score } = index.scores;
  for (const doc of docs) {
    const isExact = required && (exact[doc] & required) === required;
    rank[doc] = (isExact ? EXACT : 0) + (tiers.get(doc) ?? 0) * PER_TIER + score[doc];
  }
  if (words.length < 2) return;
  for (const doc of first(index, docs, "relevance", 50)) rank[doc] += phraseBonus(index.columns.titles[doc], words);
}

/**
 * Grows with the neighbours in the query that are also neighbours in the title.
 * @param {string} title @param {string[]} words
 */
function phraseBonus(title, words) {
  const found = runs(fold(title));
  /** @param {string} word @param {string} wanted */
  const fits = (word, wanted) => {
    if (word === wanted || (wanted.length > 2 && word.startsWith(wanted))) return true;
    const most = allowedEdits(wanted);
    return most > 0 && edits(wanted, word, most) <= most;
  };
  let count = 0;
  for (let at = 1; at < words.length; at++)
    if (found.some((word, i) => i && fits(found[i - 1], words[at - 1]) && fits(word, words[at]))) count++;
  return 2 * count + (count && fits(found[0], words[0]) ? 1 : 0);
}
