// Texts as JSON on the way in, a line each; the words of each on the way out, and the address it would have.
import { createInterface } from "node:readline";
import { words } from "../../docs/assets/search/analyser.js";
import { slug } from "../../docs/assets/search/analyser.js";

for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(
    `${JSON.stringify(JSON.parse(line).map((/** @type {string} */ text) => [words(text), slug(text)]))}\n`,
  );
