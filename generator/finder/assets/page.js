// find.html: shows what the engine finds while one types. Texts go into the page as text, never as HTML.
// Nothing is sent and nothing is stored, not even in the address. The input has been focused further up in the
// page already (templates/early.js): what was typed since then is answered first.
(function () {
  "use strict";

  var SPOKEN_AFTER = 500; // ms of quiet before a screen reader is told
  var BACK = ["w", "?", "/"]; // keys that lead to the input, as they do on other pages
  var WARMING = ["a", "somebody is waitng", "they said no and it was wrong"];
  var FULL = 3; // results that show everything; those after them show the title and the first line
  var REST_AFTER = 90; // ms of quiet before these and the gaps are drawn: whoever types on looks at the first ones
  var OCTAGON = "M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z";
  var SVG = "http://www.w3.org/2000/svg";

  function make(name, className) {
    var element = document.createElement(name);
    if (className) element.className = className;
    for (var i = 2; i < arguments.length; i += 1) element.append(arguments[i]);
    return element;
  }

  // A text of an author: it may be written from right to left.
  function text(name, className, words) {
    var element = make(name, className, words);
    element.dir = "auto";
    return element;
  }

  function octagon() {
    var svg = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
    svg.setAttribute("class", "hb-octagon");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", OCTAGON);
    svg.append(path);
    return svg;
  }

  function link(href, words, className) {
    var element = make("a", className, words);
    element.href = href;
    return element;
  }

  function flagLine(flag) {
    return make("p", "hb-found__flag", octagon(), " ", make("b", "", "STOP if: "), text("span", "", flag.looks), " ",
                make("b", "", flag.who + ": "), text("span", "", flag.do), " To " + flag.to + ", " + flag.by + ".");
  }

  function result(found, place) {
    var entry = found.entry, stops = entry.kind === "stop-card", full = place < FULL || stops;
    var item = make("li", "hb-found hb-found--" + entry.kind + (full ? "" : " hb-found--short"));
    item.dataset.id = entry.id;
    if (stops) item.append(make("p", "hb-found__stop", octagon(), make("b", "", "STOP"), make("span", "hb-found__stop-words", "the script. First action, hand over, stay.")));
    var title = text("h2", "hb-found__title", "");
    title.append(link("defects/" + entry.id + ".html", entry.title, "hb-found__open"));
    item.append(title);
    var flags = entry.flags || [];
    if (full) found.flags.slice(0, 2).forEach(function (number) { if (!stops) item.append(flagLine(flags[number])); });
    var say = make("p", "hb-found__say", make("span", "hb-found__word", entry.exact ? "Say exactly" : "Say"), text("q", "", entry.say));
    item.append(say);
    if (!full) return item;
    item.append(make("p", "hb-found__do", make("span", "hb-found__word", "Do"), text("span", "", entry.act.do), " ",
                     make("span", "hb-found__who", make("b", "", entry.act.who), ", " + entry.act.by)));
    var rest = flags.filter(function (_, number) { return stops || found.flags.slice(0, 2).indexOf(number) < 0; });
    if (rest.length) {
      item.append(make("p", "hb-found__flags", octagon(), " ", make("b", "", stops ? "Act at once if: " : "Stop if: "),
                       text("span", "", rest.map(function (flag) { return flag.looks; }).join(" "))));
    }
    var more = make("p", "hb-found__more", make("span", "hb-muted", entry.stage));
    if (entry.card) more.append(link("cards/" + entry.id + ".html", "Desk card", "hb-found__card"));
    if (entry.quiz) more.append(link("quizzes/" + entry.id + ".html", "Quiz", "hb-found__quiz"));
    item.append(more);
    return item;
  }

  function gapLine(gap) {
    var entry = gap.entry;
    var line = make("li", "hb-find__gap");
    if (entry.kind === "stop-card") line.append(octagon(), make("b", "", " STOP "));
    line.append(link("stages/" + entry.at + ".html", entry.title), make("span", "hb-find__no-playbook", "no playbook yet"), text("span", "hb-muted", entry.definition));
    return line;
  }

  // The first searches take longest: the browser has yet to compile what they run. So some are made while nobody
  // is typing, one after the other so that a key need not wait for all of them, and none once a key was pressed.
  function warmUp(engine, input, words) {
    var later = window.requestIdleCallback || window.setTimeout;
    if (words.length) later(function () {
      if (input.value) return;
      engine.find(words[0], true).results.forEach(result);
      warmUp(engine, input, words.slice(1));
    });
  }

  function mount() {
    var root = document.getElementById("hb-find");
    var engine = window.HandbookFinder.makeEngine(window.HandbookFinderIndex);
    var input = root.querySelector(".hb-find__input"), list = root.querySelector(".hb-find__results");
    var verdict = root.querySelector(".hb-find__verdict"), gaps = root.querySelector(".hb-find__gaps");
    var otherwise = root.querySelector(".hb-find__otherwise"), spoken = root.querySelector(".hb-find__spoken");
    var speaking = 0, resting = 0, rest = null, drawn = new Map(), shownGaps = "";

    function speak(words) {
      clearTimeout(speaking);
      speaking = setTimeout(function () { spoken.textContent = words; }, SPOKEN_AFTER);
    }

    function closestOf(answer) { return answer.gaps.filter(function (gap) { return gap.closest; })[0]; }

    function say(answer) {
      var lines = [];
      if (answer.elsewhere) lines.push(text("p", "hb-find__elsewhere", answer.elsewhere));
      if (answer.verdict === "nothing" && !answer.elsewhere) lines.push(make("p", "hb-find__none", "Nothing here fits that. Try other words, or go by the lists below."));
      else if (answer.verdict === "unsure") lines.push(make("p", "hb-find__none", "Nothing here fits that well. The nearest:"));
      else if (answer.danger && !(answer.results[0] && answer.results[0].entry.kind === "stop-card")) {
        var banner = root.querySelector(".hb-emergency").cloneNode(true);
        banner.querySelector("b").textContent = "STOP. That sounds like a red flag. Somebody may be hurt?";
        lines.push(banner);
      }
      var closest = closestOf(answer);
      if (closest) lines.push(make("p", "hb-find__none", "The closest has no playbook yet: ", link("#hb-find-gaps", closest.entry.title)));
      verdict.replaceChildren.apply(verdict, lines);
    }

    function summary(answer) {
      if (answer.elsewhere) return answer.elsewhere;
      if (!answer.results.length) return "Nothing found. Stop cards and the journey are below.";
      var first = answer.results[0].entry;
      return (answer.verdict === "unsure" ? "Nothing fits well. " : "") + answer.results.length + (answer.results.length === 1 ? " result. " : " results. First: ") +
        (first.kind === "stop-card" ? "STOP. " : "") + first.title + " Say: " + first.say;
    }

    // With most keys the results stay: what stands there already is left where it is, and costs nothing. Those
    // that are no longer found go at once; new ones come at once down to the place `most`.
    function draw(results, most) {
      var before = drawn, wanted = [];
      results.forEach(function (found, place) {
        var key = [found.entry.id, place < FULL].concat(found.flags).join(" ");
        var item = before.get(key) || (place < most ? result(found, place) : null);
        if (item) wanted.push({ key: key, item: item });
      });
      drawn = new Map(wanted.map(function (one) { return [one.key, one.item]; }));
      before.forEach(function (item, key) { if (!drawn.has(key)) item.remove(); });
      wanted.forEach(function (one, place) {
        var there = list.children[place];
        if (there !== one.item) list.insertBefore(one.item, there || null);
      });
    }

    function idsOf(found) {
      return found.map(function (gap) { return gap.entry.id; }).join(" ");
    }

    function drawGaps(found) {
      if (shownGaps === idsOf(found)) return;
      shownGaps = idsOf(found);
      gaps.replaceChildren();
      if (!found.length) return;
      var known = make("ul", "hb-find__gaplist"), head = make("h2", "hb-find__gaphead", "Known, and no playbook yet");
      found.forEach(function (gap) { known.append(gapLine(gap)); });
      head.id = "hb-find-gaps";
      gaps.append(head, known);
    }

    function drawRest() {
      clearTimeout(resting);
      if (rest) { draw(rest.results, rest.results.length); drawGaps(rest.gaps); }
      rest = null;
    }

    function show() {
      var typed = input.value;
      clearTimeout(resting);
      if (!typed.trim()) {
        rest = null;
        verdict.replaceChildren();
        drawGaps([]);
        draw([], 0);
        otherwise.hidden = false;
        speak("");
        return;
      }
      var answer = engine.find(typed, true);
      rest = answer;
      say(answer);
      draw(answer.results, FULL);
      otherwise.hidden = answer.verdict === "found";
      if (idsOf(answer.gaps) !== shownGaps) drawGaps([]);
      if (answer.results.length < FULL || closestOf(answer)) drawRest(); else resting = setTimeout(drawRest, REST_AFTER);
      speak(summary(answer));
    }

    function links() {
      return Array.from(list.querySelectorAll(".hb-found__open"));
    }

    function open(item, kind) {
      var target = item && item.querySelector(".hb-found__" + kind);
      if (target) target.click();
      return Boolean(target);
    }

    function keysInInput(event) {
      if (event.isComposing) return;
      if (event.key === "Enter") {
        event.preventDefault();
        open(list.firstElementChild, event.shiftKey ? "card" : event.altKey ? "quiz" : "open");
      } else if (event.key === "ArrowDown" && links().length) {
        event.preventDefault();
        drawRest();
        links()[0].focus();
      } else if (event.key === "Escape") {
        event.preventDefault();
        input.value = "";
        show();
      }
    }

    function keysInList(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      var all = links(), item = event.target.closest(".hb-found"), place = item ? all.indexOf(item.querySelector(".hb-found__open")) : -1;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        var next = place + (event.key === "ArrowDown" ? 1 : -1);
        if (next < 0) input.focus();
        else if (all[next]) all[next].focus();
      } else if ((event.key === "c" && open(item, "card")) || (event.key === "q" && open(item, "quiz"))) event.preventDefault();
      else if (event.key === "Escape") { event.preventDefault(); input.focus(); input.select(); }
    }

    function keysAnywhere(event) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.target === input || BACK.indexOf(event.key) < 0) return;
      event.preventDefault();
      input.focus();
      input.select();
    }

    document.addEventListener("keydown", keysAnywhere);
    input.addEventListener("input", show);
    input.addEventListener("keydown", keysInInput);
    list.addEventListener("keydown", keysInList);
    if (input.value) show();
    performance.mark("handbook-finder-indexed");
    warmUp(engine, input, WARMING);
  }

  mount();
})();
