// The finder's engine: what was typed in, ranked playbooks out. The page and `handbook search-report` run
// this very file on the very index that the build wrote. It touches no page, keeps nothing, asks nobody.
// What counts how much is in weights.toml; how words are read in words.js and reader.js.
(function (root) {
  "use strict";

  var CANDIDATES = 30; // entries whose lines are compared one by one
  var COMMON = 3; // a word of this rarity counts as BM25 has it
  var flagLines = root.HandbookStore.flagLines;

  function makeEngine(index) {
    var match = index.weights.match, rank = index.weights.rank, limits = index.weights.limits;
    var language = root.HandbookWords.makeLanguage(index.language);
    var store = root.HandbookStore.makeStore(index, language);
    var reader = root.HandbookReader.makeReader(store, language, match);
    var entries = store.entries;

    // Every entry that has a word of the query. The best way of reading each word counts, and only that:
    // an entry that says "call", "ring" and "phone" is not three times as good.
    function scoreWords(units) {
      var found = new Map();
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
          if (!one) found.set(number, one = { number: number, score: 0, line: 0, coverage: 0, words: new Map() });
          one.score += worth;
          one.words.set(place, surest.get(number));
        });
      });
      return Array.from(found.values());
    }

    // How surely an entry has a word of the query: 1 for the word itself, less for one that is only like it.
    function sureness(candidate, unit, place) {
      if (unit.carried !== undefined && store.scoresOf(unit.carried).has(candidate.number)) return 1;
      var sure = candidate.words.get(place) || 0;
      return unit.known && sure >= match.same ? 1 : sure;
    }

    // How nearly the lines of an entry say what was typed: 1 where a line says all of it and no more.
    function closeness(number, units, total) {
      var best = 0, second = 0;
      store.closeLines(number).forEach(function (line) {
        var value = closenessOf(line, units, total);
        if (value > best) { second = best; best = value; } else if (value > second) second = value;
      });
      return best + rank.second * second;
    }

    function closenessOf(line, units, total) {
      var said = 0, typed = 0;
      units.forEach(function (unit) {
        var most = 0, worth = 0;
        unit.ways.forEach(function (weight, token) {
          if (weight > most && line.tokens.has(token)) { most = weight; worth = store.idf(token); }
        });
        said += most * worth;
        typed += most * unit.mass;
      });
      if (said === 0) return 0;
      return Math.pow(Math.min(1, said / line.whole), rank.says) * Math.pow(Math.min(1, typed / total), rank.typed);
    }

    function rankAll(units) {
      var total = units.reduce(function (sum, unit) { return sum + unit.mass; }, 0) || 1;
      var order = function (a, b) { return b.score - a.score || a.number - b.number; };
      var candidates = scoreWords(units);
      candidates.forEach(function (one) {
        units.forEach(function (unit, place) { one.coverage += unit.mass * sureness(one, unit, place) / total; });
        one.score *= Math.pow(one.coverage, rank.coverage);
      });
      candidates.sort(order);
      var top = candidates.length ? candidates[0].score : 0;
      candidates.slice(0, CANDIDATES).forEach(function (one) {
        one.line = closeness(one.number, units, total);
        one.score = (one.score + top * rank.phrase * one.line) * (1 + rank.prior * (entries[one.number].prior || 0));
      });
      return candidates.sort(order);
    }

    // How dangerous a word sounds: it stands in the lists of danger, or in stop cards and hardly elsewhere.
    function dangerOf(unit) {
      if (unit.danger) return rank.danger;
      if (language.isLight(unit.word) || unit.word.length < 4) return 0;
      return store.soundsDangerous(unit.meant) ? rank.computed : 0;
    }

    // The stop cards that the words of danger belong to, if they weigh enough: one, or two that are close.
    function raise(query, byNumber) {
      var found = [];
      store.raising.forEach(function (own, number) {
        if (!own) return;
        var level = 0, weight = 0, stops = entries[number].kind === "stop-card";
        query.dangers.forEach(function (danger) {
          var lines = language.kinOf(danger).reduce(function (sum, kin) { return sum + (own.get(kin) || 0); }, 0);
          if (lines) { level += rank.danger; weight += rank.lines * Math.sqrt(lines); }
        });
        query.units.forEach(function (unit) {
          if (unit.danger || !stops || dangerOf(unit) === 0 || !store.saysOf(number, unit.meant)) return;
          level += rank.computed;
          weight += rank.computed * unit.mass;
        });
        var candidate = byNumber.get(number);
        weight = (weight + (candidate ? candidate.score / 2 : 0)) * (stops ? 1 : rank.recovery);
        if (level >= rank.raise) found.push({ number: number, weight: weight });
      });
      found.sort(function (a, b) { return b.weight - a.weight || a.number - b.number; });
      return found.slice(0, 2).filter(function (one) { return one.weight >= found[0].weight * rank.beside; })
        .map(function (one) { return one.number; });
    }

    // The red flags of an entry that the words of danger in the query stand in, by their place.
    function flagsHit(entry, units) {
      var words = units.filter(function (unit) { return dangerOf(unit) > 0; });
      var says = function (flag) {
        return flagLines(flag).some(function (line) {
          var tokens = store.lineOf(line).tokens;
          return words.some(function (unit) { return Array.from(unit.ways.keys()).some(tokens.has, tokens); });
        });
      };
      return (entry.flags || []).map(function (flag, place) { return says(flag) ? place : -1; })
        .filter(function (place) { return place >= 0; });
    }

    // Where the practice has said that this is found, if not here.
    function elsewhere(text) {
      var typed = " " + language.split(text).map(language.stem).join(" ") + " ";
      var found = (index.elsewhere || []).filter(function (place) {
        return place.words.some(function (words) {
          return typed.indexOf(" " + language.split(words).map(language.stem).join(" ") + " ") >= 0;
        });
      });
      return found.length ? found[0].look : "";
    }

    function verdictOf(candidates, other) {
      var fit = candidates.slice(0, limits.results).reduce(function (most, one) {
        return Math.max(most, Math.sqrt(one.coverage * one.line));
      }, 0);
      if (other && fit < limits.sure) return "nothing";
      return fit >= limits.fits ? "found" : fit >= limits.nothing ? "unsure" : "nothing";
    }

    // What the page shows and the report counts: {verdict: "found", "unsure" or "nothing", danger, results,
    // gaps, elsewhere}. Danger comes first, whatever fits better, and real playbooks before gaps.
    function find(text, typing) {
      store.takeSome(Infinity);
      var query = reader.read(text, typing), candidates = rankAll(query.units), byNumber = new Map();
      candidates.forEach(function (one) { byNumber.set(one.number, one); });
      var stops = raise(query, byNumber), other = elsewhere(text);
      var verdict = stops.length ? "found" : verdictOf(candidates, other);
      var best = candidates.length ? candidates[0].score : 0;
      var shown = verdict === "nothing" ? [] : candidates;
      var planned = stops.map(function (number) { return byNumber.get(number) || { number: number, score: 0 }; })
        .concat(shown.filter(function (one) { return one.number < store.planned && stops.indexOf(one.number) < 0; }))
        .slice(0, limits.results)
        .filter(function (one, place) { return place < 3 || one.score >= best * limits.tail; });
      var gaps = shown.filter(function (one) { return one.number >= store.planned && one.score >= best * limits.gap; });
      return {
        verdict: verdict,
        danger: query.dangers.length > 0 || stops.length > 0,
        elsewhere: other,
        results: planned.map(function (one) {
          var entry = entries[one.number];
          return { entry: entry, raised: stops.indexOf(one.number) >= 0, flags: flagsHit(entry, query.units) };
        }),
        gaps: gaps.slice(0, limits.gaps).map(function (one) {
          return { entry: entries[one.number], closest: one === candidates[0] };
        })
      };
    }

    // Read some more of the index, for about `ms` milliseconds. True when the engine is ready; `find` does
    // what is left to do by itself.
    function prepare(ms) {
      if (!store.takeSome(ms)) return false;
      reader.prepare();
      return true;
    }

    return { find: find, prepare: prepare };
  }

  root.HandbookFinder = { makeEngine: makeEngine };
})(globalThis);
