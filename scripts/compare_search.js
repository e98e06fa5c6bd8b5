// The libraries of compare_search.py, each with its own means against misspellings. JSON in, JSON out.
"use strict";

const fs = require("fs"), vm = require("vm");
const given = JSON.parse(fs.readFileSync(0, "utf8"));
const load = (name) => { const module = require(require.resolve(name, { paths: [given.modules] })); return module.default || module; };
const fields = Object.keys(given.weights);

const LIBRARIES = {
  "lunr 2 (as the theme uses it)": () => {
    const lunr = load("lunr");
    const index = lunr(function () {
      this.ref("id");
      fields.forEach((field) => this.field(field, { boost: given.weights[field] }));
      given.documents.forEach((document) => this.add(document));
    });
    return (text) => index.query((query) => {
      lunr.tokenizer(text).forEach((token) => {
        query.term(token.toString(), { usePipeline: true });
        query.term(token.toString(), { wildcard: lunr.Query.wildcard.TRAILING, boost: 0.5 });
      });
    }).map((found) => found.ref);
  },
  "Fuse 7": () => {
    const Fuse = load("fuse.js");
    const keys = fields.map((name) => ({ name, weight: given.weights[name] }));
    const index = new Fuse(given.documents, { keys, ignoreLocation: true, threshold: 0.4, includeScore: true });
    // As one pattern Fuse finds next to nothing in a sentence: word by word, the scores added.
    return (text) => {
      const sums = new Map();
      text.split(/\W+/).filter((word) => word.length > 2).forEach((word) => index.search(word).forEach((found) => {
        sums.set(found.item.id, (sums.get(found.item.id) || 0) + 1 - found.score);
      }));
      return [...sums].sort((a, b) => b[1] - a[1]).map((pair) => pair[0]);
    };
  },
  "FlexSearch 0.8": () => {
    const { Document } = load("flexsearch");
    const index = new Document({ document: { id: "id", index: fields.map((field) => ({ field, tokenize: "forward", encoder: "LatinAdvanced" })) } });
    given.documents.forEach((document) => index.add(document));
    // It matches all words or none, and knows no weights: word by word, and the places weighed.
    return (text) => {
      const sums = new Map();
      text.split(/\W+/).filter(Boolean).forEach((word) => index.search(word, { limit: 100 }).forEach((part) => {
        part.result.forEach((id, place) => sums.set(id, (sums.get(id) || 0) + given.weights[part.field] / (1 + place / 10)));
      }));
      return [...sums].sort((a, b) => b[1] - a[1]).map((pair) => pair[0]);
    };
  },
  "MiniSearch 7": () => {
    const MiniSearch = load("minisearch");
    const index = new MiniSearch({ fields, searchOptions: { prefix: true, fuzzy: 0.2, boost: given.weights } });
    index.addAll(given.documents);
    return (text) => index.search(text).map((found) => found.id);
  },
  "the finder (on MiniSearch 7)": () => {
    globalThis.window = globalThis;
    given.scripts.forEach((file) => vm.runInThisContext(fs.readFileSync(file, "utf8")));
    vm.runInThisContext(given.index);
    const engine = globalThis.HandbookFinder.makeEngine(globalThis.HandbookFinderIndex);
    return (text) => engine.find(text, false).results.map((found) => found.entry.id);
  }
};

const report = {};
for (const [name, make] of Object.entries(LIBRARIES)) {
  const began = performance.now(), search = make(), ready = performance.now();
  const results = given.queries.map((text) => search(text).slice(0, 8));
  report[name] = { results, index: ready - began, query: (performance.now() - ready) / given.queries.length };
}
process.stdout.write(JSON.stringify(report));
