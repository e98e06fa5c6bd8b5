// A run through some questions: check, explain, go on, sum up, and try again only what was wrong.
// `instant` explains after each answer; `exam` when all are answered. `paged` shows one at a time.
(function () {
  "use strict";
  const quiz = window.hbQuiz;
  if (quiz.run) return;
  const { all, make, unmark, inputs } = quiz.dom;

  const button = (text, className, act) => {
    const element = make("button", "md-button hb-button " + (className || ""), text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };
  const plural = (number, noun) => number + " " + noun + (number === 1 ? "" : "s");
  const focus = (element) => {
    element.setAttribute("tabindex", "-1");
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  };

  function Run(host, questions, options) {
    const run = this;
    Object.assign(run, { host: host, options: options, mode: options.mode || "instant", first: new Map(), retry: false });
    run.status = make("p", "hb-run__status");
    run.tools = make("div", "hb-run__tools");
    run.end = make("section", "hb-run__end");
    run.end.hidden = true;
    run.end.setAttribute("aria-label", "Result");
    host.prepend(run.status);
    host.append(run.tools, run.end);
    questions.forEach((q) => run.prepare(q));
    run.start(questions);
  }

  // Add to a question what only a script can do. The key is hidden until the question is answered.
  Run.prototype.prepare = function (q) {
    const run = this;
    q.hbType = quiz.types[q.dataset.type];
    q.hbKey = q.querySelector(".hb-q__key");
    q.hbKey.hidden = true;
    q.hbKey.open = false;
    q.hbTools = make("div", "hb-q__tools");
    q.hbSaid = make("div", "hb-q__feedback");
    q.hbSaid.hidden = true;
    q.hbCheck = button("Check", "md-button--primary", () => run.check(q));
    q.hbKey.before(q.hbTools, q.hbSaid);
    if (q.hbType.prepare && !q.hbReady) q.hbType.prepare(q, () => run.ended(q));
    q.hbReady = true;
    q.addEventListener("change", () => run.count());
  };

  Run.prototype.start = function (questions) {
    const run = this;
    Object.assign(run, { questions: questions, answers: new Map(), at: 0, since: performance.now(), done: false });
    run.end.hidden = true;
    all(run.host, ".hb-q").forEach((q) => { q.hidden = !questions.includes(q); });
    questions.forEach((q) => {
      unmark(q);
      inputs(q).forEach((input) => { input.disabled = false; });
      q.hbKey.hidden = true;
      q.hbSaid.hidden = true;
      q.hbSaid.textContent = "";
      q.hbTools.textContent = "";
      if (run.mode === "instant" && !q.hbType.endsItself) q.hbTools.append(q.hbCheck);
    });
    run.show();
  };

  // A conversation that has come to its end is an answer; nobody has to press a button for it.
  Run.prototype.ended = function (q) {
    if (this.mode === "instant") this.check(q);
    else this.count();
  };

  Run.prototype.show = function () {
    const run = this;
    run.tools.textContent = "";
    if (run.options.paged) {
      run.questions.forEach((q, n) => { q.hidden = n !== run.at; });
      const last = run.at === run.questions.length - 1;
      const exam = run.mode === "exam";
      const next = button(last ? (exam ? "Finish" : "Show the result") : "Next", exam ? "md-button--primary" : "", () => {
        if (last) run.finish();
        else { run.at += 1; run.since = performance.now(); run.show(); focus(run.questions[run.at].querySelector(".hb-q__prompt")); }
      });
      run.next = next;
      if (exam && run.at) run.tools.append(button("Back", "", () => { run.at -= 1; run.show(); focus(run.questions[run.at].querySelector(".hb-q__prompt")); }));
      if (exam || run.answers.has(run.questions[run.at])) run.tools.append(next);
      if (run.options.onShow) run.options.onShow(run, run.questions[run.at]);
    } else if (run.mode === "exam") {
      run.tools.append(button("Finish and see the answers", "md-button--primary", () => run.finish()));
    }
    run.count();
  };

  Run.prototype.count = function () {
    const run = this;
    if (run.done) return;
    const answered = run.mode === "exam" ? run.questions.filter((q) => q.hbType.answer(q)).length : run.answers.size;
    const where = run.options.paged ? "Question " + (run.at + 1) + " of " + run.questions.length + ". " : "";
    run.status.textContent = where + answered + " of " + run.questions.length + " answered" + (run.retry ? " (again)" : "") + ".";
  };

  Run.prototype.check = function (q, late) {
    const run = this;
    if (run.answers.has(q)) return;
    const answer = late || q.hbType.answer(q);
    if (!answer) { run.hint(q, q.hbType.missing); return; }
    const now = performance.now();
    answer.seconds = (now - run.since) / 1000;
    answer.retry = run.retry;
    run.since = now;
    run.answers.set(q, answer);
    inputs(q).forEach((input) => { input.disabled = true; });
    q.hbTools.textContent = "";
    run.explain(q, answer);
    if (answer.unsettled) q.hbType.settle(q, answer, q.hbSaid, () => run.settled(q, answer, true));
    else run.settled(q, answer, false);
    focus(q.hbSaid);
  };

  Run.prototype.hint = function (q, text) {
    let hint = q.querySelector(".hb-q__hint");
    if (!hint) {
      hint = make("p", "hb-q__hint");
      q.hbTools.append(hint);
    }
    hint.textContent = text;
    quiz.say(text);
  };

  // What was chosen, what is right, and why; the whole key can be unfolded below it.
  Run.prototype.explain = function (q, answer) {
    q.hbSaid.textContent = "";
    q.hbSaid.hidden = false;
    q.hbVerdict = make("p", "hb-verdict");
    const list = make(q.hbType.ordered ? "ol" : "ul", "hb-key");
    q.hbType.explained(q, answer).forEach((line) => list.append(line.cloneNode(true)));
    q.hbSaid.append(q.hbVerdict, list);
    q.hbKey.hidden = false;
  };

  Run.prototype.settled = function (q, answer, asked) {
    const run = this;
    q.hbVerdict.textContent = answer.timeout ? "Too slow." : answer.skipped ? "\u2717 Left out." : answer.right ? "\u2713 Right." : "\u2717 Not yet.";
    q.hbVerdict.className = "hb-verdict hb-verdict--" + (answer.right ? "right" : "wrong");
    q.hbSaid.prepend(q.hbVerdict);
    if (!answer.skipped) q.hbType.mark(q, answer);
    if (!run.first.has(q)) run.first.set(q, answer);
    if (run.options.onAnswer) run.options.onAnswer(q.dataset.q, q.dataset.h, answer);
    run.count();
    if (asked) focus(q.hbSaid);
    if (run.done) { run.sum(); return; }
    if (run.options.paged && run.mode === "instant" && !run.tools.contains(run.next)) run.tools.append(run.next);
    if (!run.options.paged && run.mode === "instant" && run.complete()) run.sum();
  };

  Run.prototype.complete = function () {
    return this.questions.every((q) => this.answers.has(q) && !this.answers.get(q).unsettled);
  };

  Run.prototype.finish = function () {
    const run = this;
    if (run.mode === "exam") {
      const open = run.questions.filter((q) => !q.hbType.answer(q));
      if (open.length && !run.warned) {
        run.warned = true;
        quiz.say(plural(open.length, "question") + " without an answer.");
        run.status.textContent = plural(open.length, "question") + " without an answer. Finish again to leave " + (open.length === 1 ? "it" : "them") + " out: what is left out counts as wrong.";
        if (run.options.paged) { run.at = run.questions.indexOf(open[0]); run.show(); run.status.textContent = plural(open.length, "question") + " without an answer."; }
        else focus(open[0].querySelector(".hb-q__prompt"));
        return;
      }
      run.done = true;
      run.tools.textContent = "";
      run.questions.forEach((q) => { q.hidden = false; run.check(q, q.hbType.answer(q) || { right: false, chose: [], skipped: true }); });
    }
    run.done = true;
    run.sum();
  };

  Run.prototype.sum = function () {
    const run = this;
    const wrong = run.questions.filter((q) => !(run.answers.get(q) || {}).right);
    const open = run.questions.filter((q) => (run.answers.get(q) || {}).unsettled);
    run.done = true;
    run.warned = false;
    run.tools.textContent = "";
    if (run.options.paged) run.questions.forEach((q) => { q.hidden = false; });
    run.end.textContent = "";
    run.end.hidden = false;
    const right = run.questions.length - wrong.length;
    const heading = make("h2", "hb-run__result", right + " of " + run.questions.length + " right" + (run.retry ? ", this time" : "") + ".");
    run.end.append(heading);
    if (open.length) run.end.append(make("p", "", "Count your typed lines above: tick what is in them."));
    if (wrong.length) {
      run.end.append(button(wrong.length === 1 ? "Try the wrong one again" : "Try the " + wrong.length + " wrong ones again", "md-button--primary", () => {
        run.retry = true;
        wrong.forEach((q) => q.hbType.clear(q));
        run.start(wrong);
        focus(wrong[0].querySelector(".hb-q__prompt"));
      }));
    }
    run.end.append(button("All from the start", "", () => run.again()));
    if (run.options.onEnd) run.options.onEnd(run, run.end);
    run.status.textContent = heading.textContent;
    if (!open.length) focus(heading);
  };

  Run.prototype.again = function () {
    const every = Array.from(this.first.keys()).concat(this.questions.filter((q) => !this.first.has(q)));
    const order = all(this.host, ".hb-q").filter((q) => every.includes(q));
    this.retry = false;
    this.first = new Map();
    order.forEach((q) => q.hbType.clear(q));
    this.start(order);
    focus(order[0].querySelector(".hb-q__prompt"));
  };

  Run.prototype.setMode = function (mode) {
    this.mode = mode;
    const shown = all(this.host, ".hb-q").filter((q) => this.questions.includes(q));
    shown.forEach((q) => q.hbType.clear(q));
    this.retry = false;
    this.start(shown);
  };

  quiz.run = (host, questions, options) => new Run(host, questions, options);
  quiz.dom.button = button;
  quiz.dom.plural = plural;
  quiz.dom.focus = focus;
})();
