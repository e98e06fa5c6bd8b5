// Words: how what is typed becomes the tokens that are looked up. The playbooks were read when the handbook was
// built, by words.py, which does the same step for step: whoever changes one of them changes both, and
// tests/finder/test_words.py compares them. What is particular to a language comes as data; of its endings
// only English is known.
//
// A token is a stem ("book"), a small word ("~my"), a group of words that mean the same ("#12"), or a danger ("!3").
(function (root) {
  "use strict";

  var GAP = 2; // words that may stand between the two parts of "ring ... back"
  var CALM = "!"; // the token of a phrase that sounds like a danger and is none
  var VOWEL = /[aeiouy]/;

  // British to American, and letters that are written in two ways. It need not make words, only make
  // both spellings equal.
  function fold(word) {
    return word
      .replace(/ae/g, "e")
      .replace(/(\w{3})our(s|ed|ing|ite|able|ful)?$/, "$1or$2")
      .replace(/([^aeiou])tre(s?)$/, "$1ter$2")
      .replace(/i[sz](e|es|ed|ing|ation|ations)$/, function (all, end) { return word.length > 6 ? "iz" + end : all; })
      .replace(/ogue(s?)$/, "og$1")
      .replace(/amme(s?)$/, "am$1")
      .replace(/([aeiou][^aeiou]+[aeiou])ll(ed|ing|er|ation)$/, "$1l$2")
      .replace(/^grey/, "gray")
      .replace(/^tyre/, "tire")
      .replace(/^cheque/, "check");
  }

  function measure(stem) {
    return (stem.replace(/[^aeiouy]+/g, "C").replace(/[aeiouy]+/g, "V").match(/VC/g) || []).length;
  }

  // The endings that Porter's stemmer takes off (M. F. Porter, "An algorithm for suffix stripping", 1980),
  // without its finer cases: both sides of the search go through it, so it has to be even, not elegant.
  var ENDINGS = [
    [/(ational|ation|ator)$/, "at", 1], [/(tional)$/, "tion", 1], [/(iveness|fulness|ousness)$/, "", 1],
    [/(iviti|ivity)$/, "iv", 1], [/(biliti|bility)$/, "bl", 1], [/(icate|iciti|ical)$/, "ic", 1],
    [/ness$/, "", 1],
    [/(ement|ment|ful|less|ance|ence|able|ible|ant|ent|ism|ist|ous|ive|ize|ly|al|er|or|ity|ic)$/, "", 2],
    [/([st])ion$/, "$1", 2]
  ];

  function strip(word) {
    if (word.length < 4) return word;
    var stem = word.replace(/'s$/, "");
    stem = stem.replace(/sses$/, "ss").replace(/ies$/, "i").replace(/([^su])s$/, "$1");
    if (/[aeiou][^aeiou]+eed$/.test(stem)) stem = stem.replace(/eed$/, "ee");
    else if (!/eed$/.test(stem)) {
      var bare = stem.replace(/(ed|ing)$/, "");
      if (bare !== stem && VOWEL.test(bare) && bare.length > 1) {
        var single = bare.replace(/([^aeioulsz])\1$/, "$1");
        var short = measure(bare) === 1 && /[^aeiouy][aeiouy][^aeiouywx]$/.test(bare);
        var wantsE = /(at|bl|iz)$/.test(bare) || (single === bare && short);
        stem = wantsE ? bare + "e" : single;
      }
    }
    if (stem.length > 2) stem = stem.replace(/ly$/, ""); // "lying" is down to it
    for (var i = 0; i < ENDINGS.length; i += 1) {
      var cut = stem.replace(ENDINGS[i][0], ENDINGS[i][1]);
      if (cut !== stem && measure(cut) >= ENDINGS[i][2]) { stem = cut; break; }
    }
    if (stem.length > 4) stem = stem.replace(/e$/, "");
    if (stem.length > 3) stem = stem.replace(/([^aeiou])y$/, "$1i");
    return stem.replace(/ll$/, "l");
  }

  // How an English word sounds, roughly: its consonants, with the letters that sound alike made equal.
  function sound(word) {
    var heard = word
      .replace(/^kn/, "n").replace(/^wr/, "r").replace(/^ps/, "s").replace(/^wh/, "w")
      .replace(/ph/g, "f").replace(/gh(?=t|$)/g, "").replace(/th/g, "f").replace(/ck/g, "k").replace(/sch/g, "sk")
      .replace(/[st]ch/g, "ch").replace(/(c|t)i(?=on|ou|al|an)/g, "sh").replace(/ssi(?=on)/g, "sh")
      .replace(/x/g, "ks").replace(/c(?=[eiy])/g, "s").replace(/ch/g, "x").replace(/[cq]/g, "k")
      .replace(/dge?/g, function (all) { return all === "d" ? "d" : "j"; }).replace(/g(?=[eiy])/g, "j")
      .replace(/sh/g, "x").replace(/z/g, "s").replace(/v/g, "f");
    var first = VOWEL.test(heard.charAt(0)) ? "a" : "";
    return first + heard.replace(/[aeiouyhw]/g, "").replace(/(.)\1+/g, "$1");
  }

  // The fewest letters to add, drop, change or swap with a neighbour to make one word of the other.
  // Gives up as soon as it must be more than `most`.
  var rows = [[], [], []]; // kept from word to word: many are compared while one types
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before = rows[0], last = rows[1], now = rows[2], i, j;
    for (j = 0; j <= b.length; j += 1) last[j] = j;
    for (i = 1; i <= a.length; i += 1) {
      var letter = a.charCodeAt(i - 1), previous = i > 1 ? a.charCodeAt(i - 2) : -1;
      var least = now[0] = i;
      for (j = 1; j <= b.length; j += 1) {
        var other = b.charCodeAt(j - 1), cost = last[j - 1] + (letter === other ? 0 : 1);
        if (last[j] < cost) cost = last[j] + 1;
        if (now[j - 1] < cost) cost = now[j - 1] + 1;
        if (j > 1 && other === previous && letter === b.charCodeAt(j - 2) && before[j - 2] < cost) cost = before[j - 2] + 1;
        now[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      var free = before;
      before = last; last = now; now = free;
    }
    return last[b.length];
  }

  function setOf(text) {
    return new Set((text || "").split(/\s+/).filter(Boolean));
  }

  // Each phrase is a row of stems, and the token that a text gets where they stand in it. Those of one token come as one
  // text: groups of words that mean the same, dangers, and what sounds like a danger and is none.
  function readPhrases(groups) {
    var phrases = new Map();
    function add(text, token) {
      if (text) text.split("|").forEach(function (written) {
        var end = written.indexOf(" "), first = end < 0 ? written : written.slice(0, end);
        var phrase = { written: written, row: null, token: token, danger: token.charAt(0) === CALM };
        if (phrases.has(first)) phrases.get(first).push(phrase); else phrases.set(first, [phrase]);
      });
    }
    ["#", "!"].forEach(function (mark) {
      (groups[mark] || []).forEach(function (text, number) { add(text, mark + number); });
    });
    (groups.calm || []).forEach(function (text) { add(text, CALM); });
    return phrases;
  }

  // `data`: code of the language, empty, curses, light, thin, titles, surnames, named, asks, particles, short, forms, groups,
  // kin. They come from languages/en.toml and synonyms.yml by way of words.py. `words` are all that the handbook and the
  // groups have, by the alphabet.
  function makeLanguage(data, words) {
    var english = data.code === "en";
    var empty = setOf(data.empty), curses = setOf(data.curses), light = setOf(data.light), thin = setOf(data.thin);
    var particles = setOf(data.particles);
    var titles = setOf(data.titles), surnameTitles = setOf(data.surnames), joins = setOf(data.joins);
    var short = new Map(Object.entries(data.short || {}));
    var twoWords = new Set();
    var forms = new Map();
    var stems = new Map();
    var phrases = readPhrases(data.groups || {}); // first stem -> rows of stems, and the token that each stands for
    var kin = new Map(Object.entries(data.kin || {}));
    short.forEach(function (_, key) { if (key.indexOf(" ") > 0) twoWords.add(key); });
    (data.forms || "").split("\n").forEach(function (line) {
      var words = line.split(/\s+/).filter(Boolean);
      words.forEach(function (word) { forms.set(word, words[0]); });
    });

    function stem(word) {
      var known = stems.get(word);
      if (known === undefined) {
        known = forms.get(word) || word;
        if (english) known = strip(fold(known));
        stems.set(word, known);
      }
      return known;
    }

    // The words of a text: folded, short forms written out. "c/b" stays together where it is a short form.
    function split(text) {
      var plain = text.toLowerCase();
      var plainOnly = !/[^\x20-\x7e]/.test(plain);
      if (!plainOnly) {
        plain = plain.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[\u2018\u2019\u02bc]/g, "'")
          .replace(/[A-Z]+/g, function (letters) { return letters.toLowerCase(); }); // of a trade mark's sign
      }
      if (plain.indexOf("&") >= 0) plain = plain.replace(/\b(\w)\s?&\s?(\w)\b/g, "$1and$2");
      if (plain.indexOf("'") >= 0) {
        if (english) plain = plain.replace(/n't\b/g, "nt").replace(/'(s|re|ve|ll|d|m)\b/g, "");
        plain = plain.replace(/'/g, "");
      }
      var found = plain.match(plainOnly ? /[a-z0-9]+/g : /[\p{L}\p{N}]+/gu) || [];
      var words = [];
      for (var i = 0; i < found.length; i += 1) {
        var pair = found[i] + " " + found[i + 1];
        if (twoWords.has(pair)) { words.push.apply(words, short.get(pair).split(" ")); i += 1; continue; }
        var long = short.get(found[i]);
        if (long !== undefined) words.push.apply(words, long.split(" "));
        else words.push(found[i]);
      }
      return words;
    }

    // Where the phrase `wanted` ends that begins at `from` in a row of stems; 0 where it does not stand there.
    function endOf(wanted, row, from) {
      var at = 1;
      while (at < wanted.length && row[from + at] === wanted[at]) at += 1;
      if (at === wanted.length) return from + at;
      if (at > 1 || wanted.length !== 2 || !particles.has(wanted[1])) return 0;
      // "ring back" also in "ring Mrs Bell back": the thing stands between the two parts of the verb.
      var gap = row.slice(from + 2, from + 2 + GAP).indexOf(wanted[1]);
      return gap < 0 ? 0 : from + 3 + gap;
    }

    function phrasesFrom(first) {
      var known = phrases.get(first);
      if (known && !known[0].row) known.forEach(function (phrase) { phrase.row = phrase.written.split(" "); });
      return known;
    }

    // Where phrases stand in a row of stems: [{from, to, token, danger}], `to` not included. A danger is not one
    // inside a longer phrase of danger: "tongue swelling" is not any swelling, and "blood pressure" (CALM) no blood.
    function findPhrases(row) {
      var found = [];
      for (var from = 0; from < row.length; from += 1) {
        var known = phrasesFrom(row[from]);
        for (var k = 0; known && k < known.length; k += 1) {
          var to = endOf(known[k].row, row, from);
          if (to) found.push({ from: from, to: to, token: known[k].token, danger: known[k].danger });
        }
      }
      return found.filter(function (one) {
        return !one.danger || (one.token !== CALM && !found.some(function (other) {
          return other.danger && other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from;
        }));
      });
    }

    // Where `wanted` stands in the vocabulary, or would stand.
    function placeOf(wanted) {
      var low = 0, high = words.length;
      while (low < high) {
        var middle = (low + high) >> 1;
        if (words[middle] < wanted) low = middle + 1; else high = middle;
      }
      return low;
    }

    return {
      split: split, stem: stem, findPhrases: findPhrases, distance: distance, words: words, placeOf: placeOf,
      sound: english ? sound : function (word) { return word; },
      kinOf: function (danger) { return kin.get(danger) || [danger]; },
      // The groups that a stem is in by itself: wherever it stands in a line, they do.
      eachImplied: function (call) {
        phrases.forEach(function (known, first) {
          known.forEach(function (phrase) { if (phrase.written === first && !phrase.danger) call(first, phrase.token); });
        });
      },
      isEmpty: function (word) { return empty.has(word); },
      // A number, and not one that stands for something, as 999 does.
      isNumber: function (word) { return /^[0-9]+$/.test(word) && !phrases.has(word); },
      isCurse: function (word) { return curses.has(word); },
      isLight: function (word) { return light.has(word); },
      isJoin: function (word) { return joins.has(word); },
      isTitle: function (word) { return titles.has(word); },
      named: data.named || "", // what "Mrs Khan" stands for
      isSurnameTitle: function (word) { return surnameTitles.has(word); },
      // Whether a text begins as a question does that asks for something to know: "what time", "where do we".
      asks: function (text) {
        var typed = split(text).join(" ") + " ";
        return (data.asks || []).some(function (words) { return typed.startsWith(words + " "); });
      },
      isThin: function (word) { return thin.has(word); },
      // A word that the language knows, whether or not a playbook has it.
      knows: function (word) { return empty.has(word) || light.has(word) || forms.has(word) || phrases.has(stem(word)); },
      hasWord: function (word) { return words[placeOf(word)] === word; }
    };
  }

  root.HandbookWords = { makeLanguage: makeLanguage, distance: distance, sound: sound, strip: strip, fold: fold };
})(globalThis);
