// @ts-check
// Finds formulas by what a reader types of them: (I - beta k k^T), diag(alpha).
import { mapInSlices } from "./slices.js";

/** @typedef {{ row: number, text: string }} Formula all formulas of a paper, as symbols with spaces around them */

// "a" is not read as alpha, but α, \alpha and alpha are one symbol.
const GREEK =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho s sigma tau upsilon" +
  " phi chi psi omega";
const LETTERS = GREEK.split(" ");
const MOST_GRAMS = 4;

/**
 * The symbols of a formula, in LaTeX or as typed: without subscripts, spaces, brackets and fonts.
 * @param {string} text
 */
export function symbols(text) {
  const plain = text
    .replace(/[α-ω]/g, (letter) => ` ${LETTERS[letter.charCodeAt(0) - 0x3b1]} `)
    .replace(/[Α-Ω]/g, (letter) => ` ${LETTERS[letter.charCodeAt(0) - 0x391]} `)
    .replace(/\^?\s*(?:\{?\\(?:top|intercal)\}?|⊤|ᵀ)/g, " ^ T ")
    .replace(/−/g, "-")
    .replace(/_\{[^{}]*\}|_\\?\w/g, " ")
    .replace(
      /\\(?:operatorname|mathrm|mathbf|boldsymbol|text|bar|hat|tilde|left|right|big+[lr]?|cdot|quad|[,;! ])/gi,
      " ",
    )
    .replace(/\\(?:times|odot|circ|otimes|\*)/g, " * ")
    .replace(/['{}()[\]\\$]/g, " ");
  return plain.toLowerCase().match(/[a-z]+|\d+|[^\sa-z\d]/g) ?? [];
}

/** Symbols with spaces around them, so that runs of whole symbols are found in them. @param {string[]} list */
const spaced = (list) => ` ${list.join(" ")} `;

/** Runs of up to four symbols. @param {string[]} list */
function gramsOf(list) {
  const found = /** @type {Set<string>} */ (new Set());
  for (let size = 1; size <= MOST_GRAMS; size++)
    for (let at = 0; at + size <= list.length; at++) found.add(spaced(list.slice(at, at + size)));
  return found;
}

/** @param {string} lines one for each row @param {import("./slices.js").Pause} pause @returns {Promise<Formula[]>} */
export async function readFormulas(lines, pause) {
  const rows = lines.split("\n").map((line, row) => ({ row, line }));
  const some = rows.filter(({ line }) => line);
  return mapInSlices(some, ({ row, line }) => ({ row, text: spaced(symbols(line)) }), pause);
}

/**
 * The rows with formulas most like the text, if it is a formula; the best first.
 * @param {string} text @param {Formula[]} formulas
 */
export function formulasLike(text, formulas) {
  if (!/[=^+*⊤ᵀα-ωΑ-Ω]|\\\w|\w\s*\(|\(\w/.test(text) || /"|:\S|[a-z]{2}\/[a-z]/i.test(text)) return [];
  const wanted = [...gramsOf(symbols(text))].filter((gram) => /\w/.test(gram));
  const counts = wanted.map((gram) => formulas.filter((one) => one.text.includes(gram)).length);
  /** @param {number} count of formulas with a gram @param {number} at */
  const weight = (count, at) => Math.log(1 + formulas.length / (0.5 + count)) * wanted[at].trim().split(" ").length;
  const most = counts.reduce((sum, count, at) => sum + weight(count, at), 0);
  const scored = formulas.map(({ row, text }) => ({
    row,
    score: counts.reduce((sum, count, at) => sum + (text.includes(wanted[at]) ? weight(count, at) : 0), 0),
  }));
  const best = scored.filter(({ score }) => score > 0.4 * most).sort((a, b) => b.score - a.score || b.row - a.row);
  return best.filter(({ score }) => score > 0.6 * best[0].score).map(({ row }) => row);
}
