// @ts-check
// A formula as a page shows it.
import { element } from "../shared/dom.js";

/** @param {string} latex @returns {Node} */
export function typeset(latex) {
  return element("code", {}, latex);
}
