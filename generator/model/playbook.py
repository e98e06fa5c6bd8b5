"""A playbook: the planned answer to one defect. One file, in the order of the stressed moment."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from generator.model.jurisdiction import JurisdictionNote, PayerKind
from generator.model.learning import Card, Question, Scenario
from generator.model.steps import Branch, Circumstance, RedFlag, Step
from generator.model.text import Day, Id, Ids, Lines, Model, Text, Within
from generator.model.wording import Channel, Wording

Kind = Literal["recovery", "stop-card"]


def _digit(value: Any) -> Any:
    return int(value) if value in ("1", "2", "3", "4") else value


Severity = Annotated[Literal[1, 2, 3, 4], BeforeValidator(_digit)]
Frequency = Literal["daily", "weekly", "monthly", "yearly"]
Fault = Literal["us", "customer", "third-party", "nobody"]
Loss = Literal["time", "money", "attention", "work", "dignity"]


class FirstLine(Wording):
    """The first line to say: it owns what happened, once, and says what comes now."""


class GivenGesture(Model):
    """A gesture from the catalogue that suits this defect, and who gives it when."""

    give: Id = Field(description="The gesture, by its id in handbook.yml.")
    who: Id = Field(description="The role that gives it, inside its own limit.")
    when: Text = Field(description="In which case.")


class Note(Model):
    """The words of the note or letter that follows."""

    channel: Channel = Field("card", description="card, letter, email or text.")
    words: Text = Field(description="What it says. Facts, the fix, the date; no blame, no cause of harm.")
    guard: Text | None = Field(None, description="When it is sent and when not.")


class Promise(Model):
    """Who does what by when, and what happens even if it cannot be done in time."""

    who: Id = Field(description="The role that keeps it.")
    what: Text = Field(description="What is promised.")
    by: Within = Field(description="By when.")
    even_if: Text = Field(description="What the customer hears even if there is no answer yet.")


class FollowUp(Model):
    """Closing the loop: who checks that the promise was kept, when, and what is asked."""

    who: Id = Field(description="The role that checks back.")
    within: Within = Field(description="By when.")
    ask: Text = Field(description="The question that is asked.")
    if_not: Text | None = Field(None, description="What happens if the answer is no.")


class Record(Model):
    """What is written down, where, and when it is looked at again."""

    log: tuple[Text, ...] = Field(description="What is written down.", min_length=1)
    where: Text | None = Field(None, description="Where it is written, and where it is not.")
    review: Text = Field(description="When it is looked at and by whom.")
    tell_customer: Text | None = Field(None, description="What the customer is told has changed.")


class Prevention(Model):
    """What keeps the defect from happening, whose job it is, and how we see that it works."""

    do: Text = Field(description="What is done, beginning with a verb.")
    owner: Id = Field(description="The role whose job it is.")
    measure: Text = Field(description="The number that shows whether it works.")


class Confusable(Model):
    """A neighbouring defect, and how to tell the two apart."""

    defect: Id = Field(description="The id of the other defect.")
    difference: Text = Field(description="How to tell: what is different about it.")


class Approval(Model):
    """Who approved the playbook and when. Left out: the page says that it is not approved yet."""

    by: Text = Field(description="Who approved it: a name or a role.")
    on: Day = Field(description="When.")


class Change(Model):
    """One line of the playbook's history, for the people who learnt the old version."""

    on: Day = Field(description="When.")
    what: Text = Field(description="What is different now.")


class PlaybookFile(Model):
    """What an author writes: the planned answer to one defect."""

    kind: Kind = Field(description="recovery: act now, inside your limits. stop-card: stop and hand over.")
    title: Text = Field(description="The moment in a few plain words, as the desk would put it.")
    definition: Text = Field(description="What goes wrong for the customer, in one sentence.")
    severity: Severity = Field(description="1 irritation, 2 time or trust lost, 3 could become a complaint, 4 harm.")
    frequency: Frequency = Field(description="How often it happens: daily, weekly, monthly or yearly.")
    fault: Fault = Field("us", description="Whose doing it is: us, customer, third-party or nobody.")
    loss: tuple[Loss, ...] = Field(description="What the customer loses.", min_length=1)

    triggers: tuple[Text, ...] = Field(description="What you see or hear that opens this playbook.", min_length=1)
    also_called: Lines = Field(
        (),
        description="What customers and staff say and type, misspellings and short forms included. A list, or a block "
        "of text (|) with one to a line.",
    )
    red_flags: tuple[RedFlag, ...] = Field((), description="What turns it into a stop.")

    first_line: FirstLine = Field(description="The first line to say.")
    steps: tuple[Step, ...] = Field(description="What is done, in order.", min_length=1)
    stay: Text | None = Field(None, description="Stop cards: what you do until the other person is there.")
    branches: tuple[Branch, ...] = Field((), description="The hard cases.")
    second_time: Circumstance | None = Field(None, description="If it happens to the same customer again.")
    first_visit: Circumstance | None = Field(None, description="If it is the customer's first visit.")
    minor_or_vulnerable: Circumstance | None = Field(
        None, description="If the customer is a child or needs more protection."
    )

    promise: Promise | None = Field(None, description="What the customer is promised.")
    gestures: tuple[GivenGesture, ...] = Field((), description="Goodwill that suits this defect.")
    no_gesture: Text | None = Field(None, description="Why nothing is given, where nothing is.")
    note: Note | None = Field(None, description="The words of the note or letter.")
    payer_rules: dict[PayerKind, Text] = Field(
        default_factory=dict, description="What holds for each kind of payer, where money is talked about."
    )
    follow_up: FollowUp | None = Field(None, description="Who checks back, and when.")
    record: Record | None = Field(None, description="What is written down.")

    wording: tuple[Wording, ...] = Field((), description="What to say and not to say, with reasons.")
    notice_early: tuple[Text, ...] = Field((), description="How to see it before the customer complains.")
    prevention: tuple[Prevention, ...] = Field((), description="What keeps it from happening.")
    root_causes: tuple[Text, ...] = Field((), description="Where it usually comes from.")
    confused_with: tuple[Confusable, ...] = Field((), description="Neighbouring defects, and how to tell.")
    also_felt_at: Ids = Field((), description="Other stages at which it is felt.")
    jurisdiction_notes: tuple[JurisdictionNote, ...] = Field((), description="What the law adds, with its source.")
    codes: dict[Id, tuple[Text, ...]] = Field(
        default_factory=dict, description="Codes of outside classifications, by their name."
    )

    quiz: tuple[Question, ...] = Field((), description="Quiz questions.")
    card: Card | None = Field(None, description="Choices for the desk card.")
    scenarios: tuple[Scenario, ...] = Field((), description="Role plays.")

    owner: Id = Field(description="The role that keeps this playbook true.")
    review_by: Day = Field(description="The date by which it is read again.")
    approval: Approval | None = Field(None, description="Who approved it and when.")
    changes: tuple[Change, ...] = Field(description="What changed and when, newest first.", min_length=1)


class Playbook(PlaybookFile):
    """The planned answer to one defect, with the names its place in the folders gives it.

    `id` is the name of the file, `stage` that of its folder, `file` the path within the playbooks.
    """

    id: Id
    stage: Id
    file: str
