// The finder's engine: what was typed in, ranked playbooks out. The page and `handbook search-report` run
// this very file on the very index that the build wrote. It touches no page, keeps nothing, asks nobody.
// What counts how much is in weights.toml; how words are read in words.js and reader.js.
(function (root) {
  "use strict";

  var COMMON = 3; // a word of this rarity counts as BM25 has it

  function makeEngine(index) {
    var match = index.weights.match, rank = index.weights.rank, limits = index.weights.limits;
    var vocabulary = root.HandbookVocabulary.readVocabulary(index.vocabulary, index.often);
    var language = root.HandbookWords.makeLanguage(index.language, vocabulary.words);
    var store = root.HandbookStore.makeStore(index, vocabulary, language);
    var reader = root.HandbookReader.makeReader(store, language, match, vocabulary.stems);
    var entries = store.entries;

    // Every entry that has a word of the query. The best way of reading each word counts, and only that:
    // an entry that says "call", "ring" and "phone" is not three times as good.
    function scoreWords(units) {
      var found = new Map();
      store.score(units.flatMap(function (unit) { return Array.from(unit.ways.keys()); }));
      units.forEach(function (unit, place) {
        var best = new Map(), surest = new Map();
        unit.ways.forEach(function (weight, token) {
          var rarity = weight * unit.weight * Math.pow(store.idf(token) / COMMON, rank.rare);
          store.scoresOf(token).forEach(function (score, number) {
            best.set(number, Math.max(best.get(number) || 0, score * rarity));
            surest.set(number, Math.max(surest.get(number) || 0, weight));
          });
        });
        best.forEach(function (worth, number) {
          var one = found.get(number);
          if (!one) found.set(number, one = { number: number, words: 0, likeness: 0, score: 0, surest: new Map() });
          one.words += worth;
          one.surest.set(place, surest.get(number));
        });
      });
      return Array.from(found.values());
    }

    // How surely an entry has a word of the query: 1 for the word itself, less for one that is only like it.
    function sureness(candidate, unit, place) {
      if (unit.carried !== undefined && store.scoresOf(unit.carried).has(candidate.number)) return 1;
      var sure = candidate.surest.get(place) || 0;
      return unit.known && sure >= match.same ? 1 : sure;
    }

    // How much of what was typed an entry knows: the share of its words, by how much hangs on each.
    function coverage(candidate, units) {
      var known = 0, total = 0;
      units.forEach(function (unit, place) {
        known += unit.mass * sureness(candidate, unit, place);
        total += unit.mass;
      });
      return total ? known / total : 0;
    }

    // What each word of a query may stand for when it is compared with its neighbours: a small one only for itself. Who
    // it was stands between no two words.
    function rowOf(row) {
      return row.filter(function (unit) { return !unit.who; }).map(function (unit) {
        return unit.empty ? [unit.small] : unit.stems;
      });
    }

    // What the whole of a query is compared by: every reading of every word, by how sure it is and how much the word
    // bears. A word that no playbook has counts too: it is what makes a query unlike all of them.
    function wantedOf(row) {
      var wanted = new Map();
      row.forEach(function (unit) {
        if (unit.empty && !unit.bears) { if (store.has(unit.small)) wanted.set(unit.small, 1); return; }
        var ways = Array.from(unit.ways).filter(function (way) { return store.has(way[0]); });
        if (!ways.length && !/^\d/.test(unit.word)) ways = [[unit.stems[0], 1]];
        ways.forEach(function (way) {
          wanted.set(way[0], Math.max(wanted.get(way[0]) || 0, way[1] * Math.sqrt(unit.weight)));
        });
      });
      return wanted;
    }

    function isStop(one) {
      return entries[one.number].kind === "stop-card";
    }

    // The score says how likely it is that this is what is meant: one more makes it e times as likely.
    function rankAll(units, row, dangers) {
      var candidates = scoreWords(units), alike = store.likeness(wantedOf(row)), pairs = store.pairs(rowOf(row));
      candidates.forEach(function (one) {
        one.words *= Math.pow(coverage(one, units), rank.coverage);
        one.likeness = alike[one.number];
      });
      var most = mostOf(candidates);
      candidates.forEach(function (one) {
        one.score = rank.words * one.words / most.words + rank.alike * one.likeness / most.likeness +
          rank.pairs * pairs[one.number] + rank.prior * (entries[one.number].prior || 0);
        if (dangers.has(one.number)) one.score += rank.named * Math.sqrt(dangers.get(one.number).named);
        if (isStop(one)) one.score += rank.stop + (dangers.size ? rank.warned : 0);
      });
      candidates.sort(likeliestFirst);
      // Who types the very words of a playbook means that one, however many others have some of them.
      var stems = units.map(function (unit) { return store.numberOf(unit.meant); });
      candidates.slice(0, limits.results).forEach(function (one) {
        if (store.saysJust(one.number, stems)) one.score += rank.verbatim;
      });
      return candidates.sort(likeliestFirst);
    }

    function likeliestFirst(one, other) {
      return other.score - one.score || one.number - other.number;
    }

    // The most that a playbook has of each of the two that are compared by their share.
    function mostOf(candidates) {
      var words = 0, likeness = 0;
      candidates.forEach(function (one) {
        words = Math.max(words, one.words);
        if (one.number < store.planned) likeness = Math.max(likeness, one.likeness);
      });
      return { words: words || 1, likeness: likeness || 1 };
    }

    // Who complains often has two things to say: "she was rude and nobody rang back". What fits one of them
    // well stands among the first, though the other has more words.
    function rankParts(query, dangers) {
      var ranked = rankAll(query.units, query.row, dangers), parts = new Map(), place = 1;
      query.units.forEach(function (unit) { parts.set(unit.part, (parts.get(unit.part) || []).concat(unit)); });
      if (parts.size < 2) return ranked;
      parts.forEach(function (units, part) {
        var best = rankAll(units, query.row.filter(function (unit) { return unit.part === part; }), new Map())[0];
        if (!best || best.likeness < limits.sure) return;
        var at = ranked.findIndex(function (one) { return one.number === best.number; });
        if (at > place) ranked.splice(place, 0, ranked.splice(at, 1)[0]);
        place += 1;
      });
      return ranked;
    }

    // How dangerous a word sounds: it stands in the lists of danger, or in stop cards and hardly elsewhere.
    function dangerOf(unit) {
      if (unit.danger) return rank.danger;
      if (language.isLight(unit.word) || unit.word.length < 4) return 0;
      return store.soundsDangerous(unit.meant) ? rank.computed : 0;
    }

    // The entries that the words of danger belong to: how much of it there is, and in how many of their lines it is named.
    function dangersOf(query) {
      var found = new Map(), computed = query.units.filter(function (unit) { return !unit.danger && dangerOf(unit) > 0; });
      entries.forEach(function (entry, number) {
        if (!entry.raises) return;
        var level = 0, named = 0;
        query.dangers.forEach(function (danger) {
          var lines = language.kinOf(danger).reduce(function (sum, kin) { return sum + (entry.raises[kin] || 0); }, 0);
          if (lines) { level += rank.danger; named += Math.sqrt(lines); }
        });
        if (entry.kind === "stop-card") {
          level += rank.computed * computed.filter(function (unit) { return store.saysOf(number, unit.meant); }).length;
        }
        if (level > 0) found.set(number, { level: level, named: named });
      });
      return found;
    }

    // What the words of danger raise to the top: what is likeliest of it, and a second one that is nearly as likely.
    function raise(dangers, byNumber) {
      var scoreOf = function (number) { return byNumber.has(number) ? byNumber.get(number).score : 0; };
      var found = Array.from(dangers.keys()).filter(function (number) { return dangers.get(number).level >= rank.raise; });
      found.sort(function (a, b) { return scoreOf(b) - scoreOf(a) || a - b; });
      return found.filter(function (number, at) { return !at || (at < 2 && scoreOf(number) >= scoreOf(found[0]) - rank.beside); });
    }

    // The red flags of an entry that the words of danger in the query stand in, by their place.
    function flagsHit(number, units) {
      var meant = new Set();
      units.filter(function (unit) { return dangerOf(unit) > 0; }).forEach(function (unit) {
        unit.ways.forEach(function (_, token) { if (store.has(token)) meant.add(store.numberOf(token)); });
      });
      if (!meant.size) return [];
      var says = function (line) { return line.some(function (token) { return meant.has(token); }); };
      return store.flagLines(number).map(function (lines, place) { return lines.some(says) ? place : -1; })
        .filter(function (place) { return place >= 0; });
    }

    // Where the practice has said that this is found, if not here.
    function elsewhere(text) {
      var words = language.split(text).filter(function (word) { return !language.isThin(word); });
      var typed = " " + words.map(language.stem).join(" ") + " ";
      var found = index.elsewhere.filter(function (place) {
        return place.words.some(function (words) { return typed.indexOf(" " + words + " ") >= 0; });
      });
      return found.length ? found[0].look : "";
    }

    // Whether what is likest is like enough. Who asks what time it is, or where something is kept, is not telling
    // what happened; and "printer out of paper" is for elsewhere, but a complaint that lies behind the printer is not.
    function verdictOf(query, candidates, other) {
      var fit = candidates.reduce(function (most, one) { return Math.max(most, one.likeness); }, 0);
      if (query.asks) fit -= rank.asked;
      if (other && fit < limits.sure) return fit >= limits.other ? "unsure" : "nothing";
      return fit >= limits.fits ? "found" : fit >= limits.nothing ? "unsure" : "nothing";
    }

    // What the page shows and the report counts: {verdict: "found", "unsure" or "nothing", danger, results,
    // gaps, elsewhere}. Danger comes first, whatever fits better, and real playbooks before gaps.
    function find(text, typing) {
      var query = reader.read(text, typing), dangers = dangersOf(query), candidates = rankParts(query, dangers);
      var byNumber = new Map(candidates.map(function (one) { return [one.number, one]; }));
      var stops = raise(dangers, byNumber), other = elsewhere(text);
      var verdict = stops.length ? "found" : verdictOf(query, candidates, other);
      var shown = verdict === "nothing" ? [] : candidates, best = candidates.length ? candidates[0].score : 0;
      var planned = shown.filter(function (one) { return one.number < store.planned && stops.indexOf(one.number) < 0; });
      var likeliest = planned.length ? planned[0].score : 0;
      planned = stops.map(function (number) { return byNumber.get(number) || { number: number, score: 0 }; }).concat(planned);
      // A stop card at the third place changes places with the second, if it is nearly as likely: nobody leaves the first three.
      if (planned.length > 2 && isStop(planned[2]) && !isStop(planned[1]) && planned[2].score >= planned[1].score - rank.swap) {
        planned.splice(1, 0, planned.splice(2, 1)[0]);
      }
      planned = planned.slice(0, limits.results).filter(function (one, place) {
        return place < 3 || one.score >= likeliest - limits.tail;
      });
      var gaps = shown.filter(function (one) { return one.number >= store.planned && one.score >= best - limits.gap; });
      return {
        verdict: verdict,
        danger: query.dangers.length > 0 || stops.length > 0,
        elsewhere: other,
        results: planned.map(function (one) {
          var entry = entries[one.number];
          return { entry: entry, raised: stops.indexOf(one.number) >= 0, flags: flagsHit(one.number, query.units) };
        }),
        gaps: gaps.slice(0, limits.gaps).map(function (one) {
          return { entry: entries[one.number], closest: one === candidates[0] };
        })
      };
    }

    return { find: find };
  }

  root.HandbookFinder = { makeEngine: makeEngine };
})(globalThis);
