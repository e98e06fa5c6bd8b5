// The store: the handbook's texts in MiniSearch, and what is counted over all of them. It answers how well
// a token fits each entry; what a query means is reader.js's business, and what comes first engine.js's.
//
// The index is put together here and handed to MiniSearch in the form in which MiniSearch saves itself:
// added text by text it would take four times as long, and an old PC would wait a second.
(function (root) {
  "use strict";

  var SAVED_AS = 2; // MiniSearch's serializationVersion
  var CLOSE = ["title", "definition", "called", "triggers", "stop"]; // what is said of the defect itself
  var RARE = 3; // so much oftener a word of danger stands in stop cards than elsewhere
  var same = function (value) { return value; };
  var one = function (text) { return [text]; };

  function flagLines(flag) {
    return [flag.looks].concat(flag.words || []);
  }

  function flatten(lists) {
    return Array.prototype.concat.apply([], lists);
  }

  // Every line of an entry, by the field that it is searched under. Entries are playbooks and gaps.
  function linesOf(entry) {
    var flags = flatten((entry.flags || []).map(flagLines)), stops = entry.kind === "stop-card";
    return {
      title: [entry.title], definition: [entry.definition], called: entry.called || [], triggers: entry.triggers || [],
      flags: stops ? [] : flags, stop: stops ? flags : [], apart: entry.apart || [],
      wording: (entry.wording || []).concat(entry.say || [])
    };
  }

  // Lines by field for every entry. A red flag that leads to a stop card speaks for that card, wherever
  // it is written.
  function allLines(playbooks, entries) {
    var numbers = new Map(), lines = entries.map(linesOf);
    playbooks.forEach(function (entry, number) { numbers.set(entry.id, number); });
    playbooks.forEach(function (entry) {
      (entry.flags || []).forEach(function (flag) {
        var target = numbers.get(flag.card);
        if (target === undefined || entries[target] === entry) return;
        lines[target].stop = lines[target].stop.concat(flagLines(flag));
      });
    });
    return lines;
  }

  function makeStore(index, language) {
    var entries = index.playbooks.concat(index.gaps);
    var planned = index.playbooks.length; // entries from here on are gaps
    var fields = Object.keys(index.weights.fields);
    var read = new Map(); // line -> its tokens: many lines stand in several playbooks
    var terms = new Map(); // token -> {data: field -> entry -> how often, and in how many entries it stands}
    var lengths = {}, sums = fields.map(function () { return 0; });
    var raising = []; // by the number of an entry: danger -> in how many lines; null where nothing raises it
    var scores = new Map(); // token -> score of each entry that has it, kept while one types on
    var rarities = [];
    var taken = 0, search = null;
    var lines = allLines(index.playbooks, entries);

    function readLine(line) {
      var known = read.get(line);
      if (!known) {
        known = language.readLine(line);
        read.set(line, known);
      }
      return known;
    }

    // Take up one token of one field of one entry. `role` says whether its text counts as danger (`bad`),
    // as ordinary (`good`) or as neither. Returns 1 where the token is new in this field of this entry.
    function take(token, field, number, role) {
      var term = terms.get(token);
      if (!term) terms.set(token, term = { data: {}, all: 0, bad: 0, good: 0, lastAll: -1, lastBad: -1, lastGood: -1 });
      var posted = term.data[field] || (term.data[field] = {});
      var before = posted[number] || 0;
      posted[number] = before + 1;
      if (term.lastAll !== number) { term.lastAll = number; term.all += 1; }
      if (role === "bad" && term.lastBad !== number) { term.lastBad = number; term.bad += 1; }
      if (role === "good" && term.lastGood !== number) { term.lastGood = number; term.good += 1; }
      return before ? 0 : 1;
    }

    function roleOf(field, stops) {
      if (field === "wording" || (stops && (field === "definition" || field === "apart"))) return "";
      return stops || field === "flags" ? "bad" : "good";
    }

    function takeEntry(number) {
      var stops = entries[number].kind === "stop-card";
      lengths[number] = fields.map(function (field, place) {
        var length = 0, role = roleOf(field, stops);
        lines[number][field].forEach(function (line) {
          var known = readLine(line);
          for (var i = 0; i < known.list.length; i += 1) length += take(known.list[i], place, number, role);
        });
        sums[place] += length;
        return length;
      });
      if (number < planned) raising[number] = dangersOf(number, stops);
    }

    // A stop card is raised by the dangers that its lines name. A recovery only where one of its red flags
    // leads to no card, because then its own page deals with it.
    function dangersOf(number, stops) {
      var own = (entries[number].flags || []).filter(function (flag) { return !flag.card; });
      if (!stops && !own.length) return null;
      var named = new Map(), of = lines[number];
      var texts = (stops ? of.stop : flatten(own.map(flagLines))).concat(of.title, of.definition, of.called, of.triggers);
      texts.forEach(function (line) {
        new Set(readLine(line).dangers).forEach(function (danger) { named.set(danger, (named.get(danger) || 0) + 1); });
      });
      return named;
    }

    // Take up entries for `ms` milliseconds and come back: whoever types meanwhile is not kept waiting.
    // True when all is done.
    function takeSome(ms) {
      var until = root.performance.now() + ms;
      while (taken < entries.length && root.performance.now() < until) { takeEntry(taken); taken += 1; }
      if (taken === entries.length && !search) search = load();
      return search !== null;
    }

    function load() {
      var numbers = {}, fieldIds = {};
      entries.forEach(function (_, number) { numbers[number] = number; });
      fields.forEach(function (field, place) { fieldIds[field] = place; });
      return root.MiniSearch.loadJS({
        documentCount: entries.length, nextId: entries.length, documentIds: numbers, fieldIds: fieldIds,
        fieldLength: lengths, averageFieldLength: sums.map(function (sum) { return sum / entries.length; }),
        storedFields: {}, dirtCount: 0, serializationVersion: SAVED_AS,
        index: Array.from(terms, function (term) { return [term[0], term[1].data]; })
      }, {
        fields: fields, idField: "id", tokenize: same, processTerm: same,
        searchOptions: { tokenize: one, processTerm: same, boost: index.weights.fields, bm25: index.weights.bm25 }
      });
    }

    function count(token) {
      var term = terms.get(token);
      return term ? term.all : 0;
    }

    function idf(token) {
      var has = count(token);
      if (rarities[has] === undefined) rarities[has] = Math.log(1 + (entries.length - has + 0.5) / (has + 0.5));
      return rarities[has];
    }

    function scoresOf(token) {
      var known = scores.get(token);
      if (!known) {
        known = new Map();
        if (terms.has(token)) search.search(token).forEach(function (found) { known.set(found.id, found.score); });
        scores.set(token, known);
      }
      return known;
    }

    // A line with what all its words weigh together; groups stand for words that are counted already.
    function weighed(line) {
      var known = readLine(line);
      if (known.tokens === null) {
        known.tokens = new Set(known.list);
        known.tokens.forEach(function (token) { if (token.charAt(0) !== "#") known.whole += idf(token); });
      }
      return known;
    }

    return {
      takeSome: takeSome, entries: entries, planned: planned, raising: raising,
      count: count, idf: idf, scoresOf: scoresOf,
      has: function (token) { return terms.has(token); },
      // The lines that say what the defect is.
      closeLines: function (number) {
        return flatten(CLOSE.map(function (field) { return lines[number][field]; })).map(weighed);
      },
      lineOf: weighed,
      // Whether what an entry says of the defect has the token.
      saysOf: function (number, token) {
        var term = terms.get(token);
        return Boolean(term) && CLOSE.some(function (field) {
          var posted = term.data[fields.indexOf(field)];
          return posted && posted[number];
        });
      },
      // A word that stands in stop cards and red flags and nearly nowhere else.
      soundsDangerous: function (token) {
        var term = terms.get(token);
        return Boolean(term) && term.bad > 0 && term.bad >= RARE * term.good;
      }
    };
  }

  root.HandbookStore = { makeStore: makeStore, flagLines: flagLines };
})(globalThis);
