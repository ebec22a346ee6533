// A query as typed, taken apart.
import assert from "node:assert/strict";
import { test } from "node:test";
import { edits, nearest, parse, span } from "../../docs/assets/search/query.js";
import { cases } from "./table.mjs";

const NOTHING = { words: [], phrases: [], without: [], fields: [], arxiv: "", doi: "", unknown: [] };

for (const [text, expected] of cases.queries)
  test(`the query ${text || "of nothing"}`, () => {
    const query = /** @type {Record<string, unknown>} */ (parse(text));
    // What a case does not name is empty, and a field is left out only where it says so.
    const whole = { ...NOTHING, ...expected, fields: (expected.fields ?? []).map((/** @type {any[]} */ [name, value, isLeftOut = false]) => [name, value, isLeftOut]) };
    for (const [name, value] of Object.entries(whole)) assert.deepEqual(query[name], value, name);
  });

for (const [text, from, to] of cases.spans)
  test(`the years of ${JSON.stringify(text)}`, () => assert.deepEqual(span(text), [from, to]));

for (const [one, two, most, count] of cases.edits)
  test(`${count} edits from ${JSON.stringify(one)} to ${JSON.stringify(two)}`, () => {
    assert.equal(edits(one, two, most), count);
    assert.equal(edits(two, one, most), count);
  });

test("the nearest name of a field is offered, and none where none is near", () => {
  const known = ["author", "year", "venue", "tag"];
  assert.equal(nearest("autor", known), "author");
  assert.equal(nearest("yaer", known), "year");
  assert.equal(nearest("venues", known), "venue");
  assert.equal(nearest("bibliography", known), "");
  assert.equal(nearest("author", []), "");
});

test("only the fields that are known are fields", () => {
  assert.deepEqual(parse("decay:none", ["decay"]).fields, [["decay", "none", false]]);
  assert.deepEqual(parse("decay:none", ["author"]).unknown, ["decay"]);
});

test("a query has an end", () => {
  const query = parse("word ".repeat(5_000));
  assert.ok(query.words.length <= 20);
  assert.ok(parse("x".repeat(10_000)).words.join("").length <= 1_000);
});
