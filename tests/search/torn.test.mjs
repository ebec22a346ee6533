// Damaged files and files of another catalogue are rejected, or do no harm.
import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIndex, readColumns, search } from "../../docs/assets/search/engine.js";
import { addText } from "../../docs/assets/search/more.js";
import { file, get } from "./table.mjs";

const columns = await readColumns(file("columns"));
const index = await buildIndex(columns);
addText(index, file("text"), get);
const ALL = { limit: 100_000 };

test("a damaged file is rejected with an error that says why", async () => {
  const whole = file("columns");
  for (const cut of [0, 1, 100, whole.length / 2, whole.length - 1])
    await assert.rejects(readColumns(whole.slice(0, cut)), Error, `cut at ${cut}`);
  for (const other of ["null", "[]", "{}", "1", '"text"', "<!doctype html><title>404</title>"])
    await assert.rejects(readColumns(other), { name: /Error/, message: /column|JSON/ }, other);
});

const COLUMN = JSON.parse(file("columns"));
const BY_CHARACTER = ["category", "venue", "venueYear", "label", "added", "flags"];
/** Each column by row, with a function that gives its first rows. @type {[string, (many: number) => string][]} */
const BY_ROW = Object.entries(COLUMN)
  .filter(
    ([name, column]) =>
      BY_CHARACTER.includes(name) || (typeof column === "string" && name !== "people" && name !== "words"),
  )
  .map(([name, column]) => [
    name,
    (many) => (BY_CHARACTER.includes(name) ? column.slice(0, many) : column.split("\n").slice(0, many).join("\n")),
  ]);

for (const [name, some] of BY_ROW)
  test(`the column ${name} is rejected if it is too short, too long or missing`, async () => {
    const long = COLUMN[name] + (BY_CHARACTER.includes(name) ? "#" : "\nmore");
    for (const torn of [some(columns.count - 1), long, undefined])
      await assert.rejects(readColumns(JSON.stringify({ ...COLUMN, [name]: torn })), {
        name: "Error",
        message: /column/,
      });
  });

test("a property with too few rows is rejected", async () => {
  const torn = JSON.parse(file("columns"));
  torn.properties.decay.rows = torn.properties.decay.rows.slice(0, torn.properties.decay.rows.lastIndexOf("\n"));
  await assert.rejects(readColumns(torn), { name: "Error", message: /column/ });
});

test("a damaged text tier is rejected, and search works without it", async () => {
  const fresh = await buildIndex(columns);
  const whole = file("text"),
    read = JSON.parse(whole);
  for (const torn of [
    whole.slice(0, whole.length / 2),
    "",
    "null",
    "{}",
    "[]",
    JSON.stringify({ words: read.words }),
    JSON.stringify({ ...read, rows: read.rows.slice(0, read.rows.lastIndexOf("\n")) }),
    JSON.stringify({ ...read, words: `${read.words}\n0zzz` }),
  ]) {
    assert.throws(() => addText(fresh, torn, get), { name: /Error/, message: /text|JSON/ }, torn.slice(0, 20));
    assert.equal(search(fresh, "mamba2").hits[0].key, "mamba2");
  }
  addText(fresh, whole, get);
  assert.deepEqual(search(fresh, "attention", ALL).hits, search(index, "attention", ALL).hits);
});

test("a text tier of another catalogue is rejected or does no harm", async () => {
  const small = { ...COLUMN, ...Object.fromEntries(BY_ROW.map(([name, some]) => [name, some(20)])), properties: {} };
  const fresh = await buildIndex(await readColumns(small));
  try {
    addText(fresh, file("text"), get);
  } catch (error) {
    assert.match(String(error), /text/);
    return;
  }
  for (const query of ["attention", "sequence", "the", "mamba gating"])
    for (const hit of search(fresh, query, ALL).hits) assert.ok(hit.doc < 20 && hit.key);
});

test("an empty catalogue gives a valid index", async () => {
  const empty = {
    ...COLUMN,
    ...Object.fromEntries(BY_ROW.map(([name]) => [name, ""])),
    people: "",
    words: "",
    properties: {},
  };
  const none = await readColumns(empty)
    .then(buildIndex)
    .catch((error) => assert.fail(String(error)));
  assert.deepEqual(search(none, "mamba", { facets: true }).hits, []);
});
