// What queries find in the real catalogue, and the order of results.
import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIndex, readNames, search } from "../../src/paperatlas/assets/search/engine.js";
import { fold, joined, runs } from "../../src/paperatlas/assets/shared/analyser.js";
import { file, indexed, whole } from "./table.mjs";
import { ALL, columns, first, index, keys, one, people, row, rows, TYPED } from "./catalogue.mjs";

/** Each query of a table finds its paper first. @param {string} what @param {Record<string, string[]>} table */
function finds(what, table) {
  for (const [key, queries] of Object.entries(table))
    for (const query of queries) test(`${what}: ${query}`, () => assert.equal(first(query), key));
}

finds("a name in every spelling", {
  mamba2: ["mamba2", "mamba 2", "mamba-2", "Mamba-2", "MAMBA2", "mamba‑2", "  mamba   2 "],
  flashattention: ["flash attention", "flashattention", "FlashAttention", "flash-attention", "Flash Attention"],
  s4nd: ["S4ND", "s4nd"],
  rwkv7: ["RWKV-7", "rwkv7", "rwkv 7", "rwkv-7"],
  gla: ["GLA", "gla"],
  lolcats: ["LoLCATs", "lolcats"],
  retnet: ["RetNet", "ret net", "ret-net"],
  hgrn2: ["HGRN2", "hgrn 2", "hgrn-2"],
  bmojo: ["B'MOJO", "bmojo", "b mojo"],
  nystromformer: ["Nyströmformer", "nystromformer", "nyströmformer"],
  "gated-deltanet": ["Gated DeltaNet", "gated delta net", "gateddeltanet"],
  "eagle-finch": ["RWKV-5/6", "RWKV-6", "rwkv6", "Eagle and Finch"],
  bitnet: ["BitNet b1.58", "bitnet"],
});

finds("an id in every spelling", {
  gla: [
    "2312.06635",
    "arXiv:2312.06635",
    "arxiv 2312.06635",
    "ARXIV:2312.06635v3",
    "2312.06635v3",
    "2312.0663",
    "https://arxiv.org/abs/2312.06635",
    "https://arxiv.org/pdf/2312.06635v3.pdf",
    "http://arxiv.org/html/2312.06635v1",
    "arxiv.org/abs/2312.06635",
    "(arXiv:2312.06635)",
    "arXiv:2312.06635v6 [cs.LG] 27 Aug 2024",
    "10.48550/arXiv.2312.06635",
    "https://huggingface.co/papers/2312.06635",
  ],
  "efficient-transformers-survey": [
    "10.1145/3530811",
    "doi:10.1145/3530811",
    "https://doi.org/10.1145/3530811",
    "10.1145/35",
    "10.1145/3530811.",
  ],
  flatten: ["10.1109/ICCV51070.2023.00548", "10.1109/iccv51070.2023.00548"],
  sru: ["10.18653/v1/D18-1477", "https://doi.org/10.18653/v1/d18-1477"],
});

test("an id finds its paper alone, and a prefix all papers that have it", () => {
  assert.deepEqual(keys("2312.06635"), ["gla"]);
  const begins = (/** @type {string[]} */ column, /** @type {string} */ prefix) =>
    rows
      .filter((doc) => column[doc].startsWith(prefix))
      .map((doc) => columns.keys[doc])
      .sort();
  for (const prefix of ["2312.", "2312.0", "2405.1"])
    assert.deepEqual(keys(prefix).sort(), begins(columns.arxiv, prefix), prefix);
  for (const prefix of ["10.18653/", "10.18653/v1/2022.emnlp"])
    assert.deepEqual(keys(prefix).sort(), begins(columns.doi, prefix), prefix);
  assert.ok(begins(columns.doi, "10.18653/").length > 3);
});

test("every paper is found first by its own id", () => {
  for (const doc of rows) {
    if (columns.arxiv[doc]) assert.equal(first(columns.arxiv[doc]), columns.keys[doc]);
    if (columns.doi[doc]) assert.equal(first(columns.doi[doc]), columns.keys[doc]);
  }
});

test("an id that no paper has finds nothing", () => {
  assert.deepEqual(keys("9912.99999"), []);
  assert.deepEqual(keys("10.5555/nothing"), []);
});

test("an exact name or title finds its paper first", () => {
  const missed = [];
  for (const doc of rows)
    for (const text of [columns.names[doc], columns.titles[doc]]) {
      const found = text && search(index, text).hits[0]?.doc;
      // Two papers may have the same name (Graph Mamba, Graph-Mamba).
      if (text && ![columns.names[found], columns.titles[found]].some((other) => joined(other) === joined(text)))
        missed.push([text, columns.keys[found]]);
    }
  assert.deepEqual(missed, []);
});

test("the words before a title's colon are a name", () => {
  const missed = [];
  for (const doc of rows) {
    const head = columns.titles[doc].split(":")[0];
    if (head === columns.titles[doc]) continue;
    const found = search(index, head).hits[0].doc;
    const names = [
      columns.names[found],
      columns.titles[found],
      columns.titles[found].split(":")[0],
      ...columns.also[found].split(" | "),
    ];
    if (!names.some((name) => joined(name) === joined(head))) missed.push([head, columns.keys[found]]);
  }
  assert.deepEqual(missed, []);
  assert.equal(first("legendre memory units"), "lmu");
});

finds("of names that begin with the query, the shortest comes first", {
  "gated-deltanet": ["gated deltan", "gateddelta"],
  mamba: ["mam", "mamb"],
  flashattention: ["flash att"],
});

finds("a name without its version means the first version", {
  rwkv: ["rwkv", "RWKV"],
  mamba: ["mamba"],
  jamba: ["jamba"],
  "gated-deltanet": ["gated deltanet"],
  s4: ["s4"],
  xlstm: ["xlstm"],
  lasp: ["lasp"],
});

test("a name that begins with the query ranks above a paper that only mentions it", () => {
  const found = keys("hyen");
  assert.deepEqual(found.slice(0, 3).sort(), ["hyena", "hyenadna", "laughing-hyena"].sort());
});

finds("the initials of a title", {
  transformer: ["aiayn", "AIAYN"],
  "fast-weight-programmers": ["ltasfwp"],
  "hippo-basis": ["httyh", "HTTYH"],
  "linear-transformer": ["transformers are rnns"],
  ttt: ["ttt"],
});

finds("while the reader is still typing", {
  "gated-deltanet": ["gated delta net"],
  flashattention: ["flasha", "flash att"],
  gla: ["gated linear attention transf"],
  hedgehog: ["hedg"],
  longhorn: ["longh"],
  retnet: ["retentive netw"],
  transformer: ["attention is all"],
});

finds("a typo is forgiven", {
  mamba: ["mabma", "mmaba", "manba"],
  hyena: ["hyna", "hyenna"],
  flashattention: ["flashatention", "flahsatention", "flash atention"],
  gla: ["gated linaer attention"],
  linformer: ["linfromer", "lnformer"],
  longhorn: ["longhron", "lonhgorn"],
  hedgehog: ["hedghog"],
  performer: ["perfomer", "pefromer"],
  nystromformer: ["nistromformer"],
});

test("shorter words may have fewer typos", () => {
  assert.ok(!keys("glx").includes("gla"), "none below four letters");
  assert.ok(!keys("h4x").includes("h3"));
  assert.ok(keys("griffn").includes("griffin"), "one up to seven");
  assert.ok(!keys("grxffn").includes("griffin"), "not two up to seven");
  assert.ok(keys("hedghgo").includes("hedgehog") || keys("hedgghgo").includes("hedgehog"), "two from eight");
  assert.ok(!keys("hxdgghgo").includes("hedgehog"), "never three");
});

test("an exact word ranks above a similar one", () => {
  let mixed = 0;
  for (const query of TYPED) {
    const exact = search(index, query, ALL).hits.map((hit) => hit.exact);
    assert.deepEqual(
      exact,
      [...exact].sort((a, b) => Number(b) - Number(a)),
      query,
    );
    if (exact.length && exact[0] && !exact[exact.length - 1]) mixed++;
  }
  assert.ok(mixed > 0, "there are queries with both");
  assert.ok(
    search(index, "mamba", ALL).hits.every((hit) => hit.exact),
    "a word that exists is not taken for a typo",
  );
});

test("all words must match: more words narrow", () => {
  for (let i = 0; i < 300; i++) {
    const words = runs(fold(one(columns.titles)));
    const a = one(words),
      b = one(words);
    if ([a, b].some((word) => index.textTier?.asking.has(word)) || a.length === 1) continue; // optional
    const both = search(index, `${a} ${b}`, ALL);
    assert.ok(!both.partial);
    const [left, right] = [new Set(keys(a)), new Set(keys(b))];
    // Adjacent words also match as one: "flash attention" finds FlashAttention.
    const joint = new Set(keys(a + b));
    // A paper with its whole name in the query is found too.
    for (const { key } of both.hits)
      assert.ok((left.has(key) && right.has(key)) || joint.has(key) || [a, b].includes(key), `${a} ${b}: ${key}`);
  }
});

test("small words are optional, except as the last word or if all words are small", () => {
  const of = search(index, "kernels of the delta rule", ALL);
  assert.deepEqual([of.partial, of.hits.every((hit) => hit.exact)], [false, true]);
  assert.deepEqual(
    new Set(keys("kernels of the delta rule")),
    new Set([...keys("kernels delta rule"), ...keys("kernels of the delta rule")]),
  );
  assert.equal(first("attention is all you need"), "transformer");
  assert.ok(search(index, "the", ALL).count < columns.count);
});

test("an initial matches a given name", () => {
  const whole = search(index, "schmidhuber", ALL),
    short = search(index, "J. Schmidhuber", ALL);
  assert.ok(whole.count > 1);
  assert.deepEqual(
    [short.partial, new Set(short.hits.map((hit) => hit.key))],
    [false, new Set(whole.hits.map((hit) => hit.key))],
  );
});

test("a typo in a name ranks above a word that was split in two", () => {
  assert.equal(first("kimi linera"), "kimi-linear");
  assert.equal(first("titnas"), "titans");
});

test("if no paper has all words, the results are those with any of them, marked as partial", () => {
  const found = search(index, "zebra quantum mamba", ALL);
  assert.equal(found.partial, true);
  assert.equal(found.hits[0].key, "zebra-llama");
  assert.ok(found.count > 0);
  assert.ok(found.hits.every((hit) => !hit.exact));
  assert.equal(search(index, "selective mamba").partial, false);
  const nothing = search(index, "xqzv");
  assert.deepEqual([nothing.hits, nothing.count, nothing.partial], [[], 0, false]);
});

test("if no paper has all words, rare words count for more", () => {
  const found = search(index, "attention chromodynamics fourier", ALL);
  assert.equal(found.partial, true);
  const [rare, common] = [new Set(keys("fourier")), new Set(keys("attention"))];
  assert.ok(rare.size < common.size);
  assert.ok(rare.has(found.hits[0].key), found.hits[0].key);
});

test("words of questions need not be in a paper, and another form of a word is found", () => {
  assert.equal(first("what is the delta net and how does it work"), "deltanet");
  assert.equal(first("linear transformers"), "linear-transformer");
  assert.deepEqual(keys("tokenization").sort(), keys("tokenisation").sort());
});

test("a whole name among other words comes first, also if it is misspelt", () => {
  assert.equal(first("gu hippo"), "hippo");
  assert.equal(first("meta megalodon"), "megalodon");
  assert.equal(first("grifin hawk"), "griffin");
});

test("a version may be written in other ways", () => {
  for (const query of ["Mamba II", "mamba v2", "mamba-2"]) assert.equal(first(query), "mamba2", query);
});

test("a paper is found by its citation key, its repository and its formulas", () => {
  for (const query of ["yang2024gated", "\\citep{yang2024gated}", "@yang2024gated"])
    assert.equal(first(query), "gla", query);
  for (const query of ["https://github.com/berlino/gated_linear_attention", "berlino/gated_linear_attention.git"])
    assert.equal(first(query), "gla", query);
  assert.equal(first("(q^T k)^p"), "power-attention");
  assert.ok(keys("(I - beta k k^T)").includes("deltanet"));
  assert.equal(first("(I - β k k⊤)"), first("(I - beta k k^T)"));
});

test("ids are found in full width and with blanks", () => {
  for (const query of ["２３１２．０６６３５", "arxiv 2312 06635", "231206635", "2312 . 06635"])
    assert.equal(first(query), "gla", query);
});

test("a comparison finds both sides", () => {
  for (const query of [
    "gla vs retnet",
    "difference between GLA and RetNet",
    "What is the difference between retnet and gla?",
  ])
    assert.deepEqual(keys(query).slice(0, 2).sort(), ["gla", "retnet"], query);
});

test("the first author ranks above the others", () => {
  for (const name of ["songlin yang", "albert gu", "tri dao", "zhen qin"]) {
    const found = keys(name)
      .map(row)
      .filter((doc) => people(doc).some((person) => joined(person) === joined(name)));
    assert.ok(found.length > 1, name);
    const isFirst = found.map((doc) => joined(people(doc)[0]) === joined(name));
    assert.deepEqual(
      isFirst,
      [...isFirst].sort((a, b) => Number(b) - Number(a)),
      name,
    );
    assert.ok(isFirst[0], name);
  }
});

test("names of authors are found with and without accents", () => {
  const marked = [...new Set(columns.people.filter((/** @type {string} */ name) => /[^\x00-\x7f]/.test(name)))];
  assert.ok(marked.length > 10);
  for (const name of marked) assert.deepEqual(keys(fold(name)), keys(name), name);
});

test("the order does not depend on earlier searches", async () => {
  const other = await whole();
  for (const query of TYPED) {
    const found = search(index, query, ALL).hits;
    assert.deepEqual(search(index, query, ALL).hits, found);
    assert.deepEqual(search(other, query, ALL).hits, found, query);
  }
});

test("the newer of two equal papers comes first", () => {
  for (const query of TYPED) {
    const { hits } = search(index, query, ALL);
    for (let i = 1; i < hits.length; i++)
      assert.ok(
        hits[i - 1].score > hits[i].score || (hits[i - 1].score === hits[i].score && hits[i - 1].doc < hits[i].doc),
        query,
      );
  }
  for (let doc = 1; doc < columns.count; doc++) assert.ok(columns.dates[doc - 1] >= columns.dates[doc]);
});

test("a limit gives the first of all results", () => {
  for (const query of [...TYPED, ""])
    for (const sort of ["relevance", "newest", "oldest", "title", "added"]) {
      const whole = keys(query, { ...ALL, sort });
      for (const limit of [1, 7, 20, 101])
        assert.deepEqual(keys(query, { sort, limit }), whole.slice(0, limit), `${query} ${sort} ${limit}`);
      assert.equal(search(index, query, { sort, limit: 1 }).count, whole.length);
    }
});

test("explanations do not change the results, and name the words that count", () => {
  for (const query of ["mamba-2", "gated linaer attention", "songlin yang 2024", "2312.06635", ""]) {
    const plain = search(index, query, ALL).hits,
      explained = search(index, query, { ...ALL, explain: true }).hits;
    assert.deepEqual(
      explained.map(({ key, score, places, exact }) => ({ key, score, places, exact })),
      plain.map(({ key, score, places, exact }) => ({ key, score, places, exact })),
    );
    for (const { steps } of explained)
      for (const { word, term, weight } of steps ?? []) assert.ok(word && term && weight > 0);
  }
  const [hit] = search(index, "songlin yang", { explain: true }).hits;
  assert.deepEqual((hit.steps ?? []).map(({ term }) => term).sort(), ["songlin", "yang"]);
});

test("joined words are split and all searched", () => {
  // Each is split in two: more words than anyone types.
  const query = "transformerquality ".repeat(9),
    found = search(index, query, ALL);
  assert.deepEqual(found.hits.map((hit) => hit.key).sort(), keys("transformerquality").sort());
  assert.equal(found.partial, false);
});

test("another spelling of an author's name is not a name of the paper", () => {
  const hits = search(index, "christopher re", { ...ALL, explain: true }).hits;
  assert.ok(hits.length > 5);
  assert.deepEqual(
    hits.filter((hit) => hit.tier).map((hit) => hit.key),
    [],
  );
  assert.equal(first("xu owen he"), "fox", "the spelling still finds the paper");
});

test("words of the summaries are found only with the text tier", async () => {
  const bare = await indexed();
  const word = [...(index.textTier?.terms ?? [])].find(
    (term) => term.length > 7 && !index.terms.some((other) => other.startsWith(term)),
  );
  assert.ok(word);
  assert.ok(keys(word).length > 0);
  assert.ok(search(index, word).hits[0].exact);
  assert.ok(!search(bare, word, ALL).hits.some((hit) => hit.exact));
});

test("a word in a name counts more than a word in a summary", () => {
  const found = search(index, "hyena", ALL).hits,
    TEXT = 1 << 8;
  const isText = found.map((hit) => hit.places === TEXT);
  assert.ok(isText.includes(true), "some summaries mention it");
  assert.deepEqual(
    isText,
    [...isText].sort((a, b) => Number(a) - Number(b)),
  );
});

test("names and titles alone find the paper of each name", async () => {
  const early = await buildIndex(await readNames(file("names")));
  for (const doc of rows) {
    const name = columns.names[doc] || columns.titles[doc];
    const [found] = search(early, name).hits;
    assert.deepEqual([found.key, found.exact], [first(name), true], name);
  }
  for (const query of ["gated linear attention", "flash attention", "delta rule", "mamba"])
    for (const { key, exact } of search(early, query, ALL).hits) assert.ok(!exact || keys(query).includes(key), query);
  assert.ok(!search(early, "songlin", ALL).hits.some(({ exact }) => exact), "authors come later");
});
