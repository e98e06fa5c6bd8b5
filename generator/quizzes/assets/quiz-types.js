// One adapter for each type of question. The page holds the question as a form with its key folded away;
// an adapter reads what was chosen, says whether it is right, and marks the form. Where a key is needed,
// it is read from the page.
(function () {
  "use strict";
  const quiz = window.hbQuiz;
  if (quiz.types) return;

  const all = (element, selector) => Array.from(element.querySelectorAll(selector));
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const keyLines = (q) => all(q, ".hb-key > .hb-why");
  const rightIds = (q) => keyLines(q).filter((line) => line.classList.contains("hb-why--right")).map((line) => line.dataset.o);
  const shuffled = (list) => {
    const mixed = list.slice();
    for (let at = mixed.length - 1; at > 0; at -= 1) {
      const other = Math.floor(Math.random() * (at + 1));
      [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
    }
    return mixed;
  };
  const mark = (element, isRight) => {
    element.classList.add(isRight ? "hb-marked--right" : "hb-marked--wrong");
    element.append(make("span", "hb-mark", isRight ? " \u2713 right" : " \u2717 wrong"));
  };
  const unmark = (q) => {
    all(q, ".hb-mark").forEach((one) => one.remove());
    all(q, ".hb-marked--right, .hb-marked--wrong").forEach((one) => one.classList.remove("hb-marked--right", "hb-marked--wrong"));
  };
  const inputs = (q) => all(q, ".hb-q__body input, .hb-q__body select, .hb-q__body textarea, .hb-q__body button");
  const same = (one, other) => one.length === other.length && one.every((id) => other.includes(id));

  const chosen = {
    missing: "Choose an answer first.",
    answer(q) {
      const picked = all(q, ".hb-opt input").filter((input) => input.checked).map((input) => input.value);
      return picked.length ? { right: same(picked, rightIds(q)), chose: picked } : null;
    },
    mark(q, answer) {
      const rights = rightIds(q);
      all(q, ".hb-opt").forEach((option) => {
        const isRight = rights.includes(option.dataset.o);
        if (answer.chose.includes(option.dataset.o) || isRight) mark(option, isRight);
      });
    },
    clear(q) {
      all(q, ".hb-opt input").forEach((input) => { input.checked = false; });
      const box = q.querySelector(".hb-q__options");
      shuffled(all(box, ".hb-opt")).forEach((option) => box.append(option));
    },
    explained: (q, answer) => keyLines(q).filter((line) => answer.chose.includes(line.dataset.o) || line.classList.contains("hb-why--right")),
  };

  const sayOrNot = {
    missing: "Choose for every line.",
    answer(q) {
      const lines = all(q, ".hb-line");
      const picked = lines.map((line) => line.querySelector("input:checked"));
      if (picked.some((input) => !input)) return null;
      const say = lines.filter((line, n) => picked[n].value === "say").map((line) => line.dataset.o);
      return { right: same(say, rightIds(q)), chose: say };
    },
    mark(q, answer) {
      const rights = rightIds(q);
      all(q, ".hb-line").forEach((line) => mark(line.querySelector("legend"), answer.chose.includes(line.dataset.o) === rights.includes(line.dataset.o)));
    },
    clear(q) { all(q, ".hb-line input").forEach((input) => { input.checked = false; }); },
    explained: (q) => keyLines(q),
  };

  const order = {
    missing: "",
    prepare(q) {
      const list = q.querySelector(".hb-q__sort");
      all(list, ".hb-sort").forEach((row) => {
        const text = row.querySelector(".hb-sort__text").textContent;
        const box = make("span", "hb-sort__moves");
        [["\u2191", "up", -1], ["\u2193", "down", 1]].forEach(([sign, way, by]) => {
          const button = make("button", "hb-move", sign);
          button.type = "button";
          button.setAttribute("aria-label", "Move " + way + ": " + text);
          button.addEventListener("click", () => {
            const rows = all(list, ".hb-sort");
            const to = rows.indexOf(row) + by;
            if (to < 0 || to >= rows.length) return;
            list.insertBefore(row, by < 0 ? rows[to] : rows[to].nextSibling);
            button.focus();
            quiz.say(text + " is now number " + (to + 1) + " of " + rows.length);
          });
          box.append(button);
        });
        row.append(box);
      });
    },
    answer(q) {
      const now = all(q, ".hb-sort").map((row) => row.dataset.o);
      return { right: now.join() === keyLines(q).map((line) => line.dataset.o).join(), chose: now };
    },
    mark(q, answer) {
      const rights = keyLines(q).map((line) => line.dataset.o);
      all(q, ".hb-sort").forEach((row, place) => mark(row.querySelector(".hb-sort__text"), rights[place] === answer.chose[place]));
    },
    clear() { /* the rows stay where the learner left them: mending is the task */ },
    explained: (q) => keyLines(q),
    ordered: true,
  };

  const match = {
    missing: "Choose a letter for each.",
    answer(q) {
      const rows = all(q, ".hb-match");
      if (rows.some((row) => !row.querySelector("select").value)) return null;
      const chose = rows.map((row) => row.dataset.o + "=" + "ABCDEFGHIJKLMNOP"[row.querySelector("select").value]);
      const key = keyLines(q).map((line) => line.dataset.o + "=" + line.querySelector(".hb-why__letter").textContent);
      return { right: same(chose, key), chose: chose, key: key };
    },
    mark(q, answer) { all(q, ".hb-match").forEach((row, n) => mark(row.querySelector("label > span"), answer.key.includes(answer.chose[n]))); },
    clear(q) { all(q, "select").forEach((select) => { select.value = ""; }); },
    explained: (q) => keyLines(q),
  };

  // Compared kindly: capitals, commas, apostrophes and endings do not count, numbers may be figures.
  const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
  const plain = (text) => " " + text.toLowerCase().replace(/['\u2019]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim().split(" ")
    .map((word) => (/^\d+$/.test(word) && NUMBERS[Number(word)]) || word).map((word) => (word.length > 4 ? word.replace(/(ing|ed|es|s)$/, "") : word)).join(" ") + " ";
  const holds = (line, phrase) => plain(line).includes(plain(phrase));

  const typed = {
    missing: "Type the line first.",
    answer(q) {
      const text = q.querySelector("textarea").value.trim();
      return text ? { right: false, chose: [], typed: text, unsettled: true } : null;
    },
    mark() { /* the facts are the marks */ },
    clear(q) { q.querySelector("textarea").value = ""; },
    explained: (q) => keyLines(q),
    // The script finds what it can; the learner, who reads the model line beside it, has the last word.
    settle(q, answer, into, done) {
      const box = make("fieldset", "hb-settle");
      box.append(make("legend", "", "What did your line tell them? Tick what is in it, in whatever words."));
      all(q, ".hb-fact").forEach((fact) => {
        const label = make("label", "hb-pick");
        const tick = document.createElement("input");
        tick.type = "checkbox";
        tick.checked = Boolean(fact.dataset.any) && fact.dataset.any.split("|").some((phrase) => holds(answer.typed, phrase));
        label.append(tick, " " + fact.textContent);
        box.append(label);
      });
      const button = make("button", "md-button hb-button", "Count it");
      button.type = "button";
      button.addEventListener("click", () => {
        const ticks = all(box, "input");
        all(box, "input").forEach((tick) => { tick.disabled = true; });
        button.remove();
        answer.unsettled = false;
        answer.right = ticks.every((tick) => tick.checked);
        answer.chose = ticks.map((tick, n) => (tick.checked ? "fact-" + (n + 1) : "")).filter(Boolean);
        done();
      });
      box.append(button);
      into.prepend(box);
    },
  };

  const conversation = {
    missing: "Go on until the conversation ends.",
    endsItself: true,
    prepare(q, changed) {
      const talk = q.querySelector(".hb-talk");
      const turns = {};
      all(talk, ".hb-turn").forEach((turn) => { turns[turn.dataset.turn] = turn; });
      all(talk, ".hb-turn__go").forEach((link) => link.remove());
      const stage = make("div", "hb-talk__stage");
      talk.before(stage);
      talk.hidden = true;
      q.hbTalk = { said: [], ends: "" };
      const show = (number) => {
        const turn = turns[number];
        stage.append(turn.querySelector(".hb-turn__hears").cloneNode(true));
        if (turn.dataset.ends) {
          q.hbTalk.ends = turn.dataset.ends;
          stage.append(turn.querySelector(".hb-turn__end").cloneNode(true));
          changed();
          return;
        }
        const box = make("div", "hb-talk__choices");
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", "What do you say?");
        shuffled(all(turn, "li")).forEach((choice) => {
          const button = make("button", "hb-say-button", choice.querySelector(".hb-turn__says").textContent);
          button.type = "button";
          button.addEventListener("click", () => {
            const said = make("p", "hb-talk__said");
            said.append(make("b", "", "You: "), button.textContent);
            box.replaceWith(said);
            q.hbTalk.said.push(choice.dataset.o);
            show(choice.dataset.to);
            const next = stage.querySelector(".hb-talk__choices button");
            if (next) next.focus();
          });
          box.append(button);
        });
        stage.append(box);
      };
      stage.setAttribute("aria-live", "polite");
      q.hbTalk.restart = () => { q.hbTalk.said = []; q.hbTalk.ends = ""; stage.textContent = ""; show(1); };
      show(1);
    },
    answer: (q) => (q.hbTalk.ends ? { right: q.hbTalk.ends === "well", chose: q.hbTalk.said.slice() } : null),
    mark() { /* the end is the mark */ },
    clear(q) { q.hbTalk.restart(); },
    explained: (q, answer) => keyLines(q).filter((line) => answer.chose.includes(line.dataset.o)),
  };

  quiz.types = { one: chosen, several: chosen, "say-or-not": sayOrNot, order: order, match: match, "type-line": typed, conversation: conversation };
  quiz.dom = { all: all, make: make, mark: mark, unmark: unmark, inputs: inputs, shuffled: shuffled };

  // For screen readers: what happened, when nothing moved the focus.
  quiz.say = (text) => {
    let box = document.getElementById("hb-said");
    if (!box) {
      box = make("div", "hb-said");
      box.id = "hb-said";
      box.setAttribute("role", "status");
      document.body.append(box);
    }
    box.textContent = text;
  };
})();
