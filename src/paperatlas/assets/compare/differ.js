// @ts-check
// Marks in formulas what another one does not have.

const BRACKETS = "()[]{}⟨⟩|‖";

/** The terms of a formula, in order. @param {Element} formula */
const termsOf = (formula) => [...formula.querySelectorAll("math > *")];

/** What a term looks like. @param {Element} term */
const look = (term) => term.outerHTML.replace(/ (form|stretchy|class|lspace|rspace)="[^"]*"/g, "");

/**
 * The places of each list that are not in their longest common subsequence.
 * @param {string[]} a @param {string[]} b @returns {[Set<number>, Set<number>]}
 */
export function differing(a, b) {
  const length = [...Array(a.length + 1)].map(() => Array(b.length + 1).fill(0)); // of that of the rests
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i][j] = a[i] === b[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
  const [left, right] = [new Set(a.keys()), new Set(b.keys())];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      left.delete(i++);
      right.delete(j++);
    } else if (length[i + 1][j] >= length[i][j + 1]) i++;
    else j++;
  }
  return [left, right];
}

/**
 * Marks the terms of formulas that differ from those of the first one, and in it those that another does not have.
 * @param {Element[]} formulas @returns {boolean} whether any differ
 */
export function markDifferences(formulas) {
  const terms = formulas.map(termsOf);
  const looks = terms.map((some) => some.map(look));
  const marked = formulas.map(() => /** @type {Set<number>} */ (new Set()));
  looks.slice(1).forEach((other, at) => {
    const [first, second] = differing(looks[0], other);
    for (const place of first) marked[0].add(place);
    marked[at + 1] = second;
  });
  marked.forEach((places, at) => {
    for (const place of places) if (terms[at][place].textContent === ",") places.delete(place); // between equations
    mark(terms[at], places);
  });
  return marked.some((places) => places.size > 0);
}

/** Puts neighbouring terms that are marked in one box. @param {Element[]} terms @param {Set<number>} places */
function mark(terms, places) {
  let box = /** @type {Element | null} */ (null);
  terms.forEach((term, at) => {
    if (!places.has(at)) {
      box = null;
      return;
    }
    // At the edge of a box an operator would lose the space around it.
    const isEdge = !term.previousElementSibling && !box;
    if (term.localName === "mo" && !isEdge && !BRACKETS.includes(term.textContent ?? ""))
      term.setAttribute("form", "infix");
    if (!box || box.parentNode !== term.parentNode) {
      box = document.createElementNS(term.namespaceURI, "mrow");
      box.setAttribute("class", "differs");
      term.before(box);
    }
    box.append(term);
  });
}
