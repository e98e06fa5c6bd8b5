// The reader: what was typed, word by word, and what each word may stand for: itself, a word that means the
// same, a word still being typed, a word spelt wrong. Two MiniSearch fields hold the vocabulary for that:
// how a word is written, and how it sounds.
(function (root) {
  "use strict";

  var SPELLINGS = 3; // readings that are tried for a word nobody knows
  var ENDINGS = 10; // words that an unfinished word may become
  var LOOKED_AT = 60; // neighbours in the vocabulary that are compared letter by letter
  var PHRASE = 0.8; // what a phrase counts at least, though all its words be small

  function makeReader(store, language, match) {
    var speller = null, sorted = null; // made when first needed: the page is ready sooner

    function spelling() {
      if (speller === null) {
        speller = new root.MiniSearch({
          fields: ["word", "sound"], idField: "word",
          tokenize: function (text) { return [text]; }, processTerm: function (term) { return term; }
        });
        language.vocabulary().forEach(function (word) {
          if (word.length > 2) speller.add({ word: word, sound: language.sound(word) });
        });
      }
      return speller;
    }

    function isKnown(word) {
      return store.has(language.stem(word)) || language.knows(word) || /^\d+$/.test(word);
    }

    // Words of the vocabulary that an unknown word may have been meant for, the likeliest first.
    function spellingsOf(word) {
      var most = word.length < 8 ? 1 : 2, heard = language.sound(word), found = [];
      var queries = [{ queries: [word], fields: ["word"], fuzzy: most + 1, maxFuzzy: most + 1 }];
      if (heard.length > 1) queries.push({ queries: [heard], fields: ["sound"] });
      spelling().search({ combineWith: "OR", queries: queries }).slice(0, LOOKED_AT).forEach(function (result) {
        var other = result.id, off = language.distance(word, other, most + 1);
        var alike = heard.length > 1 && heard === language.sound(other) && off <= most + 1;
        var begins = word.charAt(0) === other.charAt(0);
        if (off > most && !alike) return;
        // In a short word one letter is a lot: its first one must be right, or it must sound the same.
        if (word.length < 5 && !alike && (word.length < 4 || !begins)) return;
        found.push({
          word: other,
          weight: off <= 1 && (alike || word.length > 4) ? match.spelling : match.far,
          off: off - (alike ? 0.5 : 0) - (begins ? 0.25 : 0) - Math.min(0.2, store.count(language.stem(other)) / 100)
        });
      });
      found.sort(function (a, b) { return a.off - b.off || (a.word < b.word ? -1 : 1); });
      return found.filter(function (one) { return one.off <= found[0].off + 0.5; }).slice(0, SPELLINGS);
    }

    // What a word may become when it is typed to its end: of many, those that stand in most playbooks.
    function endingsOf(begun) {
      if (sorted === null) sorted = language.vocabulary().sort();
      var low = 0, high = sorted.length;
      while (low < high) {
        var middle = (low + high) >> 1;
        if (sorted[middle] < begun) low = middle + 1; else high = middle;
      }
      var found = [];
      for (var at = low; at < sorted.length && sorted[at].indexOf(begun) === 0; at += 1) {
        var word = sorted[at];
        if (!language.isEmpty(word)) found.push({ word: word, count: store.count(language.stem(word)) });
      }
      found.sort(function (a, b) { return b.count - a.count || (a.word < b.word ? -1 : 1); });
      return found.slice(0, ENDINGS).map(function (one) { return one.word; });
    }

    // "waitingroom" is "waiting room".
    function inTwo(word) {
      if (word.length < 6 || isKnown(word)) return [word];
      for (var at = word.length - 3; at >= 3; at -= 1) {
        var parts = [word.slice(0, at), word.slice(at)];
        if (parts.every(function (part) { return language.hasWord(part) && !language.isEmpty(part); })) return parts;
      }
      return [word];
    }

    function weightOf(word, stem) {
      if (stem === "not") return match.negation;
      if (/^\d/.test(word)) return match.number;
      return language.isLight(word) ? match.light : 1;
    }

    // One word of the query. `ways` are the tokens it may stand for, and how much each counts; `meant` is
    // the likeliest reading of a word that nobody knows.
    function readWord(word, unfinished) {
      var stem = language.stem(word);
      var unit = { word: word, stems: [stem], ways: new Map([[stem, match.exact]]), weight: weightOf(word, stem),
                   known: true, meant: stem, unfinished: unfinished, danger: false, bears: false };
      function add(other, weight) {
        var token = language.stem(other);
        if (language.isEmpty(other) || (unit.ways.get(token) || 0) >= weight) return;
        unit.ways.set(token, weight);
        unit.stems.push(token);
      }
      if (unfinished && word.length > 1) {
        endingsOf(word).forEach(function (other) { add(other, match.prefix * Math.sqrt(word.length / other.length)); });
      }
      if (!isKnown(word) && unit.stems.length === 1) {
        unit.known = false;
        if (word.length > 2) spellingsOf(word).forEach(function (one) { add(one.word, one.weight); });
        unit.meant = unit.stems[1] || stem;
      }
      return unit;
    }

    function addWay(unit, token, weight) {
      unit.ways.set(token, Math.max(unit.ways.get(token) || 0, weight));
    }

    // A phrase counts once: with its weightiest word. The others know that it carries them.
    function addPhrase(inside, phrase) {
      var worth = function (unit) { return language.isEmpty(unit.word) ? 0 : store.idf(unit.stems[0]) * unit.weight; };
      var bearer = inside.reduce(function (best, unit) { return worth(unit) > worth(best) ? unit : best; });
      if (inside.length > 1) {
        bearer.bears = true;
        bearer.weight = Math.max(bearer.weight, PHRASE);
        inside.forEach(function (unit) { if (unit !== bearer) unit.carried = phrase.token; });
      }
      addWay(bearer, phrase.token, match.same * (bearer.known ? 1 : match.spelling));
    }

    // Groups and dangers that the words belong to, alone and as phrases.
    function addGroups(units, dangers) {
      var row = units.map(function (unit) { return unit.meant; });
      language.findPhrases(row).forEach(function (phrase) {
        var inside = units.slice(phrase.from, phrase.to);
        if (!phrase.danger) { addPhrase(inside, phrase); return; }
        inside.forEach(function (unit) { unit.danger = true; });
        dangers.add(phrase.token);
      });
      // The other readings of a misspelt or unfinished word bring their groups along.
      units.forEach(function (unit) {
        unit.stems.slice(1).forEach(function (stem) {
          language.findPhrases([stem]).forEach(function (phrase) {
            if (!phrase.danger) addWay(unit, phrase.token, unit.ways.get(stem) * match.same);
            else if (!unit.unfinished || unit.word.length > 3) { unit.danger = true; dangers.add(phrase.token); }
          });
        });
      });
    }

    // How much of the query's sense hangs on a word: by how rare it is, in the reading that the handbook has.
    function massOf(unit) {
      var mass = unit.known ? 0.5 : store.idf("");
      unit.ways.forEach(function (weight, token) {
        if (store.has(token)) mass = Math.max(mass, store.idf(token) * weight);
      });
      return mass * unit.weight;
    }

    // `typing`: the last word may not be finished yet.
    function read(text, typing) {
      var words = [], dangers = new Set();
      language.split(text).forEach(function (word) { words.push.apply(words, inTwo(word)); });
      words = words.filter(function (word) { return !language.isThin(word); });
      var unfinished = typing && /[\p{L}\p{N}]$/u.test(text);
      var units = words.map(function (word, at) { return readWord(word, unfinished && at === words.length - 1); });
      addGroups(units, dangers);
      for (var at = 1; at < words.length; at += 1) { // "call back" is also "callback"
        var joined = language.stem(words[at - 1] + words[at]);
        if (store.has(joined)) addWay(units[at], joined, match.exact);
      }
      units = units.filter(function (unit) { return unit.bears || !language.isEmpty(unit.word); });
      units.forEach(function (unit) { unit.mass = massOf(unit); });
      return { units: units, dangers: Array.from(dangers) };
    }

    return { read: read, prepare: spelling };
  }

  root.HandbookReader = { makeReader: makeReader };
})(globalThis);
