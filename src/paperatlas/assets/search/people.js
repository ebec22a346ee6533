// @ts-check
// The names of authors.
import { fold } from "../shared/analyser.js";
import { keyFromName } from "./columns.js";

/** @typedef {import("./columns.js").Columns} Columns */

/** A person's slug, as in the address of the page. @param {Columns} columns @param {number} person */
export const authorSlug = ({ slugs, people }, person) => slugs.get(String(person)) ?? keyFromName(people[person]);

/** Folded names of people, made at the first query. @type {WeakMap<Columns, string[]>} */
const foldedPeople = new WeakMap();

/** @param {Columns} columns @returns {string[]} */
export function peopleFolded(columns) {
  // Folding all names at once takes a tenth of the time.
  if (!foldedPeople.has(columns)) foldedPeople.set(columns, fold(columns.people.join("\n")).split("\n"));
  return /** @type {string[]} */ (foldedPeople.get(columns));
}
