// @ts-check
// The form for a paper: makes its fields, and shows at each change what is wrong, the card and the text of the entry.
import { element } from "../shared/dom.js";
import { plural } from "../shared/format.js";
import { fromBibtex, isBibtex } from "./bibtex.js";
import { problems } from "./check.js";
import { control, group } from "./fields.js";
import { forget, keep, read } from "./kept.js";
import { Typesetter } from "./formula.js";
import { labelOf } from "./leaf.js";
import { fromLink } from "./meant.js";
import { card, placeOf } from "./preview.js";
import { parsed, resolved } from "./schema.js";
import { Output } from "./send.js";
import { citeKeyOf, keyOf, source } from "./usual.js";
import { isEmpty } from "./yaml.js";

/** @typedef {import("./check.js").Problem} Problem */
/** @typedef {import("./leaf.js").Control} Control */
/** @typedef {import("./schema.js").Data} Data */
/** @typedef {import("./yaml.js").Values} Values */

const WAIT = 150; // milliseconds after the last key
const KEPT = "atlas.form";
const KEY_SCHEMA = "The name of its file and of its page: a short name in lower case, with hyphens.";

/** @param {HTMLElement} part @param {URL} root @param {AbortSignal} signal ends it */
export async function start(part, root, signal) {
  const address = new URLSearchParams(location.search);
  const own = address.get("paper") ?? "";
  try {
    const data = /** @type {Data} */ (await loaded(new URL(part.dataset.file ?? "", root)));
    const isKnown = own in data.papers;
    const entry = isKnown ? /** @type {Values} */ (await loaded(new URL(`data/v1/papers/${own}.json`, root))) : null;
    if (signal.aborted) return;
    if (own && !entry) part.replaceChildren(unknown(own, root));
    else show(part, data, root, own, entry, address.get("link") ?? "", signal);
  } catch (error) {
    console.warn(error);
    const text = "The form could not be loaded. Check your connection, then reload the page.";
    part.replaceChildren(element("p", { role: "alert" }, text));
  }
}

/** @param {URL} url */
async function loaded(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
  return parsed(await answer.text());
}

/** @param {string} key @param {URL} root */
function unknown(key, root) {
  const list = element("a", { href: new URL("papers/", root).href }, "Find the paper");
  return element("p", {}, `There is no paper with the key “${key}”. `, list, ".");
}

/**
 * @param {HTMLElement} part @param {Data} data @param {URL} root @param {string} own the key of the entry to correct
 * @param {Values | null} entry @param {string} link to begin with @param {AbortSignal} signal
 */
function show(part, data, root, own, entry, link, signal) {
  const { create = "", edit = "", suggest = "", host = "", takesText, typesetter } = part.dataset;
  const output = new Output({ create, edit, suggest, host, takesText: takesText === "true" }, data);
  const maths = new Typesetter(typesetter ? new URL(typesetter, root) : null);
  const page = new PaperForm(data, root, output, maths, own, [KEPT, own || link].filter(Boolean).join(":"));
  part.replaceChildren(...page.parts, ...lists(data));
  const heading = document.getElementById("top");
  if (entry && heading) heading.textContent = `Correct “${entry.short_name ?? entry.title}”`;
  page.begin(entry, link);
  signal.addEventListener("abort", () => page.stop());
}

/** The words that fields complete. @param {Data} data */
function lists(data) {
  const named = [...new Set(Object.values(data.known))];
  return named.map((name) => {
    const options = Object.entries(data.words[name]).map(([value, about]) =>
      element("option", { value, ...(about && { label: about }) }),
    );
    return element("datalist", { id: `form-known-${name}` }, ...options);
  });
}

class PaperForm {
  #timer = 0;
  #edited = /** @type {Set<string>} */ (new Set()); // fields that a script fills in, until a person changes them
  #left = /** @type {Set<string>} */ (new Set()); // fields that a person has been in: only these are said to be missing
  #shown = /** @type {Control[]} */ ([]); // those that show a problem
  #before = /** @type {Values} */ ({}); // the entry as it is in the catalogue

  /**
   * @param {Data} data @param {URL} root @param {Output} output @param {Typesetter} maths
   * @param {string} own the key of the entry that is corrected, or "" @param {string} kept the draft's name
   */
  constructor(data, root, output, maths, own, kept) {
    this.data = data;
    this.root = root;
    this.output = output;
    this.own = own;
    this.kept = kept;
    this.maths = maths;
    const formulas = /** @type {(() => void)[]} */ ([]);
    maths.onLoad = () => {
      for (const showAgain of formulas) showAgain();
      this.update();
    };
    this.today = new Date().toISOString().slice(0, 10);
    this.say = element("p", { class: "form__say", role: "status" });
    const fill = (/** @type {Values} */ fields) => this.fill(fields);
    const typeset = (/** @type {string} */ latex) => maths.typeset(latex);
    const shared = { data, fill, changed: () => this.#later(), typeset, formulas };
    const schema = resolved(data.schema, data.schema);
    const needed = schema.required ?? [];
    this.fields = new Map(
      data.order.map((name) => [
        name,
        control(shared, name, schema.properties?.[name] ?? {}, [name], needed.includes(name)),
      ]),
    );
    const key = { type: "string", description: KEY_SCHEMA, ...keyShape(data) };
    this.key = group(shared, "", { type: "object", properties: { key } }, [], "Key");
    this.key.node.className = "form__key";
    this.preview = element("div", { class: "form__card" });
    this.todo = element("ol", { class: "form__todo" });
    this.count = element("p", { class: "form__count", role: "status" });
    this.parts = [this.#head(), element("div", { class: "form__columns" }, this.#form(), this.#side())];
  }

  /** What is above all fields: a place for a link. */
  #head() {
    const described = { "aria-describedby": "form-paste-help", spellcheck: "false" };
    const paste = element("textarea", { id: "form-paste", rows: "2", ...described });
    const help =
      "An arXiv, DOI, OpenReview, ACL Anthology or PMLR link, or the paper’s BibTeX. No other site is asked.";
    const parts = [
      element("label", { for: "form-paste" }, "Start from a link or BibTeX"),
      element("p", { class: "form__help", id: "form-paste-help" }, help),
      paste,
      element(
        "p",
        { class: "form__actions" },
        action("Fill in", () => this.paste(paste.value)),
      ),
    ];
    const { suggest } = this.output.places;
    if (suggest)
      parts[3].append(
        action("Only suggest the paper", () => {
          const link = /^\S+$/.test(paste.value.trim()) ? paste.value.trim() : placeOf(this.values);
          open(`${suggest}?${new URLSearchParams({ template: "paper.yml", link })}`, "_blank", "noopener");
        }),
      );
    const start = element("div", { class: "form__field form__paste" }, ...parts);
    const clear = action("Clear the form", () => this.clear());
    const bar = element("p", { class: "form__bar" }, "Kept in this browser only. ", clear);
    return element("div", {}, ...(this.own ? [] : [start]), this.say, bar);
  }

  #form() {
    const { data } = this;
    const node = element("form", { class: "form__fields", "aria-label": "The paper", novalidate: "" });
    node.addEventListener("submit", (event) => event.preventDefault());
    const groups = data.groups.map(([title, names], at) => {
      const fields = names.flatMap((name) => this.fields.get(name)?.node ?? []);
      const part = element("details", { class: "form__part" }, element("summary", {}, title), ...fields);
      if (!at && !this.own) part.querySelector("summary")?.after(this.key.node);
      part.open = at < data.open;
      return part;
    });
    this.fields.get("sources")?.node.append(this.#sourceButton());
    node.append(...groups);
    node.addEventListener("focusout", ({ target }) => this.#leave(/** @type {Node} */ (target)));
    node.addEventListener("change", ({ target }) => this.#note(/** @type {HTMLElement} */ (target)));
    return node;
  }

  #sourceButton() {
    return action("Add the paper’s page, read today", () => {
      const { values } = this;
      const before = /** @type {Values[]} */ (values.sources ?? []).filter((one) => !isEmpty(one));
      this.fields.get("sources")?.write([...before, source(values, this.data, this.today)]);
      this.#later();
    });
  }

  #side() {
    const checks = "The form checks the most common mistakes; the pull request checks all.";
    const heading = (/** @type {string} */ text) => element("h2", {}, text);
    return element(
      "aside",
      { class: "form__side", "aria-label": "Preview" },
      heading("Its card"),
      this.preview,
      heading("To do"),
      this.count,
      this.todo,
      element("p", { class: "form__help" }, checks),
      heading(this.own ? "What changes" : "The entry"),
      this.output.node,
    );
  }

  /** @returns {Values} */
  get values() {
    return Object.fromEntries([...this.fields].map(([name, one]) => [name, one.read()]));
  }

  /** @param {Values | null} entry the one that is corrected @param {string} link */
  begin(entry, link) {
    if (entry) this.#write(entry);
    this.#before = this.values;
    const draft = read(this.kept);
    if (draft) {
      this.#write(draft.values);
      this.#edited = new Set(draft.edited);
      this.key.write({ key: draft.key });
      this.say.textContent = "This is what you typed before.";
    } else if (!entry) this.fields.get("added")?.write(this.today);
    if (link && !draft) this.paste(link);
    this.update();
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** @param {Values} values */
  #write(values) {
    for (const [name, one] of this.fields) {
      if (name === "family") this.#offerFamilies(String(values.category ?? ""));
      one.write(values[name]);
    }
  }

  clear() {
    forget(this.kept);
    this.#write(this.own ? this.#before : { added: this.today });
    this.#edited.clear();
    this.#left.clear();
    this.key.write({});
    this.update();
    forget(this.kept);
    this.say.textContent = "The form is as it was at the start.";
  }

  /** Fills in what a link or a record of BibTeX gives. @param {string} text */
  paste(text) {
    const isRecord = isBibtex(text);
    const { values, rest } = isRecord
      ? fromBibtex(text, Object.keys(this.data.words.venues))
      : { values: fromLink(text), rest: [] };
    const filled = this.fill(values).map((name) => labelOf(name, {}, this.data));
    const missing = isRecord
      ? ""
      : " The title and the authors are for you to paste, or paste the BibTeX of the paper.";
    const others = rest.map((one) => ` Not filled in: ${one}.`).join("");
    this.say.textContent = filled.length
      ? `Filled in: ${filled.join(", ")}.${missing}${others}`
      : "Nothing was filled in: this is no link or BibTeX that the form can read, or the fields have values already.";
  }

  /** Fills in fields that are empty; returns their names. @param {Values} fields */
  fill(fields) {
    const filled = Object.entries(fields).filter(([name, value]) => {
      const one = this.fields.get(name);
      if (!one || isEmpty(value) || !isEmpty(one.read())) return false;
      one.write(value);
      return true;
    });
    this.#later();
    return filled.map(([name]) => name);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.update(), WAIT);
  }

  /** @param {Node} target */
  #leave(target) {
    for (const [name, one] of this.fields) if (one.node.contains(target)) this.#left.add(name);
    this.#later();
  }

  /** A person has changed what a script had filled in. @param {HTMLElement} target */
  #note(target) {
    if (this.key.node.contains(target)) this.#edited.add("key");
    if (this.fields.get("cite_key")?.node.contains(target)) this.#edited.add("cite_key");
  }

  /** @param {string} category */
  #offerFamilies(category) {
    const families = this.data.families[category];
    const family = this.fields.get("family");
    if (!family) return;
    family.node.hidden = !families && isEmpty(family.read());
    family.offer?.(families ?? {});
  }

  /** Shows the form as it is now: what a script fills in, what is wrong, the card and the text. */
  update() {
    const { data, own } = this;
    this.#offerFamilies(String(this.fields.get("category")?.read() ?? ""));
    if (!own && !this.#edited.has("cite_key")) this.fields.get("cite_key")?.write(citeKeyOf(this.values, data));
    if (!own && !this.#edited.has("key")) this.key.write({ key: keyOf(this.values, data) });
    const { values } = this;
    const key = own || String(this.key.read().key ?? "");
    const found = problems({ values, data, own, today: this.today });
    this.#show(own ? found : [...this.#keyProblems(key), ...found]);
    this.preview.replaceChildren(card(values, data, this.root, (latex) => this.maths.typeset(latex)));
    if (own) this.output.showChanges(this.#before, values, own);
    else this.output.showNew(values, key);
    const draft = { values, key, edited: [...this.#edited] };
    if (JSON.stringify(values) !== JSON.stringify(this.#before)) keep(this.kept, draft);
  }

  /** @param {string} key @returns {Problem[]} */
  #keyProblems(key) {
    const path = ["key"];
    if (!key) return [{ path, text: "'key' is missing" }];
    const shape = keyShape(this.data);
    if (!new RegExp(shape.pattern ?? "").test(key)) return [{ path, text: `'${key}' is ${shape.patternErrorMessage}` }];
    return key in this.data.papers
      ? [{ path, text: `there is a paper with the key '${key}' already`, paper: key }]
      : [];
  }

  /** The control of a path, or of the nearest part around it. @param {Problem["path"]} path */
  #controlAt([name, ...steps]) {
    let found = name === "key" ? this.key.at("key") : this.fields.get(String(name));
    for (const step of steps) found = found?.at(step) ?? found;
    return found;
  }

  /** @param {Problem[]} found */
  #show(found) {
    for (const one of this.#shown) one.show("");
    const first = new Map(found.map((one) => /** @type {const} */ ([this.#controlAt(one.path), one])).reverse());
    this.#shown = [];
    for (const [one, problem] of first) {
      const isMissing = /'\w+' is missing|^no /.test(problem.text);
      if (!one || (isMissing && !this.#left.has(String(problem.path[0])))) continue;
      one.show(sentence(problem), problem.paper ? this.#linkTo(problem.paper) : undefined);
      this.#shown.push(one);
    }
    this.count.textContent = found.length ? `${plural(found.length, "thing")}:` : "No mistake was found.";
    this.todo.replaceChildren(...found.map((one) => element("li", {}, this.#goTo(one))));
  }

  /** A button that leads to the field with a problem. @param {Problem} problem */
  #goTo(problem) {
    const label = labelOf(String(problem.path[0]), {}, this.data);
    const button = element("button", { type: "button" }, `${label}: ${problem.text}`);
    button.addEventListener("click", () => {
      const found = this.#controlAt(problem.path);
      for (let node = found?.node.parentElement; node; node = node.parentElement)
        if (node instanceof HTMLDetailsElement) node.open = true;
      this.#left.add(String(problem.path[0]));
      this.#later();
      found?.focus();
      found?.node.scrollIntoView({ block: "nearest" });
    });
    return button;
  }

  /** @param {string} key */
  #linkTo(key) {
    const href = new URL(`contribute/new/?paper=${key}`, this.root).href;
    return element("a", { href }, "Correct that entry");
  }
}

/** A button. @param {string} text @param {() => void} onClick */
function action(text, onClick) {
  const node = element("button", { type: "button", class: "action" }, text);
  node.addEventListener("click", onClick);
  return node;
}

/** The form that a key has. @param {Data} data */
function keyShape(data) {
  const { pattern, patternErrorMessage } = resolved(
    data.schema.definitions?.Relation?.properties?.paper ?? {},
    data.schema,
  );
  return { pattern, patternErrorMessage, "x-rule": "bad-key" };
}

/** @param {Problem} problem */
function sentence({ text, hint }) {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return hint ? `${first}: ${hint.trim()}` : first;
}
