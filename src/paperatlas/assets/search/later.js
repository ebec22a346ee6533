// @ts-check
// What the search box needs after the first answer.
export { addText } from "./more.js";
export { addColumns } from "./rest.js";
export { results } from "./results.js";
// Loads the rest at once: without this, a browser would find modules only as it reads the ones that import them.
import "./addresses.js";
import "./answers.js";
import "./facets.js";
import "./formulas.js";
import "./messages.js";
import "./narrow.js";
import "./others.js";
import "./people.js";
import "./rarity.js";
import "./stem.js";
import "./summaries.js";
import "../shared/nearest.js";
import "./values.js";
