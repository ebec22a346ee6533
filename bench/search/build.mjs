// Builds the indexes that are not built in the browser: node build.mjs RECORDS FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import MiniSearch from "minisearch";
import * as pagefind from "pagefind";
import { OPTIONS } from "./page/minisearch.js";

const [source, folder] = process.argv.slice(2);
const records = JSON.parse(readFileSync(source, "utf8"));

const mini = new MiniSearch(OPTIONS);
mini.addAll(records);
writeFileSync(`${folder}/minisearch/index.json`, JSON.stringify(mini));

/** @param {string} text */
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const { index } = await pagefind.createIndex();
if (!index) throw new Error("Pagefind does not start");
for (const { key, name, title, authors, venue, tags, category, ids, summary } of records) {
  const content = `<!doctype html><html lang="en"><head><title>${escape(title)}</title></head><body data-pagefind-body>
    <p data-pagefind-weight="10">${escape(name)}</p><h1>${escape(title)}</h1>
    <p data-pagefind-weight="3">${escape(authors)}</p><p>${escape([venue, tags, category, ids].join(" · "))}</p>
    <p>${escape(summary)}</p></body></html>`;
  const { errors } = await index.addHTMLFile({ url: `/${key}/`, content });
  if (errors.length) throw new Error(errors.join("\n"));
}
await index.writeFiles({ outputPath: `${folder}/pagefind` });
await pagefind.close();
