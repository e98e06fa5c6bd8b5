"""Load a folder of playbooks: every file read, every mistake collected, one Handbook out."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.forks import MANY, in_forks
from generator.model.handbook import GapsFile, Handbook, HandbookFile, WordingFile
from generator.model.jurisdiction import JurisdictionsFile
from generator.model.playbook import Playbook, PlaybookFile
from generator.model.rubric import Rubric
from generator.model.synonyms import SynonymsFile
from generator.model.workshop import Workshop, WorkshopFile
from generator.near import hint
from generator.problems import Problem, Where
from generator.source.files import SETTINGS_FILES, Folder, legible, list_folder, read_text
from generator.source.loaded import Loaded
from generator.source.misplaced import misplaced
from generator.source.reuse import expand_uses, nothing_to_use, refuse_uses, shared_entries
from generator.source.shape import shape
from generator.source.straight import SharedData, data_of, shared_data
from generator.source.yaml_reader import Document, read_yaml

M = TypeVar("M", bound=BaseModel)
Progress = Callable[[int, int], None]
"""Called with how many files are read and how many there are."""
PIECE = 20
"""Files that are read in one go, by one of several processes where there are many."""


def load_handbook(root: FilePath, progress: Progress = lambda _done, _all: None) -> Loaded:
    """Read everything below `root`.

    A playbook that does not validate is left out of the handbook and kept in `Handbook.unread`, so
    that nobody who refers to it is blamed as well. No exception is raised for anything an author writes.
    It is long because all that a handbook is made of comes together here, in one place.
    """
    folder = list_folder(root)
    ids = {id_ for _, id_, _ in folder.playbooks}
    settings_ids = {file.removesuffix(".yml") for file in SETTINGS_FILES}
    loaded = Loaded(None, list(folder.problems), count=len(ids | (folder.refused - settings_ids)))
    wording_document = _read(loaded, root, folder.settings.get("wording.yml"))
    loaded.documents.shared = shared_entries(wording_document)
    if wording_document is not None:
        loaded.problems += refuse_uses(wording_document)
    wording = _shaped(loaded, wording_document, WordingFile)
    settings = _settings(loaded, root, folder.settings.get("handbook.yml"))
    law = _shaped(loaded, _read(loaded, root, folder.settings.get("jurisdictions.yml")), JurisdictionsFile)
    gaps = _shaped(loaded, _read(loaded, root, folder.settings.get("gaps.yml")), GapsFile)
    synonyms = _shaped(loaded, _read(loaded, root, folder.settings.get("synonyms.yml")), SynonymsFile)
    rubric = _shaped(loaded, _read(loaded, root, folder.settings.get("rubric.yml")), Rubric)
    workshops = _load_workshops(loaded, folder)

    loaded.names = _names(settings)
    playbooks = _load_playbooks(loaded, folder, progress)
    missing = [] if wording_document or "wording" in folder.refused else nothing_to_use(loaded.documents)
    loaded.problems += missing
    if settings is None or _unread(folder, "jurisdictions.yml", law) or _unread(folder, "gaps.yml", gaps):
        return loaded
    order = {stage.id: number for number, stage in enumerate(settings.journey)}
    loaded.problems += _misplaced_stages(folder, list(order))
    read = [playbook for playbook in playbooks if playbook.stage in order]
    unread = (ids | folder.refused) - {playbook.id for playbook in read}
    loaded.handbook = Handbook.model_construct(
        **dict(settings),
        playbooks=tuple(sorted(read, key=lambda playbook: (order[playbook.stage], playbook.id))),
        pairs=wording.pairs if wording else {},
        banned=wording.banned if wording else (),
        reserved=wording.reserved if wording else (),
        gaps=gaps.gaps if gaps else {},
        payers=law.payers if law else {},
        jurisdictions=law.jurisdictions if law else {},
        synonyms=synonyms or SynonymsFile(),
        workshops=workshops,
        rubric=rubric,
        unread=frozenset(unread),
        unread_settings=frozenset(
            file
            for file, value in (("wording.yml", wording), ("rubric.yml", rubric))
            if _unread(folder, file, value) or (file == "wording.yml" and missing)
        ),
    )
    return loaded


def _unread(folder: Folder, file: str, value: BaseModel | None) -> bool:
    """Whether a settings file is there, under its own name or nearly, and gave nothing."""
    return value is None and (file in folder.settings or file.removesuffix(".yml") in folder.refused)


def _settings(loaded: Loaded, root: FilePath, file: str | None) -> HandbookFile | None:
    """handbook.yml. With a name that stands there twice it is not used: it would be used without one of the two, and
    everybody who needs that one would be blamed."""
    before = len(loaded.problems)
    document = _read(loaded, root, file)
    if document is not None and len(loaded.problems) > before:
        document.spoiled.add(())
    return _shaped(loaded, document, HandbookFile)


def _names(settings: HandbookFile | None) -> dict[str, str]:
    """The ids of roles, actions and gestures by the names that people read."""
    if settings is None:
        return {}
    roles = {role.name.lower(): id_ for id_, role in settings.roles.items()}
    actions = {action.name.lower(): id_ for id_, action in settings.actions.items()}
    gestures = {gesture.name.lower(): id_ for id_, gesture in settings.gestures.items()}
    return gestures | actions | roles


def _load_playbooks(loaded: Loaded, folder: Folder, progress: Progress) -> list[Playbook]:
    playbooks: dict[str, Playbook] = {}
    total = len(folder.playbooks)
    first_file: dict[str, str] = {}
    for _, id_, file in folder.playbooks:
        first_file.setdefault(id_, file)
    with closing(_straight(folder.root, list(first_file.values()), shared_data(loaded.documents.shared))) as straight:
        for number, (stage, id_, file) in enumerate(folder.playbooks, start=1):
            progress(number, total)
            if file != first_file[id_]:
                loaded.problems.append(_taken(file, id_, first_file[id_]))
                continue
            names = {"id": id_, "stage": stage, "file": file}
            playbook = _in_order(loaded, names, next(straight)) or _carefully(loaded, folder.root, names)
            if playbook is not None:
                playbooks[id_] = playbook
    return list(playbooks.values())


def _taken(file: str, id_: str, first: str) -> Problem:
    return Problem(
        "duplicate-id",
        Where(file),
        f"there is a playbook `{id_}` already: {first}",
        "a defect lives at the stage where the customer first feels it: keep one, rename the other",
    )


def _straight(root: FilePath, files: list[str], shared: SharedData) -> Generator[tuple[str, Any], None, None]:
    """The text of each file, and its data where nothing about it is odd. Most of the time goes here.

    It comes from another process in the interpreter's own format: plain data takes a third of the time to write.
    """

    def read(piece: int) -> bytes:
        texts = [(file, read_text(root, file)[0] or "") for file in files[piece * PIECE : (piece + 1) * PIECE]]
        return marshal.dumps([(text, data_of(file, text, shared)) for file, text in texts])

    for piece in in_forks(read, -(-len(files) // PIECE), worthwhile=len(files) >= MANY):
        yield from marshal.loads(piece)  # noqa: S302 - from a process of ours, of this very interpreter


def _in_order(loaded: Loaded, names: dict[str, str], straight: tuple[str, Any]) -> Playbook | None:
    """A playbook in which nothing is odd and nothing wrong; None for any other."""
    text, data = straight
    if data is None or not names.keys().isdisjoint(data):
        return None
    try:
        playbook = Playbook.model_validate(data | names)
    except ValidationError:
        return None
    loaded.documents.remember(names["file"], text)
    return playbook


def _carefully(loaded: Loaded, root: FilePath, names: dict[str, str]) -> Playbook | None:
    """A playbook with whatever is wrong with it told."""
    document = _read(loaded, root, names["file"])
    if document is not None:
        loaded.problems += expand_uses(document, loaded.documents.shared)
    content = _shaped(loaded, document, PlaybookFile)
    return Playbook.model_construct(**(dict(content) | names)) if content is not None else None


def _load_workshops(loaded: Loaded, folder: Folder) -> tuple[Workshop, ...]:
    """The workshops in the order of their ids. One that does not validate is left out."""
    workshops = []
    for id_, file in folder.workshops:
        content = _shaped(loaded, _read(loaded, folder.root, file), WorkshopFile)
        if content is not None:
            workshops.append(Workshop.model_construct(**dict(content), id=id_, file=file))
    return tuple(sorted(workshops, key=lambda workshop: workshop.id))


def _read(loaded: Loaded, root: FilePath, file: str | None) -> Document | None:
    if file is None:
        return None
    text, problem = read_text(root, file)
    if text is None:
        assert problem is not None
        loaded.problems.append(problem)
        loaded.documents.texts.update(legible(root, file) if problem.code == "not-utf8" else {})
        return Document(file, "")
    document, problems = read_yaml(file, text)
    loaded.documents.add(document)
    loaded.problems += problems
    return document


def _shaped(loaded: Loaded, document: Document | None, model: type[M]) -> M | None:
    if document is None:
        return None
    if problem := misplaced(document, model):
        loaded.problems.append(problem)
        return None
    value, problems = shape(document, model, loaded.names)
    loaded.problems += problems
    return value


def _misplaced_stages(folder: Folder, stages: list[str]) -> list[Problem]:
    unknown = dict.fromkeys(stage for stage, _, _ in folder.playbooks if stage not in stages)
    return [
        Problem(
            "unknown-stage",
            Where(f"{stage}/"),
            f"the journey has no stage `{stage}`",
            hint(stage, stages, "Rename the folder, or add the stage to `journey` in handbook.yml"),
            once=f"stage {stage}",
        )
        for stage in unknown
    ]
