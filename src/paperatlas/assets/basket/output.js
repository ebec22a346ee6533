// @ts-check
// The papers of the basket in a form to copy or to save.
import { documentOf, save } from "../explore/export.js";
import { element } from "../shared/dom.js";
import { grouped } from "../shared/format.js";
import { latex, markdown, outline } from "./texts.js";

/** @typedef {import("./texts.js").Chosen} Chosen */
/** @typedef {{ text: string, extension: string, mime: string }} Written */

const FORMATS = [
  ["bibtex", "BibTeX"],
  ["biblatex", "BibLaTeX"],
  ["ris", "RIS"],
  ["csl-json", "CSL-JSON"],
  ["csv", "CSV"],
];
const STYLES = ["APA", "IEEE", "ACM", "Chicago", "MLA", "Nature"];
/** @type {Record<string, [string, string, (papers: Chosen[]) => string]>} name, extension, and what writes it */
const OWN = {
  cite: ["LaTeX \\cite", "tex", latex],
  markdown: ["Markdown list", "md", markdown],
  outline: ["Related work, as an outline", "md", outline],
};

/** @param {URL} root @param {string} manifest */
export function output(root, manifest) {
  const title = element("h2", { id: "cite" });
  const choice = element("select", { "aria-label": "Format" });
  const option = (/** @type {string} */ value, /** @type {string} */ name) => element("option", { value }, name);
  const group = (/** @type {string} */ label, /** @type {HTMLOptionElement[]} */ options) =>
    element("optgroup", { label }, ...options);
  choice.append(
    group(
      "To paste",
      Object.entries(OWN).map(([value, [name]]) => option(value, name)),
    ),
    group(
      "Files",
      FORMATS.map(([value, name]) => option(value, name)),
    ),
    group(
      "Bibliography",
      STYLES.map((name) => option(name, `Bibliography, ${name}`)),
    ),
  );
  choice.value = "bibtex";
  const text = element("code", { id: "basket-text" });
  const copy = element("button", { type: "button", class: "action copy", "data-copy": "basket-text" }, "Copy");
  const file = element("button", { type: "button", class: "action" }, "Save");
  const bar = element("div", { class: "cite__bar" }, choice, element("span", {}, copy, " ", file));
  const pre = element("pre", { tabindex: "0", role: "group", "aria-label": "Citations" }, text);
  const node = element("section", { "aria-labelledby": "cite" }, title, element("div", { class: "cite" }, bar, pre));
  let papers = /** @type {Chosen[]} */ ([]);
  let written = /** @type {Written | null} */ (null);
  const show = async () => {
    const [asked, format] = [papers, choice.value];
    title.textContent = `Cite ${grouped(asked.length)}`;
    const made = await write(root, manifest, format, asked).catch(() => null);
    if (asked !== papers || format !== choice.value) return; // something else has been chosen
    written = made;
    text.textContent = made?.text ?? "This format could not be loaded. Check your connection, then reload the page.";
    copy.disabled = file.disabled = !made;
  };
  choice.addEventListener("change", show);
  file.addEventListener("click", () => written && save(written.text, `basket.${written.extension}`, written.mime));
  return {
    node,
    /** @param {Chosen[]} chosen */
    update(chosen) {
      papers = chosen;
      show();
    },
  };
}

/**
 * @param {URL} root @param {string} manifest @param {string} format @param {Chosen[]} papers
 * @returns {Promise<Written>}
 */
async function write(root, manifest, format, papers) {
  if (OWN[format]) {
    const [, extension, make] = OWN[format];
    return { text: make(papers), extension, mime: "text/plain" };
  }
  const keys = papers.map(({ key }) => key);
  if (!STYLES.includes(format)) return documentOf(root, manifest, format, keys);
  const found = await documentOf(root, manifest, "citations", keys);
  const styled = /** @type {Record<string, string>[]} */ (JSON.parse(found.text));
  return {
    text: bibliography(
      styled.map((one) => plain(one[format])),
      format,
    ),
    extension: "txt",
    mime: "text/plain",
  };
}

/** Text without tags. @param {string} html made by the build */
function plain(html) {
  const template = element("template");
  template.innerHTML = html;
  return template.content.textContent ?? "";
}

/** Numbered in the order of the basket, or in that of the alphabet. @param {string[]} entries @param {string} style */
function bibliography(entries, style) {
  const isNumbered = ["IEEE", "ACM", "Nature"].includes(style);
  if (isNumbered) return entries.map((entry, at) => `[${at + 1}] ${entry}\n`).join("");
  return [...entries]
    .sort((a, b) => a.localeCompare(b, "en"))
    .map((entry) => `${entry}\n`)
    .join("\n");
}
