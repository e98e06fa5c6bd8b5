// The store: what is counted over all texts of the handbook, and how well a token fits each entry, as
// MiniSearch has it. What a query means is reader.js's business, and what comes first engine.js's.
//
// The texts come as numbers (packed.py): a page that read and counted them each time it is opened would keep
// the desk waiting. MiniSearch gets the words of a query only, in the form in which it saves itself.
(function (root) {
  "use strict";

  var SAVED_AS = 2; // MiniSearch's serializationVersion
  var END_OF_LINE = 0, END_OF_FIELD = 1, FIRST_TERM = 2;
  var CLOSE = ["title", "definition", "called", "triggers", "stop"]; // what is said of the defect itself
  var SAID = CLOSE.concat("flags"); // what is said of it and of its dangers
  var NAMES = ["title", "called"];
  var RARE = 3; // so much oftener a word of danger stands in stop cards than elsewhere
  var GROUP = "#".charCodeAt(0), SMALL = "~".charCodeAt(0);
  var A_WORD = 0, A_GROUP = 1, A_SMALL_WORD = 2;
  var same = function (value) { return value; };
  var one = function (text) { return [text]; };

  // The groups that each word is in by itself, by number. They are not written where the word stands.
  function groupsOf(language, numbers) {
    var groups = new Array(numbers.size + FIRST_TERM).fill(null); // full from the first: one with holes is slow to read
    language.eachImplied(function (stem, token) {
      var number = numbers.get(stem);
      if (number) (groups[number] = groups[number] || []).push(numbers.get(token));
    });
    return groups;
  }

  // The lines with all their terms: written are none of the groups that follow from words.
  function readFlow(written, groups, often) {
    var most = often.reduce(function (sum, times) { return sum + times; }, written.length); // terms and ends of lines
    var flow = new Uint32Array(most), count = 0;
    for (var at = 0; at < written.length; at += 1) {
      var term = flow[count++] = written[at], own = term < FIRST_TERM ? null : groups[term];
      if (own) for (var k = 0; k < own.length; k += 1) flow[count++] = own[k];
    }
    return flow.subarray(0, count);
  }

  // Where each term stands: `places` are fields of entries, numbered through; those of a term begin at its
  // `starts` and are in order. `begins` says where in the flow a field begins, `lengths` how many words it has, a
  // repeated one once and small ones not at all. All is local here: this runs once, over all texts, before the
  // browser has compiled it.
  function sortPlaces(flow, often, fields, kinds) {
    var starts = new Uint32Array(often.length + FIRST_TERM + 1), next = new Uint32Array(often.length + FIRST_TERM);
    var begins = new Uint32Array(fields + 1), lengths = new Uint32Array(fields), place = 0, at, term;
    for (term = 0; term < often.length; term += 1) {
      next[term + FIRST_TERM] = starts[term + FIRST_TERM];
      starts[term + FIRST_TERM + 1] = starts[term + FIRST_TERM] + often[term];
    }
    var places = new Uint32Array(starts[starts.length - 1]);
    for (at = 0; at < flow.length; at += 1) {
      term = flow[at];
      if (term >= FIRST_TERM) {
        var to = next[term]++;
        if ((to === starts[term] || places[to - 1] !== place) && kinds[term] !== A_SMALL_WORD) lengths[place] += 1;
        places[to] = place;
      } else if (term === END_OF_FIELD) begins[place += 1] = at + 1;
    }
    return { starts: starts, places: places, begins: begins, lengths: lengths };
  }

  function makeStore(index, vocabulary, language) {
    var entries = index.entries;
    var planned = index.planned; // entries from here on are gaps
    var fields = Object.keys(index.weights.fields), width = fields.length;
    var close = CLOSE.map(function (field) { return fields.indexOf(field); });
    var terms = vocabulary.terms, numbers = new Map();
    var kinds = new Uint8Array(terms.length + FIRST_TERM); // of each term: a word, a group, a small word
    terms.forEach(function (term, at) {
      var first = term.charCodeAt(0);
      numbers.set(term, at + FIRST_TERM);
      kinds[at + FIRST_TERM] = first === GROUP ? A_GROUP : first === SMALL ? A_SMALL_WORD : A_WORD;
    });
    var often = vocabulary.often; // how often each term stands in all lines
    var flow = readFlow(root.HandbookVocabulary.readNumbers(index.lines), groupsOf(language, numbers), often); // every line of every field
    var sorted = sortPlaces(flow, often, entries.length * width, kinds);
    var begins = sorted.begins, lengths = sorted.lengths, starts = sorted.starts, places = sorted.places;
    var rarities = new Float64Array(terms.length + FIRST_TERM).fill(-1);
    var scores = new Map(); // token -> score of each entry that has it, kept while one types on
    var profiles = root.HandbookProfiles.makeProfiles({
      entries: entries.length, numberOf: numberOf, flow: flow, often: often, starts: starts, places: places, begins: begins,
      width: width, said: fields.map(function (field) { return SAID.indexOf(field) >= 0; }),
      isGroup: kinds.map(function (kind) { return kind === A_GROUP ? 1 : 0; })
    });
    var alarming = new Map(); // token -> whether it sounds dangerous

    function numberOf(token) {
      return numbers.get(token) || 0;
    }

    // In how many entries a term stands: in all of them, or in those that `matters` says so of.
    function count(number, matters) {
      var found = 0, last = -1;
      for (var at = starts[number]; number && at < starts[number + 1]; at += 1) {
        var entry = Math.floor(places[at] / width);
        if (entry === last || (matters && !matters(entries[entry], fields[places[at] % width]))) continue;
        last = entry;
        found += 1;
      }
      return found;
    }

    function idfOf(number) {
      if (rarities[number] < 0) {
        var has = count(number);
        rarities[number] = Math.log(1 + (entries.length - has + 0.5) / (has + 0.5));
      }
      return rarities[number];
    }

    // A term as MiniSearch saves it: field -> entry -> how often.
    function saved(number) {
      var data = {};
      for (var at = starts[number]; at < starts[number + 1]; at += 1) {
        var field = places[at] % width, entry = Math.floor(places[at] / width);
        var posted = data[field] || (data[field] = {});
        posted[entry] = (posted[entry] || 0) + 1;
      }
      return data;
    }

    var ids = {}, fieldIds = {}, fieldLengths = {}, sums = fields.map(function () { return 0; });
    fields.forEach(function (field, place) { fieldIds[field] = place; });
    entries.forEach(function (_, number) {
      ids[number] = number;
      fieldLengths[number] = lengths.subarray(number * width, (number + 1) * width);
      fieldLengths[number].forEach(function (length, place) { sums[place] += length; });
    });

    function searchFor(tokens) {
      return root.MiniSearch.loadJS({
        documentCount: entries.length, nextId: entries.length, documentIds: ids, fieldIds: fieldIds,
        fieldLength: fieldLengths, averageFieldLength: sums.map(function (sum) { return sum / entries.length; }),
        storedFields: {}, dirtCount: 0, serializationVersion: SAVED_AS,
        index: tokens.map(function (token) { return [token, saved(numberOf(token))]; })
      }, {
        fields: fields, idField: "id", tokenize: same, processTerm: same,
        searchOptions: { tokenize: one, processTerm: same, boost: index.weights.fields, bm25: index.weights.bm25 }
      });
    }

    // Have the scores of these tokens ready: all that are new in one go.
    function score(tokens) {
      var fresh = tokens.filter(function (token) { return numbers.has(token) && !scores.has(token); });
      if (!fresh.length) return;
      var search = searchFor(fresh);
      fresh.forEach(function (token) {
        scores.set(token, new Map(search.search(token).map(function (found) { return [found.id, found.score]; })));
      });
    }

    function scoresOf(token) {
      score([token]);
      return scores.get(token) || new Map();
    }

    // The lines of a field of an entry: the numbers of their terms.
    function linesOf(number, field) {
      var found = [], from = begins[number * width + fields.indexOf(field)];
      for (var at = from; flow[at] !== END_OF_FIELD; at += 1) {
        if (flow[at] !== END_OF_LINE) continue;
        found.push(flow.subarray(from, at));
        from = at + 1;
      }
      return found;
    }

    function isBad(entry, field) {
      var stops = entry.kind === "stop-card";
      return (stops || field === "flags") && field !== "wording" && !(stops && (field === "definition" || field === "apart"));
    }

    function isGood(entry, field) {
      return entry.kind !== "stop-card" && field !== "flags" && field !== "wording";
    }

    return {
      entries: entries, planned: planned, score: score, scoresOf: scoresOf, numberOf: numberOf,
      has: function (token) { return numbers.has(token); },
      count: count, likeness: profiles.likeness, pairs: profiles.pairs,
      idf: function (token) { return idfOf(numberOf(token)); },
      linesOf: linesOf,
      // Whether one of the names of an entry has just these words, by the numbers of their terms, small ones left aside.
      saysJust: function (number, stems) {
        return NAMES.some(function (field) {
          return linesOf(number, field).some(function (line) {
            var own = line.filter(function (term) { return kinds[term] === A_WORD; });
            return own.length === stems.length && own.every(function (term, at) { return term === stems[at]; });
          });
        });
      },
      // The lines of each red flag of an entry, in the order in which they are written.
      flagLines: function (number) {
        var entry = entries[number], from = 0;
        var own = linesOf(number, entry.kind === "stop-card" ? "stop" : "flags");
        return (entry.flags || []).map(function (flag) { from += flag.lines; return own.slice(from - flag.lines, from); });
      },
      // Whether what an entry says of the defect has the token.
      saysOf: function (entry, token) {
        var number = numberOf(token);
        for (var at = starts[number]; number && at < starts[number + 1]; at += 1) {
          if (Math.floor(places[at] / width) === entry && close.indexOf(places[at] % width) >= 0) return true;
        }
        return false;
      },
      // A word that stands in stop cards and red flags and nearly nowhere else.
      soundsDangerous: function (token) {
        if (!alarming.has(token)) {
          var number = numberOf(token), bad = number ? count(number, isBad) : 0;
          alarming.set(token, bad > 0 && bad >= RARE * count(number, isGood));
        }
        return alarming.get(token);
      }
    };
  }

  root.HandbookStore = { makeStore: makeStore };
})(globalThis);
