"""One page of every kind that the site has, for the tests that look at each kind."""

KINDS = {
    "home": "index.html",
    "finder": "find.html",
    "red-flags": "red-flags.html",
    "journey": "journey.html",
    "stage": "stages/arrive.html",
    "recovery": "defects/appointment-not-in-book.html",
    "stop-card": "defects/privacy-overheard.html",
    "phrasebook": "phrasebook.html",
    "authority": "authority.html",
    "gestures": "gestures.html",
    "review": "review.html",
    "changes": "changes.html",
    "problems": "problems.html",
    "hand-written": "method.html",
    "coaches": "workshops/index.html",
    "workshop": "workshops/half-day.html",
    "role-plays": "workshops/plays/wait.html",
}
