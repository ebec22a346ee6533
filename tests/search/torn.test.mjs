// Damaged files and files of another catalogue are rejected, or do no harm.
import assert from "node:assert/strict";
import { test } from "node:test";
import { search } from "../../src/paperatlas/assets/search/engine.js";
import { addText } from "../../src/paperatlas/assets/search/more.js";
import { file, get, indexed, whole } from "./table.mjs";

const index = await whole();
const ALL = { limit: 100_000 };
const NAMES = JSON.parse(file("names"));
const COLUMNS = JSON.parse(file("columns"));

test("a damaged file is rejected with an error that says why", async () => {
  for (const name of ["names", "columns"]) {
    const torn = (/** @type {any} */ text) => (name === "names" ? indexed(text) : indexed(NAMES, text));
    const text = file(name);
    for (const cut of [0, 1, 100, text.length / 2, text.length - 1])
      await assert.rejects(torn(text.slice(0, cut)), Error, `${name} cut at ${cut}`);
    for (const other of ["null", "[]", "{}", "1", '"text"', "<!doctype html><title>404</title>"])
      await assert.rejects(torn(other), { name: /Error/, message: /column|JSON/ }, other);
  }
});

test("columns of other papers than the names are rejected", async () => {
  await assert.rejects(indexed(NAMES, { ...COLUMNS, order: "another" }), /other papers/);
});

const BY_CHARACTER = ["category", "venue", "venueYear", "label", "added", "flags"];
/** Each column by row, with a function that gives its first rows. @type {[string, (many: number) => string][]} */
const BY_ROW = Object.entries({ ...NAMES, ...COLUMNS })
  .filter(
    ([name, column]) =>
      BY_CHARACTER.includes(name) || (typeof column === "string" && !["people", "words", "order"].includes(name)),
  )
  .map(([name, column]) => [
    name,
    (many) => (BY_CHARACTER.includes(name) ? column.slice(0, many) : column.split("\n").slice(0, many).join("\n")),
  ]);

/** Both files, with some columns changed. @param {Record<string, any>} changes @returns {[any, any]} */
const changed = (changes) => [
  { ...NAMES, ...changes },
  { ...COLUMNS, ...changes },
];

for (const [name, some] of BY_ROW)
  test(`the column ${name} is rejected if it is too short, too long or missing`, async () => {
    const long = { ...NAMES, ...COLUMNS }[name] + (BY_CHARACTER.includes(name) ? "#" : "\nmore");
    for (const torn of [some(NAMES.count - 1), long, undefined])
      await assert.rejects(indexed(...changed({ [name]: torn })), { name: "Error", message: /column/ });
  });

test("a property with too few rows is rejected", async () => {
  const { decay } = COLUMNS.properties;
  const torn = { decay: { ...decay, rows: decay.rows.slice(0, decay.rows.lastIndexOf("\n")) } };
  await assert.rejects(indexed(...changed({ properties: torn })), { name: "Error", message: /column/ });
});

test("a damaged text tier is rejected, and search works without it", async () => {
  const fresh = await indexed();
  const text = file("text"),
    read = JSON.parse(text);
  for (const torn of [
    text.slice(0, text.length / 2),
    "",
    "null",
    "{}",
    "[]",
    JSON.stringify({ words: read.words }),
    JSON.stringify({ ...read, rows: read.rows.slice(0, read.rows.lastIndexOf("\n")) }),
    JSON.stringify({ ...read, words: `${read.words}\n0zzz` }),
  ]) {
    await assert.rejects(addText(fresh, torn, get), { name: /Error/, message: /text|JSON/ }, torn.slice(0, 20));
    assert.equal(search(fresh, "mamba2").hits[0].key, "mamba2");
  }
  await addText(fresh, text, get);
  assert.deepEqual(search(fresh, "attention", ALL).hits, search(index, "attention", ALL).hits);
});

test("a text tier of another catalogue is rejected or does no harm", async () => {
  const small = Object.fromEntries(BY_ROW.map(([name, some]) => [name, some(20)]));
  const fresh = await indexed(...changed({ ...small, properties: {}, count: 20 }));
  try {
    await addText(fresh, file("text"), get);
  } catch (error) {
    assert.match(String(error), /text/);
    return;
  }
  for (const query of ["attention", "sequence", "the", "mamba gating"])
    for (const hit of search(fresh, query, ALL).hits) assert.ok(hit.doc < 20 && hit.key);
});

test("an empty catalogue gives a valid index", async () => {
  const empty = Object.fromEntries(BY_ROW.map(([name]) => [name, ""]));
  const nothing = changed({ ...empty, people: "", words: "", properties: {}, count: 0 });
  const none = await indexed(...nothing).catch((error) => assert.fail(String(error)));
  assert.deepEqual(search(none, "mamba", { facets: true }).hits, []);
});
