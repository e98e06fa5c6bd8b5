// A workshop at another hour or for another number of people: clock times and copies are worked out anew.
// The copies and groups for every number stand in the page, as the plan worked them out. Nothing is stored.
(function () {
  "use strict";
  const form = document.querySelector(".hb-plan");
  const data = document.querySelector(".hb-plan__data");
  if (!form || !data || form.hbBegun) return;
  form.hbBegun = true;

  const DAY = 24 * 60;
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const planned = Number(form.elements.people.defaultValue);
  const least = Number(data.getAttribute("data-least"));
  const groups = data.getAttribute("data-groups").split("|");
  const starts = all(".hb-agenda").map((table) => minutes(table.getAttribute("data-starts")));

  function minutes(clock) {
    const match = /^([0-9]{2}):([0-9]{2})$/.exec(clock);
    return match ? Number(match[1]) * 60 + Number(match[2]) : null;
  }

  function told(minute) {
    const two = (number) => String(number).padStart(2, "0");
    return two(Math.floor((minute % DAY) / 60)) + ":" + two(minute % 60);
  }

  function atAnotherHour() {
    const chosen = form.elements.starts ? minutes(form.elements.starts.value) : null;
    all(".hb-clock").forEach((clock) => {
      const start = chosen === null ? starts[Number(clock.getAttribute("data-day"))] : chosen;
      clock.textContent = told(start + Number(clock.getAttribute("data-at")));
    });
  }

  function forOthers() {
    const input = form.elements.people;
    const said = form.querySelector(".hb-plan__said");
    if (!input.validity.valid || input.value === "") {
      said.textContent = "It is for " + input.min + " to " + input.max + " people.";
      return;
    }
    const people = Number(input.value);
    const plays = all(".hb-plan__seats").length > 0;
    said.textContent = plays ? "In role plays: " + groups[people - least] + "." : "";
    all(".hb-people").forEach((place) => { place.textContent = String(people); });
    all("[data-copies]").forEach((place) => { place.textContent = place.getAttribute("data-copies").split(" ")[people - least]; });
    // Seats are those of the number that the pages and the pack were made for.
    all(".hb-plan__seats").forEach((seat) => { seat.hidden = people !== planned; });
    const began = form.elements.starts;
    const other = people !== planned || (began && began.value !== began.defaultValue);
    all(".hb-plan__other").forEach((note) => { note.hidden = !other; });
  }

  form.addEventListener("input", () => { atAnotherHour(); forOthers(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  atAnotherHour();
  forOthers();
})();
