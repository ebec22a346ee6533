// @ts-check
// The papers of a basket as texts to take elsewhere.

/**
 * A paper, as src/paperatlas/exports/basket.py writes it.
 * @typedef {object} Paper
 * @property {string} key
 * @property {string} [was] the old key under which it was asked for
 * @property {string} label
 * @property {string} title
 * @property {string} who
 * @property {string} date YYYY-MM, or YYYY
 * @property {string} venue "" for a preprint
 * @property {string} category
 * @property {number} place of the category among all
 * @property {string} tldr
 * @property {string} cite the citation key
 * @property {string[]} builds the keys of the papers that it builds on
 */
/** @typedef {Paper & { note: string, url: string }} Chosen a paper with the reader's note */

/** @param {string} text */
const escaped = (text) => text.replace(/[\\`*_[\]<>#|~]/g, "\\$&");

/** @param {string} text in one line, for a list */
const line = (text) => escaped(text.trim().replace(/\s+/g, " "));

/** @param {Paper} paper */
const source = ({ venue, date }) => venue || date.slice(0, 4);

/** @param {Chosen[]} papers */
export const latex = (papers) => `\\cite{${papers.map(({ cite }) => cite).join(",")}}\n`;

/** @param {Chosen[]} papers */
export function markdown(papers) {
  const items = papers.map((paper) => {
    const note = paper.note.trim() ? `\n  ${line(paper.note)}` : "";
    return `- [${line(paper.title)}](${paper.url}). ${line(paper.who)}. ${line(source(paper))}.${note}\n`;
  });
  return items.join("");
}

/**
 * An outline for a section on related work: the papers by category, each below the first one of its category that it
 * builds on, with what it does and its citation.
 * @param {Chosen[]} papers
 */
export function outline(papers) {
  const categories = [
    ...new Map([...papers].sort((a, b) => a.place - b.place).map((one) => [one.place, one.category])),
  ];
  return categories.map(([place, name]) => `## ${line(name)}\n\n${tree(papers, place)}`).join("\n");
}

/** @param {Chosen[]} papers @param {number} place of the category */
function tree(papers, place) {
  const inside = papers
    .filter((one) => one.place === place)
    .sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
  const byKey = new Map(papers.map((one) => [one.key, one]));
  const shown = new Set();
  /** @param {Chosen} paper @param {string} indent @returns {string} */
  const item = (paper, indent) => {
    shown.add(paper.key);
    const known = paper.builds.flatMap((key) => byKey.get(key) ?? []);
    const builds = known.length ? ` Builds on ${known.map(({ label }) => line(label)).join(", ")}.` : "";
    const note = paper.note.trim() ? `\n${indent}  Note: ${line(paper.note)}` : "";
    const what = paper.tldr ? `: ${line(paper.tldr)}` : "";
    const text = `${indent}- **${line(paper.label)}** [@${paper.cite}]${what}${builds}${note}\n`;
    const later = inside.filter((one) => !shown.has(one.key) && parentOf(one) === paper);
    return text + later.map((one) => (shown.has(one.key) ? "" : item(one, `${indent}  `))).join("");
  };
  /** @param {Chosen} paper */
  const parentOf = (paper) => inside.find((one) => one !== paper && paper.builds.includes(one.key));
  const roots = inside.filter((one) => !parentOf(one));
  // Papers that build on each other in a circle have no root: each of them that is left begins a list.
  return [...roots, ...inside].map((one) => (shown.has(one.key) ? "" : item(one, ""))).join("");
}
