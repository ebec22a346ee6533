// @ts-check
// What becomes of the form: the text of the entry, or the lines that change, and the way to the repository.
import { element } from "../shared/dom.js";
import { entryText, fieldLines } from "./yaml.js";

/** @typedef {import("./schema.js").Data} Data */
/** @typedef {import("./yaml.js").Values} Values */
/**
 * @typedef {object} Places where the form leads to; "" where the host has no such page
 * @property {string} create the page for a new file
 * @property {string} edit what comes before the name of a file in the address that edits it
 * @property {string} suggest the page for an issue that suggests a paper
 * @property {string} host its name
 * @property {boolean} takesText whether its page for a new file can be filled in
 */

const LONGEST = 6000; // characters of an address: servers refuse longer ones

/** The fields of an entry that are not as they were, in the usual order. */
export function changes(/** @type {Values} */ before, /** @type {Values} */ after, /** @type {string[]} */ order) {
  const lines = (/** @type {Values} */ values, /** @type {string} */ name) => fieldLines(name, values[name]).join("\n");
  const changed = order.filter((name) => lines(before, name) !== lines(after, name));
  return {
    written: changed.filter((name) => lines(after, name)),
    removed: changed.filter((name) => !lines(after, name)),
    text: changed
      .map((name) => lines(after, name))
      .filter(Boolean)
      .join("\n"),
  };
}

/** The part of the page with the text of the entry, and the buttons. */
export class Output {
  /** @param {Places} places @param {Data} data */
  constructor(places, data) {
    this.places = places;
    this.data = data;
    this.code = element("code", { id: "form-text" });
    this.words = element("p", { class: "form__how" });
    this.link = element("a", { class: "action action--main" });
    this.more = element("p", { class: "form__help form__more" });
    const copy = element("button", { type: "button", class: "action copy", "data-copy": "form-text" }, "Copy");
    this.pre = element("pre", { tabindex: "0" }, this.code);
    this.actions = element("p", { class: "form__actions" }, this.link, copy);
    this.node = element("div", {}, this.words, this.actions, this.more, this.pre);
  }

  /** A new entry. @param {Values} values @param {string} key */
  showNew(values, key) {
    const text = entryText(values, this.data.order);
    const { create, host, takesText } = this.places;
    this.code.textContent = text;
    const file = `${key || "the-key"}.yml`;
    const whole = create && `${create}?filename=${encodeURIComponent(file)}&value=${encodeURIComponent(text)}`;
    const isLong = whole.length > LONGEST;
    const pasted = `Copy it first; ${host} then opens an empty new file, into which you paste it.`;
    const isFilled = takesText && !isLong;
    this.words.textContent = `This is the file ${file} of the folder papers.`;
    this.#lead(isFilled ? whole : create && `${create}?filename=${encodeURIComponent(file)}`, `Open it at ${host}`);
    if (!create) this.more.textContent = "Copy it, and send it to those who keep this catalogue.";
    else if (isFilled)
      this.more.textContent = `${host} opens a new file with this text. Propose it there: you can still change it.`;
    else if (isLong) this.more.textContent = `The text is too long for a link. ${pasted}`;
    else this.more.textContent = pasted;
  }

  /** What changes in an entry. @param {Values} before @param {Values} after @param {string} key */
  showChanges(before, after, key) {
    const { written, removed, text } = changes(before, after, this.data.order);
    const { edit, host } = this.places;
    const isSame = !written.length && !removed.length;
    this.pre.hidden = this.actions.hidden = isSame;
    this.code.textContent = text;
    this.words.textContent = isSame ? "Nothing is changed yet." : howTo(written, removed);
    this.#lead(edit && `${edit}${key}.yml`, `Open the file at ${host}`);
    const rest = "So the comments and all other lines of the file stay as they are.";
    this.more.textContent = isSame
      ? ""
      : `Copy these lines, open the file, and paste them in place of the old ones. ${rest}`;
  }

  /** @param {string} href @param {string} text */
  #lead(href, text) {
    this.link.hidden = !href;
    this.link.href = href;
    this.link.textContent = text;
  }
}

/** @param {string[]} written @param {string[]} removed */
function howTo(written, removed) {
  const parts = [];
  if (written.length) parts.push(`These fields change: ${written.join(", ")}.`);
  if (removed.length) parts.push(`Remove from the file: ${removed.join(", ")}.`);
  return parts.join(" ");
}
