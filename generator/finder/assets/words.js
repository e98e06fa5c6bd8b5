// Words: how a text becomes the tokens that are indexed and looked up. Playbooks and queries go through
// the same door. What is particular to a language comes as data; of its endings only English is known.
//
// A token is a stem ("book"), a group of words that mean the same ("#12"), or a danger ("!3").
(function (root) {
  "use strict";

  var GAP = 2; // words that may stand between the two parts of "ring ... back"
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
    stem = stem.replace(/ly$/, "");
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
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before = [], last = [], now = [], i, j;
    for (j = 0; j <= b.length; j += 1) last[j] = j;
    for (i = 1; i <= a.length; i += 1) {
      now = [i];
      var least = i;
      for (j = 1; j <= b.length; j += 1) {
        var same = a.charAt(i - 1) === b.charAt(j - 1);
        now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1)) {
          now[j] = Math.min(now[j], before[j - 2] + 1);
        }
        least = Math.min(least, now[j]);
      }
      if (least > most) return most + 1;
      before = last; last = now;
    }
    return last[b.length];
  }

  function setOf(text) {
    return new Set((text || "").split(/\s+/).filter(Boolean));
  }

  // `data`: code of the language, empty, light, thin, short, forms, same, danger. See languages/en.toml.
  function makeLanguage(data) {
    var english = data.code === "en";
    var empty = setOf(data.empty), light = setOf(data.light), thin = setOf(data.thin), particles = setOf(data.particles);
    var short = new Map(Object.entries(data.short || {}));
    var twoWords = new Set();
    var forms = new Map();
    var stems = new Map();
    var words = new Map(); // the vocabulary: every word of the playbooks, and of the groups
    var phrases = new Map();
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
        plain = plain.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[\u2018\u2019\u02bc]/g, "'");
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

    // Phrases: each is a row of stems, and the token that a text gets where they stand in it.
    function addPhrase(text, token) {
      var parts = split(text), row = parts.filter(function (word) { return !thin.has(word); }).map(stem);
      parts.forEach(function (word) { own.add(word); });
      if (row.length === 0) return;
      var known = phrases.get(row[0]);
      if (!known) phrases.set(row[0], known = []);
      known.push({ row: row, token: token, danger: token.charAt(0) === "!" });
    }
    var own = new Set(); // words of the groups, so that a misspelt one is recognised as well
    (data.same || []).forEach(function (group, number) { group.forEach(function (text) { addPhrase(text, "#" + number); }); });
    (data.danger || []).forEach(function (text, number) { addPhrase(text, "!" + number); });

    own.forEach(lookUp);

    // Dangers that stand in one group are one danger: "passed out" also raises a card that says "collapsed".
    // Other members of the group do not count: "heart attack" is no reason to raise the card on violence.
    var kin = new Map(), byGroup = new Map();
    phrases.forEach(function (known) {
      known.forEach(function (one) {
        if (!one.danger) return;
        var row = one.row.join(" ");
        known.forEach(function (other) {
          if (other.danger || other.row.join(" ") !== row) return;
          if (!byGroup.has(other.token)) byGroup.set(other.token, []);
          byGroup.get(other.token).push(one.token);
        });
        kin.set(one.token, [one.token]);
      });
    });
    byGroup.forEach(function (dangers) {
      dangers.forEach(function (danger) { kin.set(danger, Array.from(new Set(kin.get(danger).concat(dangers)))); });
    });

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

    // Where phrases stand in a row of stems: [{from, to, token, danger}], `to` not included.
    function findPhrases(row) {
      var found = [];
      for (var from = 0; from < row.length; from += 1) {
        var known = phrases.get(row[from]);
        for (var k = 0; known && k < known.length; k += 1) {
          var to = endOf(known[k].row, row, from);
          if (to) found.push({ from: from, to: to, token: known[k].token, danger: known[k].danger });
        }
      }
      return found;
    }

    // All that the index wants to know of a word, looked up once.
    function lookUp(word) {
      var known = words.get(word);
      if (!known) {
        known = { stem: stem(word), empty: empty.has(word), thin: thin.has(word) };
        known.begins = phrases.has(known.stem);
        words.set(word, known);
      }
      return known;
    }

    // A line of a playbook as tokens: for the index (stems and groups), and the dangers in it. Its words
    // become the vocabulary.
    function readLine(line) {
      var found = split(line), row = [], list = [], dangers = [], begins = false;
      for (var i = 0; i < found.length; i += 1) {
        var word = lookUp(found[i]);
        if (word.thin) continue;
        row.push(word.stem);
        begins = begins || word.begins;
        if (!word.empty) list.push(word.stem);
      }
      if (begins) findPhrases(row).forEach(function (phrase) { (phrase.danger ? dangers : list).push(phrase.token); });
      return { list: list, dangers: dangers, tokens: null, whole: 0 };
    }

    return {
      split: split, stem: stem, readLine: readLine, findPhrases: findPhrases, distance: distance,
      sound: english ? sound : function (word) { return word; },
      kinOf: function (danger) { return kin.get(danger); },
      isEmpty: function (word) { return empty.has(word); },
      isLight: function (word) { return light.has(word); },
      isThin: function (word) { return thin.has(word); },
      // A word that the language knows, whether or not a playbook has it.
      knows: function (word) { return empty.has(word) || light.has(word) || forms.has(word) || phrases.has(stem(word)); },
      hasWord: function (word) { return words.has(word); },
      vocabulary: function () { return Array.from(words.keys()); }
    };
  }

  root.HandbookWords = { makeLanguage: makeLanguage, distance: distance, sound: sound, strip: strip, fold: fold };
})(globalThis);
