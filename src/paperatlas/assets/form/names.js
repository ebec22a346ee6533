// @ts-check
// Names as people paste them: `Last, First and Last, First`, lists with commas, LaTeX accents.

/** Accents of LaTeX as characters that combine with the letter before them. @type {Record<string, string>} */
const ACCENTS = {
  '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
  c: "\u0327", v: "\u030c", u: "\u0306", H: "\u030b", k: "\u0328", r: "\u030a", b: "\u0331", d: "\u0323",
}; // biome-ignore format: one line for each kind
/** @type {Record<string, string>} */
const LETTERS = {
  ss: "ß",
  o: "ø",
  O: "Ø",
  l: "ł",
  L: "Ł",
  ae: "æ",
  AE: "Æ",
  oe: "œ",
  OE: "Œ",
  aa: "å",
  AA: "Å",
  i: "i",
  j: "j",
};

/** A text of BibTeX as plain text: letters for LaTeX accents, and no braces. @param {string} text */
export function withLetters(text) {
  return text
    .replace(/\\(["'`^~=.])\s*\{?\\?([A-Za-z])\}?/g, accented)
    .replace(/\\([cvuHkrbd])(?:\s+|\s*\{)([A-Za-z])\}?/g, accented)
    .replace(/\{?\\(ss|AE|ae|OE|oe|AA|aa|[oOlLij])(?![A-Za-z])\s?(\{\})?\}?/g, (_, letter) => LETTERS[letter])
    .replace(/\\([&%_#$])/g, "$1")
    .replace(/~/g, " ")
    .replace(/[{}]/g, "")
    .replace(/\s+/g, " ")
    .normalize("NFC")
    .trim();
}

/** @param {string} _ @param {string} accent @param {string} letter */
const accented = (_, accent, letter) => letter + ACCENTS[accent];

const PARTICLE = /^\p{Ll}/u; // van der Berg
/** @param {string} name */
const isShort = (name) => !name.includes(" ") || /(?:^|[ .-])\p{Lu}\.$/u.test(name);
/** @param {string} family */
const isFamily = (family) => !family.includes(" ") || PARTICLE.test(family);

/** Whether what is between commas is not `Family, Given` or a name. @param {string[]} parts */
const isNoName = (parts) => parts.length > 3 || (parts.length > 1 && !isFamily(parts[0].trim()));

/** A name with the given name first. @param {string} name */
function turned(name) {
  const parts = name.split(/\s*,\s*/).filter(Boolean);
  if (parts.length === 3 && /^(jr|sr|i+)\.?$/i.test(parts[1])) return `${parts[2]} ${parts[0]} ${parts[1]}`;
  return parts.length === 2 ? `${parts[1]} ${parts[0]}` : parts.join(" ");
}

/**
 * The names in a text, each with the given name first.
 * @param {string} text @returns {string[]}
 */
export function namesIn(text) {
  const plain = withLetters(text.replace(/\n/g, ";"))
    .replace(/[;,\s]+(?:et\.? al\.?|and others)\s*$/i, "")
    .replace(/(?<=\p{L})[*†‡§¶∗＊⋆✱⁎♯✉]+|(?<=\p{L})[\d¹²³⁰-⁹]+(?=\s*(?:,|;|$))/gu, "");
  const parts = plain.split(/\s*;\s*|,?\s+and\s+|\s+&\s+/).filter(Boolean);
  const isListed = parts.map((part) => part.split(",")).some(isNoName);
  if (parts.length > 1 && !isListed) return parts.map(turned);
  const pieces = parts.flatMap((part) => part.split(/\s*[,，、]\s*/)).filter(Boolean);
  return inTurn(pieces) ?? pieces;
}

/**
 * The names of `Byron, Ada, Li, Wu`, where family and given names come in turn; null if they do not.
 * @param {string[]} pieces
 */
function inTurn(pieces) {
  const families = pieces.filter((_, at) => at % 2 === 0);
  const givens = pieces.filter((_, at) => at % 2);
  if (!givens.length || families.length !== givens.length || !families.every(isFamily)) return null;
  const short = givens.filter(isShort).length;
  if (families.length < 2 ? !short && !PARTICLE.test(families[0]) : short * 2 < givens.length) return null;
  return families.map((family, at) => `${givens[at]} ${family}`);
}
