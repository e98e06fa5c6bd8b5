"""Load a folder of playbooks: every file read, every mistake collected, one Handbook out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TypeVar

from pydantic import BaseModel

from generator.model.handbook import GapsFile, Handbook, HandbookFile, WordingFile
from generator.model.jurisdiction import JurisdictionsFile
from generator.model.playbook import Playbook, PlaybookFile
from generator.model.synonyms import SynonymsFile
from generator.near import hint
from generator.problems import Problem, Where
from generator.source.files import Folder, list_folder, read_text
from generator.source.locate import locate
from generator.source.reuse import Shared, expand_uses, refuse_uses, shared_entries
from generator.source.shape import shape
from generator.source.yaml_reader import Document, read_yaml

M = TypeVar("M", bound=BaseModel)
Progress = Callable[[int, int], None]
"""Called with how many files are read and how many there are."""


@dataclass
class Loaded:
    """What came out of a folder.

    `handbook` is None where the settings themselves could not be read: without the names that they
    define, every rule would blame those who use them.
    """

    handbook: Handbook | None
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)

    def located(self, more: list[Problem] | None = None) -> list[Problem]:
        """All problems with their lines, in the order of files and lines, each of them once.

        A sentence that is shared between playbooks is wrong in one place: where it is written.
        """
        found: dict[tuple[str, int, int, str, str], Problem] = {}
        for problem in [*self.problems, *(more or [])]:
            placed = locate(problem, self.documents)
            where = placed.where
            found.setdefault((where.file, where.line, where.column, placed.code, placed.message), placed)
        return [found[key] for key in sorted(found)]


def load_handbook(root: FilePath, progress: Progress = lambda _done, _all: None) -> Loaded:
    """Read everything below `root`.

    A playbook that does not validate is left out of the handbook and kept in `Handbook.unread`, so
    that nobody who refers to it is blamed as well. No exception is raised for anything an author writes.
    """
    folder = list_folder(root)
    loaded = Loaded(None, list(folder.problems))
    wording_document = _read(loaded, root, folder.settings.get("wording.yml"))
    shared = shared_entries(wording_document)
    if wording_document is not None:
        loaded.problems += refuse_uses(wording_document)
    wording = _shaped(loaded, wording_document, WordingFile)
    settings = _shaped(loaded, _read(loaded, root, folder.settings.get("handbook.yml")), HandbookFile)
    law = _shaped(loaded, _read(loaded, root, folder.settings.get("jurisdictions.yml")), JurisdictionsFile)
    gaps = _shaped(loaded, _read(loaded, root, folder.settings.get("gaps.yml")), GapsFile)
    synonyms = _shaped(loaded, _read(loaded, root, folder.settings.get("synonyms.yml")), SynonymsFile)

    playbooks = _load_playbooks(loaded, folder, shared, progress)
    if settings is None or _unread(folder, "jurisdictions.yml", law) or _unread(folder, "gaps.yml", gaps):
        return loaded
    order = {stage.id: number for number, stage in enumerate(settings.journey)}
    loaded.problems += _misplaced_stages(folder, list(order))
    read = [playbook for playbook in playbooks if playbook.stage in order]
    unread = ({id_ for _, id_, _ in folder.playbooks} | folder.refused) - {playbook.id for playbook in read}
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
        unread=frozenset(unread),
    )
    return loaded


def _unread(folder: Folder, file: str, value: BaseModel | None) -> bool:
    """Whether a settings file is there, under its own name or nearly, and gave nothing."""
    return value is None and (file in folder.settings or file.removesuffix(".yml") in folder.refused)


def _load_playbooks(loaded: Loaded, folder: Folder, shared: Shared, progress: Progress) -> list[Playbook]:
    playbooks: dict[str, Playbook] = {}
    total = len(folder.playbooks)
    first_file: dict[str, str] = {}
    for number, (stage, id_, file) in enumerate(folder.playbooks, start=1):
        progress(number, total)
        if id_ in first_file:
            loaded.problems.append(
                Problem(
                    "duplicate-id",
                    Where(file),
                    f"there is a playbook `{id_}` already: {first_file[id_]}",
                    "a defect lives at the stage where the customer first feels it: keep one, rename the other",
                )
            )
            continue
        first_file[id_] = file
        document = _read(loaded, folder.root, file)
        if document is not None:
            loaded.problems += expand_uses(document, shared)
        content = _shaped(loaded, document, PlaybookFile)
        if content is not None:
            playbooks[id_] = Playbook.model_construct(**dict(content), id=id_, stage=stage, file=file)
    return list(playbooks.values())


def _read(loaded: Loaded, root: FilePath, file: str | None) -> Document | None:
    if file is None:
        return None
    text, problem = read_text(root, file)
    if text is None:
        assert problem is not None
        loaded.problems.append(problem)
        return Document(file, "")
    document, problems = read_yaml(file, text)
    loaded.documents[file] = document
    loaded.problems += problems
    return document


def _shaped(loaded: Loaded, document: Document | None, model: type[M]) -> M | None:
    if document is None:
        return None
    value, problems = shape(document, model)
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
        )
        for stage in unknown
    ]
