// @ts-check
// Formulas as pages show them: in MathML, while they are typed. The site makes its own with another library, in Python;
// this one is loaded when somebody types the first formula.
import { element } from "../shared/dom.js";

/** @typedef {{ render: (latex: string, node: HTMLElement, options: object) => void }} Temml */

export class Typesetter {
  #library = /** @type {Temml | null} */ (null);
  #loading = false;

  onLoad = () => {}; // shows the formulas again

  /** @param {URL | null} url of the library, if there is one */
  constructor(url) {
    this.url = url;
  }

  /** The formula, or its LaTeX as long as there is no library, or if it cannot be read. @param {string} latex */
  typeset(latex) {
    if (!this.#library) this.#load();
    const node = element("span", { class: "formula" });
    try {
      this.#library?.render(latex, node, { throwOnError: true });
    } catch {
      node.replaceChildren();
    }
    return node.firstChild ? node : element("code", {}, latex);
  }

  #load() {
    if (this.#loading || !this.url) return;
    this.#loading = true;
    const script = element("script", { src: this.url.href });
    script.addEventListener("load", () => {
      this.#library = /** @type {any} */ (globalThis).temml ?? null;
      this.onLoad();
    });
    document.head.append(script);
  }
}
