// Answers questions about the form's scripts: reads JSON, one question a line, and writes JSON.
import { createInterface } from "node:readline";
import { fromBibtex } from "../../src/paperatlas/assets/form/bibtex.js";
import { problems } from "../../src/paperatlas/assets/form/check.js";
import { fromLink, rightValue } from "../../src/paperatlas/assets/form/meant.js";
import { namesIn } from "../../src/paperatlas/assets/form/names.js";
import { changes } from "../../src/paperatlas/assets/form/send.js";
import { citeKeyOf, keyOf } from "../../src/paperatlas/assets/form/usual.js";
import { entryText } from "../../src/paperatlas/assets/form/yaml.js";

/** What each question is answered with. @type {Record<string, (...given: any[]) => unknown>} */
const ANSWERS = {
  bibtex: fromBibtex,
  changes,
  check: problems,
  citeKey: citeKeyOf,
  entry: entryText,
  key: keyOf,
  link: fromLink,
  meant: rightValue,
  names: namesIn,
};

for await (const line of createInterface({ input: process.stdin })) {
  const [what, ...given] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(ANSWERS[what](...given))}\n`);
}
