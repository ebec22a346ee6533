// Prints the files as the browser reads them, as JSON: one row per paper.
import { wordsIn } from "../../src/paperatlas/assets/search/more.js";
import { authorSlug } from "../../src/paperatlas/assets/search/people.js";
import { file, indexed } from "./table.mjs";

const { columns } = await indexed();
const rows = columns.keys.map((/** @type {string} */ key, /** @type {number} */ doc) => ({
  key,
  name: columns.names[doc],
  title: columns.titles[doc],
  also: columns.also[doc],
  spelled: columns.spelled[doc],
  arxiv: columns.arxiv[doc],
  doi: columns.doi[doc],
  date: columns.dates[doc],
  authors: columns.authors[doc].map((/** @type {number} */ person) => [
    columns.people[person],
    authorSlug(columns, person),
  ]),
  more: columns.more[doc] ?? 0,
  category: columns.categories[columns.category[doc]][0],
  venue: columns.venues[columns.venue[doc]] ?? null,
  year: columns.venueYear[doc],
  label: columns.labels[columns.label[doc]],
  tags: columns.tags[doc].map((/** @type {number} */ tag) => columns.tagNames[tag][0]),
  added: columns.days[columns.added[doc]],
  code: Boolean(columns.flags[doc] & 1),
  method: Boolean(columns.flags[doc] & 2),
  properties: Object.fromEntries(
    [...columns.properties].map(([name, { values, rows }]) => [
      name,
      rows[doc].map((/** @type {number} */ value) => values[value][0]),
    ]),
  ),
}));
process.stdout.write(JSON.stringify({ rows, terms: wordsIn(JSON.parse(file("text"))).terms }));
