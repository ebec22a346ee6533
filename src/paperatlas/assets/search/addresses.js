// @ts-check
// Citation keys and addresses of repositories, as readers paste them.
import { fold } from "../shared/analyser.js";

const CITED = /^(?:\\cite\w*(?:\[[^\]]*\])*\{|@(?:\w+\{)?)?([\p{L}_-]+\d{4}[\p{L}\d_-]*)[},]*$/u;
const ADDRESS = /^(?:[a-z+]+:\/\/|git@)?(?:www\.)?(\S+?\.\w+[:/]\S+|[\w.-]+\/[\w.-]+)$/i;

/** An address without what differs from copy to copy. @param {string} url */
export function addressesOf(url) {
  const found = ADDRESS.exec(url.trim());
  if (!found) return [];
  const path = found[1]
    .toLowerCase()
    .replace(":", "/")
    .replace(/[#?].*$/, "")
    .replace(/(?:\.git)?\/*$/, "");
  return [path.replace(/\/(?:tree|blob|issues|pull|releases|wiki)\/.*$/, "")];
}

/**
 * Whether an address is that of the query, or ends with it: `owner/name` without its host.
 * @param {string} address @param {string} wanted
 */
export const isAt = (address, wanted) => address === wanted || address.endsWith(`/${wanted}`);

/**
 * The rows whose citation key or repository the query is.
 * @param {import("./query.js").Query} query @param {string[][]} cited @param {string[][]} repos
 */
export function citedBy({ text }, cited, repos) {
  const key = CITED.exec(text.trim());
  const wanted = key ? fold(key[1]) : addressesOf(text)[0];
  if (!wanted) return [];
  const found = /** @type {number[]} */ ([]);
  if (key) cited.forEach((keys, row) => keys.includes(wanted) && found.push(row));
  else repos.forEach((urls, row) => urls.some((url) => isAt(url, wanted)) && found.push(row));
  return found;
}
