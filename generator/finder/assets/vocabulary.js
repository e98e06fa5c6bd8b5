// The vocabulary: the words of the handbook and what each is searched by, unfolded from what vocabulary.py wrote,
// and the numbers that packed.py wrote as text.
(function (root) {
  "use strict";

  var FIRST_TERM = 2; // below it, numbers end a line or a field
  var SHORTENED = "/-+"; // a word is its term without none, one or two letters, and what follows
  var MARKS = Array.from(SHORTENED + "=", function (mark) { return mark.charCodeAt(0); }); // "=": a word as it stands
  var A = 65, Z = 90; // how many letters a term shares with the one before; no word has a capital letter

  // Digits from the blank on without " < and \, in two halves of which the first one ends a number.
  function readNumbers(text) {
    var digits = new Uint8Array(128), half = 46, next = 0;
    for (var code = 32; code < 127; code += 1) if (code !== 34 && code !== 60 && code !== 92) digits[code] = next++;
    var found = new Uint32Array(text.length), count = 0, value = 0;
    for (var at = 0; at < text.length; at += 1) {
      var digit = digits[text.charCodeAt(at)];
      if (digit < half) { found[count++] = value * half + digit; value = 0; } else value = value * half + digit - half;
    }
    return found.subarray(0, count);
  }

  // Places by how often they come, the commonest first: those that are as common stay in their order. Most come a few
  // times only, so they are dealt out rather than compared.
  function byFrequency(often) {
    var dealt = new Map();
    for (var at = 0; at < often.length; at += 1) {
      if (!dealt.has(often[at])) dealt.set(often[at], []);
      dealt.get(often[at]).push(at);
    }
    dealt.delete(0);
    var times = Array.from(dealt.keys()).sort(function (a, b) { return b - a; });
    return Array.prototype.concat.apply([], times.map(function (one) { return dealt.get(one); }));
  }

  function isMark(code) {
    return (code >= A && code <= Z) || (code < 64 && MARKS.indexOf(code) >= 0);
  }

  // `terms` by number, less FIRST_TERM, and how `often` each stands in all lines; `words` by the alphabet, and
  // `stems`, the number of the term that each is searched by, 0 where no playbook has it.
  function readVocabulary(text, counts) {
    var often = readNumbers(counts), order = byFrequency(often), known = new Uint32Array(often.length);
    order.forEach(function (place, at) { known[place] = at + FIRST_TERM; });
    var terms = new Array(order.length), numbers = new Map(), term = "", place = -1;
    for (var from = 0, to = 1; from < text.length; from = to, to += 1) {
      while (to < text.length && !isMark(text.charCodeAt(to))) to += 1;
      var code = text.charCodeAt(from), rest = text.slice(from + 1, to);
      if (code < A || code > Z) {
        var cut = SHORTENED.indexOf(text[from]);
        numbers.set(cut < 0 ? rest : (cut ? term.slice(0, -cut) : term) + rest, known[place]);
        continue;
      }
      term = term.slice(0, code - A) + rest;
      place += 1;
      if (known[place]) terms[known[place] - FIRST_TERM] = term;
    }
    var words = Array.from(numbers.keys()).sort();
    return {
      terms: terms,
      often: Uint32Array.from(order, function (place) { return often[place]; }),
      words: words,
      stems: Uint32Array.from(words, function (word) { return numbers.get(word); })
    };
  }

  root.HandbookVocabulary = { readNumbers: readNumbers, readVocabulary: readVocabulary };
})(globalThis);
