// For each venue, the papers that its filter leaves, and how many the facet counts. Reads and writes JSON.
import { readFileSync } from "node:fs";
import { search } from "../../src/paperatlas/assets/search/engine.js";
import { indexed } from "./table.mjs";

const index = await indexed();
const venues = JSON.parse(readFileSync(0, "utf8"));
const found = venues.map((/** @type {string} */ venue) => {
  const { hits, facets } = search(index, "", { filters: { venue: [venue] }, facets: true, limit: 100_000 });
  return { keys: hits.map(({ key }) => key), count: facets?.venue.get(venue) };
});
process.stdout.write(JSON.stringify(found));
