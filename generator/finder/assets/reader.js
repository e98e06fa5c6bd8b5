// The reader: what was typed, word by word, and what each word may stand for: itself, a word that means the
// same, a word still being typed, a word spelt wrong. A word spelt wrong is compared with the whole
// vocabulary, letter by letter and by its sound; a number that tells which letters a word has spares most of it.
(function (root) {
  "use strict";

  var SPELLINGS = 3; // readings that are tried for a word nobody knows
  var ENDINGS = 10; // words that an unfinished word may become
  var STOPS = /[,;:.!?]+\s+/; // what ends a clause: "rude, and the bill is wrong"
  var KEPT = 40; // words spelt wrong whose readings are kept while one types on
  var PHRASE = 0.8; // what a phrase counts at least, though all its words be small

  var SMALL = "~", NUMBER = "~0"; // how the token of a small word begins, and that of any number

  // Which letters a word has, as bits: of two words that are one letter off, each has one at the most that the
  // other has not.
  function lettersOf(word) {
    var letters = 0;
    for (var at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
    return letters;
  }

  // How many bits of a number are set: counted in pairs, fours and bytes at once, as it is done for every word.
  function bitsOf(number) {
    var pairs = number - ((number >>> 1) & 0x55555555);
    var fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
    return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }

  function makeReader(store, language, match, stems) {
    var letters = null, lengths = null; // by place in the vocabulary; made when first needed
    var spellings = new Map();

    function isKnown(word) {
      return store.has(language.stem(word)) || language.knows(word) || language.isNumber(word);
    }

    function readVocabulary() {
      letters = new Uint32Array(language.words.length);
      lengths = new Uint32Array(language.words.length);
      for (var place = 0; place < letters.length; place += 1) {
        letters[place] = lettersOf(language.words[place]);
        lengths[place] = language.words[place].length;
      }
    }

    // Words of the vocabulary that are at most `most` letters off: their places and how far off they are.
    function near(word, most) {
      var own = lettersOf(word), found = [];
      if (letters === null) readVocabulary();
      var shortest = Math.max(3, word.length - most), longest = word.length + most;
      for (var place = 0; place < letters.length; place += 1) {
        if (lengths[place] < shortest || lengths[place] > longest) continue;
        if (bitsOf(own & ~letters[place]) > most || bitsOf(letters[place] & ~own) > most) continue;
        var off = language.distance(word, language.words[place], most);
        if (off <= most) found.push({ place: place, off: off });
      }
      return found;
    }

    // Words of the vocabulary that an unknown word may have been meant for, the likeliest first. It stays the same
    // word while one types the next ones.
    function spellingsOf(word) {
      if (!spellings.has(word)) {
        if (spellings.size >= KEPT) spellings.clear();
        spellings.set(word, findSpellings(word));
      }
      return spellings.get(word);
    }

    function findSpellings(word) {
      var most = word.length < 8 ? 1 : 2, heard = language.sound(word), found = [];
      near(word, most + 1).forEach(function (one) {
        var other = language.words[one.place];
        var alike = heard.length > 1 && heard === language.sound(other);
        var begins = word.charAt(0) === other.charAt(0);
        if (one.off > most && !alike) return;
        // In a short word one letter is a lot: its first one must be right, or it must sound the same.
        if (word.length < 5 && !alike && (word.length < 4 || !begins)) return;
        found.push({
          word: other,
          weight: (one.off <= 1 && (alike || word.length > 4)) || (alike && word.length > 5) ? match.spelling : match.far,
          off: one.off - (alike ? 1 : 0) - (begins ? 0.25 : 0) - Math.min(0.2, store.count(stems[one.place]) / 100)
        });
      });
      found.sort(function (a, b) { return a.off - b.off || (a.word < b.word ? -1 : 1); });
      return found.filter(function (one) { return one.off <= found[0].off + 0.5; }).slice(0, SPELLINGS);
    }

    // What a word may become when it is typed to its end: of many, those that stand in most playbooks.
    function endingsOf(begun) {
      var found = [], words = language.words;
      for (var at = language.placeOf(begun); at < words.length && words[at].startsWith(begun); at += 1) {
        if (!language.isEmpty(words[at])) found.push({ word: words[at], count: store.count(stems[at]) });
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
      var number = language.isNumber(word), stem = language.stem(word);
      var unit = { word: word, stems: [stem], ways: new Map([[stem, match.exact]]), weight: weightOf(word, stem),
                   known: true, meant: stem, unfinished: unfinished, danger: false, bears: false,
                   empty: number || language.isEmpty(word), small: number ? NUMBER : SMALL + stem };
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
        var others = word.length > 2 ? spellingsOf(word) : [];
        unit.empty = others.length > 0 && others[0].weight >= match.spelling && language.isEmpty(others[0].word); // "becuase"
        others.forEach(function (one) { add(one.word, one.weight); });
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

    // How much of the query's sense hangs on a word: by how rare it is, in the reading that the handbook has. A
    // word that nobody knows and that is like none may be the very heart of it.
    function massOf(unit) {
      var sure = Math.max.apply(null, unit.stems.slice(1).map(function (stem) { return unit.ways.get(stem); }).concat(0));
      var mass = unit.known || sure >= match.spelling ? 0.5 : store.idf("");
      unit.ways.forEach(function (weight, token) {
        if (store.has(token)) mass = Math.max(mass, store.idf(token) * weight);
      });
      return mass * unit.weight;
    }

    // What was typed: `row` is all of it, small words and all, `units` what bears its sense. `typing`: the last word may
    // not be finished yet.
    function read(text, typing) {
      var words = [], parts = [], names = [], whos = [], part = 0, dangers = new Set();
      text.split(STOPS).forEach(function (clause) {
        part += 1;
        language.split(clause).forEach(function (word, at, all) {
          // "Mrs Khan": who it was says nothing about what happened.
          var who = at > 0 && language.isSurnameTitle(all[at - 1]) && !language.isEmpty(word);
          if (who) word = language.named;
          var name = at > 0 && language.isTitle(all[at - 1]) && !isKnown(word);
          if (name && !spellingsOf(word).length) return;
          if (language.isJoin(word)) part += 1;
          inTwo(word).forEach(function (one) {
            if (one && !language.isThin(one)) { words.push(one); parts.push(part); names.push(name); whos.push(who); }
          });
        });
      });
      var unfinished = typing && /[\p{L}\p{N}]$/u.test(text);
      var units = words.map(function (word, at) { return readWord(word, unfinished && at === words.length - 1); });
      units.forEach(function (unit, at) { unit.part = parts[at]; unit.who = whos[at]; });
      addGroups(units, dangers);
      for (var at = 1; at < words.length; at += 1) { // "call back" is also "callback"
        var joined = language.stem(words[at - 1] + words[at]);
        if (store.has(joined)) addWay(units[at], joined, match.exact);
      }
      units.forEach(function (unit, at) { if (names[at] && !unit.known) unit.weight = match.name; });
      var row = units.filter(function (unit) { return !language.isCurse(unit.word); });
      units = units.filter(function (unit) { return unit.bears || !unit.empty; });
      units.forEach(function (unit) { unit.mass = massOf(unit); });
      return { row: row, units: units, dangers: Array.from(dangers), asks: language.asks(text) };
    }

    return { read: read };
  }

  root.HandbookReader = { makeReader: makeReader };
})(globalThis);
