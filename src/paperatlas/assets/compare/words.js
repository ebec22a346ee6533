// @ts-check
// How methods differ, in one sentence. All words for properties and their values are those of the table.

/** @typedef {import("./table.js").MethodTable} MethodTable */

/** A list in words: a, b and c. @param {string[]} texts */
export const joined = (texts) =>
  texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;

/**
 * What methods share and in what they differ.
 * @param {MethodTable} methods @param {HTMLTableRowElement[]} rows the first is the reference
 */
export function inWords(methods, rows) {
  const facts = methods.columns
    .filter(({ key, kind }) => methods.isProperty(key) && kind !== "derived") // which follows from the others
    .map(({ key, name }) => {
      const values = rows.map((row) => methods.cell(row, key).textContent ?? "");
      return { name: name.toLowerCase(), values, isShared: new Set(values).size === 1 };
    })
    .filter(({ values }) => values.every(Boolean)); // what an entry leaves out, nobody can compare
  const shared = facts.filter(({ isShared }) => isShared).map(({ name, values }) => `${name} (${values[0]})`);
  const others = facts.filter(({ isShared }) => !isShared);
  const names = rows.map(methods.name);
  if (!others.length) return `${joined(names)} have the same ${joined(shared)}; what differs is in the formulas.`;
  const same = shared.length ? ` and ${rows.length > 2 ? "share" : "has the same"} ${joined(shared)}` : "";
  if (rows.length === 2) {
    const differ = others.map(({ name, values }) => `${name} (${values[1]} instead of ${values[0]})`);
    return `${names[1]} differs from ${names[0]} in ${joined(differ)}${same}.`;
  }
  const differ = others.map(({ name, values }) => `${name} (${byValue(values, names)})`);
  return `These methods differ in ${joined(differ)}${same}.`;
}

/** Each value with the methods that have it. @param {string[]} values @param {string[]} names */
function byValue(values, names) {
  const of = (/** @type {string} */ value) => joined(names.filter((_, at) => values[at] === value));
  return [...new Set(values)].map((value) => `${value} in ${of(value)}`).join("; ");
}
