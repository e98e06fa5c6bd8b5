// The finder's engine: what was typed in, ranked playbooks out. The page and `handbook search-report` run
// this very file on the very index that the build wrote. It touches no page, keeps nothing, asks nobody.
// What counts how much is in weights.toml; how words are read in words.js and reader.js.
(function (root) {
  "use strict";

  var CANDIDATES = 24; // entries whose lines are compared one by one
  var COMMON = 3; // a word of this rarity counts as BM25 has it
  var BEARS = 0.8; // from this weight on, a word of the query bears its sense
  var FEW = 20, USUAL = 60; // lines of an entry that say what it is: with 40 of them none is held against it
  var NOWHERE = { near: 0, words: 0 };

  function makeEngine(index) {
    var match = index.weights.match, rank = index.weights.rank, limits = index.weights.limits;
    var language = root.HandbookWords.makeLanguage(index.language);
    var store = root.HandbookStore.makeStore(index);
    var reader = root.HandbookReader.makeReader(store, language, match, root.HandbookStore.readNumbers(index.language.stems));
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
          if (!one) found.set(number, one = { number: number, score: 0, line: NOWHERE, coverage: 0, words: new Map() });
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

    // The terms that the query may mean, by number: for which words of it they stand, and how surely.
    function meantBy(units) {
      var meant = new Map();
      units.forEach(function (unit, place) {
        unit.ways.forEach(function (weight, token) {
          var number = store.numberOf(token), worth = number ? store.idf(token) : 0;
          if (!meant.has(number)) meant.set(number, []);
          if (number) meant.get(number).push({ place: place, weight: weight, worth: worth });
        });
      });
      return meant;
    }

    // How nearly the lines of an entry say what was typed: 1 where a line says all of it and no more. And how
    // many of the words that bear the sense the nearest line has.
    function closeness(number, units, meant, total) {
      var best = NOWHERE, second = NOWHERE, lines = store.closeLines(number);
      lines.forEach(function (line) {
        var value = closenessOf(line, units, meant, total);
        if (value.near > best.near) { second = best; best = value; } else if (value.near > second.near) second = value;
      });
      var near = (best.near + rank.second * second.near) * Math.pow(USUAL / (FEW + lines.length), rank.many);
      return { near: near, words: best.words };
    }

    // Each word of the query counts once in a line, as the surest of its readings that stand there.
    function closenessOf(line, units, meant, total) {
      var surest = null, said = 0, typed = 0, words = 0;
      for (var at = 0; at < line.tokens.length; at += 1) {
        var ways = meant.get(line.tokens[at]);
        for (var k = 0; ways && k < ways.length; k += 1) {
          surest = surest || [];
          var known = surest[ways[k].place];
          if (!known || ways[k].weight > known.weight || (ways[k].weight === known.weight && ways[k].worth > known.worth)) {
            surest[ways[k].place] = ways[k];
          }
        }
      }
      if (surest === null) return NOWHERE;
      surest.forEach(function (way) {
        said += way.weight * way.worth;
        typed += way.weight * units[way.place].mass;
        if (units[way.place].weight >= BEARS && way.weight >= match.far) words += 1;
      });
      return {
        near: Math.pow(Math.min(1, said / line.whole), rank.says) * Math.pow(Math.min(1, typed / total), rank.typed),
        words: words
      };
    }

    function isStop(one) {
      return entries[one.number].kind === "stop-card";
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
      var meant = meantBy(units);
      candidates.slice(0, CANDIDATES).forEach(function (one) {
        one.line = closeness(one.number, units, meant, total);
        one.score = (one.score + top * rank.phrase * one.line.near) * (1 + rank.prior * (entries[one.number].prior || 0));
        if (isStop(one)) one.score *= rank.stops;
      });
      return candidates.sort(order);
    }

    // Who complains often has two things to say: "she was rude and nobody rang back". What fits one of them
    // well stands among the first, though the other has more words.
    function rankParts(query) {
      var ranked = rankAll(query.units), parts = new Map(), place = 1;
      query.units.forEach(function (unit) { parts.set(unit.part, (parts.get(unit.part) || []).concat(unit)); });
      if (parts.size < 2) return ranked;
      parts.forEach(function (units) {
        var best = rankAll(units)[0];
        if (!best || fitOf({ units: units, asks: false }, [best]) < limits.sure) return;
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

    // The stop cards that the words of danger belong to, if they weigh enough: one, or two that are close.
    function raise(query, byNumber) {
      var found = [], computed = query.units.filter(function (unit) { return !unit.danger && dangerOf(unit) > 0; });
      entries.forEach(function (entry, number) {
        if (!entry.raises) return;
        var level = 0, weight = 0, stops = entry.kind === "stop-card";
        query.dangers.forEach(function (danger) {
          var lines = language.kinOf(danger).reduce(function (sum, kin) { return sum + (entry.raises[kin] || 0); }, 0);
          if (lines) { level += rank.danger; weight += rank.lines * Math.sqrt(lines); }
        });
        if (stops) computed.forEach(function (unit) {
          if (!store.saysOf(number, unit.meant)) return;
          level += rank.computed;
          weight += rank.computed * unit.mass;
        });
        var candidate = byNumber.get(number), named = stops ? weight : 0;
        weight = (weight + (candidate ? candidate.score * rank.fit : 0)) * (stops ? 1 : rank.recovery);
        if (level >= rank.raise) found.push({ number: number, weight: weight, named: named });
      });
      found.sort(function (a, b) { return b.weight - a.weight || a.number - b.number; });
      // Of the two, one is the card that names the danger most plainly, however little else of it was typed.
      var plainest = found.reduce(function (most, one) { return most.named >= one.named ? most : one; }, { named: 0 });
      return found.filter(function (one, at) {
        if (found.indexOf(plainest) > 1 && plainest.named >= found[1].named * rank.plain) return !at || one === plainest;
        return at < 2 && one.weight >= found[0].weight * rank.beside;
      }).map(function (one) { return one.number; });
    }

    // The red flags of an entry that the words of danger in the query stand in, by their place.
    function flagsHit(number, units) {
      var meant = meantBy(units.filter(function (unit) { return dangerOf(unit) > 0; }));
      if (!meant.size) return [];
      var says = function (line) { return line.tokens.some(function (token) { return meant.has(token); }); };
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

    // How well the best of what was found fits. One word of several in common is little; and who asks what
    // time it is, or where something is kept, is not telling what happened.
    function fitOf(query, candidates) {
      var several = query.units.filter(function (unit) { return unit.weight >= BEARS; }).length > 1;
      var fit = candidates.slice(0, limits.results).reduce(function (most, one) {
        var alone = several && one.line.words < 2 ? rank.alone : 1;
        return Math.max(most, Math.sqrt(one.coverage * one.line.near) * alone);
      }, 0);
      return query.asks ? fit * rank.asked : fit;
    }

    function verdictOf(query, candidates, other) {
      var fit = fitOf(query, candidates);
      // "Printer out of paper" is for elsewhere; a complaint that lies behind the printer is not.
      if (other && fit < limits.sure) return fit >= limits.fits && candidates[0].line.words > 1 ? "unsure" : "nothing";
      return fit >= limits.fits ? "found" : fit >= limits.nothing ? "unsure" : "nothing";
    }

    // The stop card that fits best of those below takes the second place, if it fits nearly as well as what stood
    // there. The third may change places with the second for less: nobody leaves the first three by it.
    function stopSecond(planned, warned) {
      var stop = planned.slice(2).filter(isStop).reduce(function (best, one) { return best && best.score >= one.score ? best : one; }, null);
      if (!stop) return planned;
      var enough = isStop(planned[1]) ? rank.over : stop === planned[2] ? rank.swap : warned ? rank.warned : rank.lift;
      if (isStop(planned[0])) enough = Math.max(enough, rank.both);
      if (stop.score < planned[1].score * enough) return planned;
      return [planned[0], stop].concat(planned.slice(1).filter(function (one) { return one !== stop; }));
    }

    // What the page shows and the report counts: {verdict: "found", "unsure" or "nothing", danger, results,
    // gaps, elsewhere}. Danger comes first, whatever fits better, and real playbooks before gaps.
    function find(text, typing) {
      var query = reader.read(text, typing), candidates = rankParts(query), byNumber = new Map();
      candidates.forEach(function (one) { byNumber.set(one.number, one); });
      var stops = raise(query, byNumber), other = elsewhere(text);
      var verdict = stops.length ? "found" : verdictOf(query, candidates, other);
      var best = candidates.length ? candidates[0].score : 0;
      var shown = verdict === "nothing" ? [] : candidates;
      var most = shown.reduce(function (most, one) { return one.number < store.planned ? Math.max(most, one.score) : most; }, 0);
      var planned = stops.map(function (number) { return byNumber.get(number) || { number: number, score: 0 }; })
        .concat(shown.filter(function (one) { return one.number < store.planned && stops.indexOf(one.number) < 0; }));
      var warned = query.dangers.length > 0 || query.units.some(function (unit) { return dangerOf(unit) > 0; });
      planned = (stops.length < 2 ? stopSecond(planned, warned) : planned).slice(0, limits.results)
        .filter(function (one, place) { return place < 3 || one.score >= most * limits.tail; });
      var gaps = shown.filter(function (one) { return one.number >= store.planned && one.score >= best * limits.gap; });
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
