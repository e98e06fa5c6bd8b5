// The quiz inside a learning management system that speaks SCORM 1.2. It stands in for the browser's own
// progress: what was answered goes into suspend_data, three questions a character, so that a whole
// handbook fits into the 4,096 characters there are. Used in exported packages only.
(function () {
  "use strict";
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const NEEDED = 80; // per cent, and no question of a stop card wrong (research 5.4)
  const quiz = (window.hbQuiz = { book: () => ({ quizzes: [], stages: [] }) });

  // The interface hangs on a window above this one, or on the one that opened it.
  function find(from) {
    let here = from;
    for (let up = 0; here && up < 12; up += 1) {
      try { if (here.API) return here.API; } catch (error) { return null; }
      if (here.parent === here) break;
      here = here.parent;
    }
    return null;
  }
  let api = find(window);
  try { if (!api && window.opener) api = find(window.opener); } catch (error) { api = null; }
  const began = Date.now();
  let open = Boolean(api) && String(api.LMSInitialize("")) === "true";
  const ask = (name) => (open ? String(api.LMSGetValue(name)) : "");
  const set = (name, value) => { if (open && counted) api.LMSSetValue(name, String(value)); };
  const mode = ask("cmi.core.lesson_mode");
  const counted = mode !== "browse" && mode !== "review"; // a missing mode means normal

  const pack = (marks) => {
    let text = "";
    for (let at = 0; at < marks.length; at += 3) text += DIGITS[(marks[at] || 0) * 16 + (marks[at + 1] || 0) * 4 + (marks[at + 2] || 0)];
    return text;
  };
  const unpack = (text, length) => {
    const marks = [];
    for (const digit of text) {
      const value = Math.max(0, DIGITS.indexOf(digit));
      marks.push(value >> 4, (value >> 2) & 3, value & 3);
    }
    return Array.from({ length: length }, (_, at) => marks[at] || 0);
  };

  function begin() {
    const host = document.querySelector(".hb-questions");
    const questions = Array.from(host.querySelectorAll(".hb-q"));
    const version = host.dataset.version;
    const said = ask("cmi.suspend_data").split("|");
    // Marks are kept by position; they count only for the very questions they were given to.
    const marks = said[0] === "1" && said[1] === version ? unpack(said[2] || "", questions.length) : questions.map(() => 0);
    const earlier = marks.filter(Boolean).length;
    if (said[0] === "1" && said[1] !== version) document.querySelector(".hb-scorm__note").textContent = "The questions have changed since you were here. It starts anew.";

    const report = () => {
      const right = marks.filter((mark) => mark === 1).length;
      const score = Math.round((100 * right) / questions.length);
      const complete = marks.every(Boolean);
      const stopped = questions.some((q, at) => marks[at] === 2 && "stop" in q.dataset);
      set("cmi.core.score.min", 0);
      set("cmi.core.score.max", 100);
      set("cmi.core.score.raw", score);
      set("cmi.core.lesson_status", complete ? (score >= NEEDED && !stopped ? "passed" : "failed") : "incomplete");
      set("cmi.suspend_data", ["1", version, pack(marks)].join("|"));
      set("cmi.core.exit", complete ? "" : "suspend");
      if (open && counted) api.LMSCommit("");
      document.querySelector(".hb-scorm__score").textContent = right + " of " + questions.length + " right so far" + (complete ? ": " + (score >= NEEDED && !stopped ? "passed." : "not passed yet.") : ".");
    };

    const left = questions.filter((q, at) => !marks[at]);
    const wrong = questions.filter((q, at) => marks[at] === 2);
    const now = left.length ? left : wrong.length ? wrong : questions;
    if (earlier && left.length) document.querySelector(".hb-scorm__note").textContent = "You go on where you stopped: " + earlier + " answered before.";
    if (!left.length && wrong.length) document.querySelector(".hb-scorm__note").textContent = "All answered. These were wrong.";
    questions.forEach((q, at) => { q.hbAt = at; q.hidden = true; });
    quiz.run(host, now, {
      paged: true,
      onAnswer: (key, hash, answer) => {
        const q = questions.find((one) => one.dataset.q === key);
        marks[q.hbAt] = answer.right ? 1 : 2;
        report();
      },
    });
    report();
  }

  function finish() {
    if (!open) return;
    const seconds = Math.floor((Date.now() - began) / 1000);
    const two = (n) => (n < 10 ? "0" : "") + n;
    set("cmi.core.session_time", "00" + two(Math.floor(seconds / 3600) % 100) + ":" + two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60));
    if (counted) api.LMSCommit("");
    api.LMSFinish("");
    open = false;
  }

  window.addEventListener("DOMContentLoaded", () => {
    if (!api) document.querySelector(".hb-scorm__note").textContent = "No learning system was found. The quiz works, and nothing is reported.";
    begin();
  });
  window.addEventListener("pagehide", finish);
  window.addEventListener("beforeunload", finish);
})();
