// The profiles: how like a query is to what an entry says as a whole. One view takes its words for themselves, all
// lines together; the other the pairs of words that stand side by side. No line has to say what was typed: what was
// never written down in these words is found by what it has in common with all that was.
(function (root) {
  "use strict";

  var END_OF_LINE = 0, END_OF_FIELD = 1, FIRST_TERM = 2; // as packed.py writes them
  var LEFT = 1, RIGHT = 2; // of a pair
  var KEPT = 200; // pairs of words

  // `texts`: how many `entries` there are; the `flow` of all lines by the numbers of their terms (`numberOf` a token, 0
  // where there is none), how `often` each stands in it, its `places` (fields of entries, numbered through, `width` of
  // them to an entry) from its `starts` on, where in the flow a field `begins`, which of them are `said` of a defect,
  // and which terms are groups.
  function makeProfiles(texts) {
    var entries = texts.entries, numberOf = texts.numberOf, flow = texts.flow, often = texts.often, starts = texts.starts;
    var places = texts.places, begins = texts.begins, width = texts.width, said = texts.said, isGroup = texts.isGroup;
    var written = flow.reduce(function (sum, term) { return sum + (term === END_OF_LINE ? 1 : 0); }, 0); // lines in all
    var sizes = null, profiles = new Map(); // what entries say as a whole, once it was asked for
    var sides = new Map(); // pairs of words, by their tokens
    var sought = new Uint8Array(starts.length); // which side of a pair a term stands for

    // How rare it is that a line has what stands in so many of them.
    function rarity(times) {
      return Math.log((1 + written) / (1 + times)) + 1;
    }

    // How often each entry says a term: `entries`, in their order, and `times`.
    function saidBy(number) {
      var entriesOf = [], times = [], last = -1;
      for (var at = starts[number]; at < starts[number + 1]; at += 1) {
        if (!said[places[at] % width]) continue;
        var entry = Math.floor(places[at] / width);
        if (entry !== last) { entriesOf.push(last = entry); times.push(1); } else times[times.length - 1] += 1;
      }
      return { entries: entriesOf, times: times };
    }

    // How long the profile of each entry is: all that it says, each term by the root of how often, and by how rare it is.
    function readSizes() {
      var sums = new Float64Array(entries);
      for (var number = FIRST_TERM; number < starts.length - 1; number += 1) {
        var rare = rarity(often[number - FIRST_TERM]), worth = rare * rare;
        for (var at = starts[number]; at < starts[number + 1]; at += 1) {
          if (said[places[at] % width]) sums[Math.floor(places[at] / width)] += worth;
        }
      }
      return sums.map(Math.sqrt);
    }

    // A term that is known in the profile of each entry that says it, as a share of that profile.
    function profileOf(token) {
      if (profiles.has(token)) return profiles.get(token);
      var number = numberOf(token), found = saidBy(number), rare = rarity(often[number - FIRST_TERM]);
      sizes = sizes || readSizes();
      found.shares = Float64Array.from(found.times, function (times, at) {
        return Math.sqrt(times) * rare / sizes[found.entries[at]];
      });
      profiles.set(token, found);
      return found;
    }

    // How much the words that an entry uses, all its lines together, are those of a query: the cosine between the two.
    // `wanted` are the query's tokens and what each counts, those that no entry has as well.
    function likeness(wanted) {
      var found = new Float64Array(entries), length = 0;
      wanted.forEach(function (weight, token) {
        var number = numberOf(token), worth = weight * rarity(number ? often[number - FIRST_TERM] : 0);
        length += worth * worth;
        if (!number) return;
        var profile = profileOf(token);
        for (var at = 0; at < profile.shares.length; at += 1) found[profile.entries[at]] += worth * profile.shares[at];
      });
      length = Math.sqrt(length) || 1;
      return found.map(function (value) { return value / length; });
    }

    // The pairs of words that stand side by side in the row of a query, each word as the tokens it may stand for. What is
    // known of a pair is kept: while one types, only the last one is new.
    function pairsOf(row) {
      if (sides.size > KEPT) sides.clear();
      return row.slice(1).map(function (tokens, at) {
        var key = row[at].join(" ") + ">" + tokens.join(" ");
        if (!sides.has(key)) sides.set(key, countPair(row[at].map(numberOf), tokens.map(numberOf)));
        return sides.get(key);
      });
    }

    // In how many lines of each entry one of the terms `right` follows one of `left`. Only the fields are gone through
    // that have the rarer of the two.
    function countPair(left, right) {
      var pair = { counts: new Map(), total: 0 };
      var mark = function (bit) { return function (number) { if (number) sought[number] |= bit; }; };
      var timesOf = function (sum, number) { return sum + (number ? often[number - FIRST_TERM] : 0); };
      left.forEach(mark(LEFT));
      right.forEach(mark(RIGHT));
      fieldsOf(left.reduce(timesOf, 0) < right.reduce(timesOf, 0) ? left : right).forEach(function (place) {
        var found = countIn(place);
        if (!found) return;
        var entry = Math.floor(place / width);
        pair.counts.set(entry, (pair.counts.get(entry) || 0) + found);
        pair.total += found;
      });
      left.concat(right).forEach(function (number) { sought[number] = 0; });
      return pair;
    }

    // The fields of what is said that have one of the terms.
    function fieldsOf(numbers) {
      var found = new Set();
      numbers.forEach(function (number) {
        for (var at = starts[number]; number && at < starts[number + 1]; at += 1) if (said[places[at] % width]) found.add(places[at]);
      });
      return found;
    }

    // How often in a field a term that is sought on the right follows one that is sought on the left.
    function countIn(place) {
      for (var at = begins[place], before = 0, found = 0; flow[at] !== END_OF_FIELD; at += 1) {
        var term = flow[at];
        if (term !== END_OF_LINE && isGroup[term]) continue;
        if (before & LEFT && sought[term] & RIGHT) found += 1;
        before = sought[term]; // of the end of a line nothing is sought
      }
      return found;
    }

    // How much each entry has of the pairs of a query. A pair counts by its share: one that this entry alone has says more.
    function pairs(row) {
      var found = new Float64Array(entries), length = 0;
      pairsOf(row).forEach(function (pair) {
        if (!pair.total) return;
        var worth = rarity(pair.total);
        length += worth * worth;
        pair.counts.forEach(function (count, entry) { found[entry] += worth * count / (1 + pair.total); });
      });
      length = Math.sqrt(length) || 1;
      return found.map(function (value) { return value / length; });
    }

    return { likeness: likeness, pairs: pairs };
  }

  root.HandbookProfiles = { makeProfiles: makeProfiles };
})(globalThis);
