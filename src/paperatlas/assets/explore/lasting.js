// @ts-check
// Links to the files at addresses that last: of all papers, and of a list that is the whole choice.
import { element } from "../shared/dom.js";
import { labelOf, nameOf } from "./facets.js";

/** @typedef {import("../search/columns.js").Columns} Columns */
/** @typedef {import("./files.js").Listed} Listed */

/**
 * The facet and the value that alone are chosen, if there is a list of them. Authors of one paper have none.
 * @param {import("./state.js").State} state @param {Columns} columns @param {Listed} listed @param {number} count
 */
function listOf({ q, filters }, { preprint }, { lasting }, count) {
  const chosen = Object.entries(filters).flatMap(([facet, values]) => values.map((value) => ({ facet, value })));
  const [{ facet, value } = { facet: "", value: "" }] = chosen;
  const isList = facet in lasting && !(facet === "venue" && value === preprint[0]) && !value.includes("..");
  return chosen.length === 1 && isList && !q.trim() && count > Number(facet === "author") ? { facet, value } : null;
}

/**
 * What the menu of exports shows below its buttons.
 * @param {URL} root @param {Parameters<typeof listOf>} choice
 */
export function lastingLinks(root, ...choice) {
  const [, columns, { lasting }] = choice;
  const list = listOf(...choice);
  const line = (/** @type {string} */ name, /** @type {string} */ facet, /** @type {string} */ key) => {
    const links = lasting[facet].flatMap(([format, address]) => {
      const { href } = new URL(address.replace("{}", encodeURIComponent(key)), root);
      return [" ", element("a", { href }, format)];
    });
    return element("p", { class: "explore__lasting" }, name, ...links);
  };
  const all = line("Lasting files of all papers:", "", "");
  if (!list) return [all];
  const { facet, value } = list;
  const key = facet === "venue" ? columns.venueSlugs[columns.venues.indexOf(value)] : value;
  return [line(`${nameOf(columns, facet)} ${labelOf(columns, facet, value)}:`, facet, key), all];
}
