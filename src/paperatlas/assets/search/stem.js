// @ts-check
// A light stem of English words. It is always the beginning of the word: sorted words with one stem are together.

const RULES = /** @type {[RegExp, number][]} */ ([
  [/i[sz](?:ations?|ers?|e[ds]?|ing)$/, 4], // tokenization, tokenise
  [/(?:ational|ations?|ences?|ents?|ency|ional|ions?|ives?|ivity|ities|ity|ments?|ness)$/, 4],
  [/(?:ings?|edly|ed|ers?|ors?|ies|ally|al|ly|ic|ics)$/, 3],
  [/(?:(?<=s|x|z|ch|sh)es|(?<![sui])s|e|y)$/, 3],
]);

/** @type {Map<string, string>} */
const known = new Map();

/** @param {string} word folded */
export function stem(word) {
  const found = known.get(word);
  if (found !== undefined) return found;
  let text = word;
  for (const [ending, least] of RULES) {
    const at = text.search(ending);
    if (at >= least) text = text.slice(0, at);
  }
  if (text !== word) text = text.replace(/([bdglmnprt])\1$/, "$1");
  if (known.size > 1e5) known.clear();
  known.set(word, text);
  return text;
}
