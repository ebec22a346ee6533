// What citation-js reads from a file of citations: `node citations.mjs FOLDER FILE`. FOLDER has its node_modules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, file] = process.argv.slice(2);
const { Cite, logger } = createRequire(`${resolve(folder)}/`)("@citation-js/core");
for (const name of ["bibtex", "ris", "csl"]) createRequire(`${resolve(folder)}/`)(`@citation-js/plugin-${name}`);
const warnings = [];
if (logger) logger.level = "warn";
for (const name of ["warn", "error"]) console[name] = (...words) => warnings.push(words.join(" "));
const { data } = new Cite(readFileSync(file, "utf8"));
process.stdout.write(JSON.stringify({ data, warnings }));
