"""The files as they were read: all of their texts, and the trees that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.source.reuse import Shared, expand_uses
from generator.source.yaml_reader import Document, read_yaml


class Documents(Mapping[str, Document]):
    """Every file that was read, by its name.

    The tree of a file that was in order is not kept: a thousand of them take longer to make and to keep than
    all the rest of a check. It is composed again when a line is asked for, which is rare. `shared` is what
    the playbooks use in it.
    """

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.shared: Shared = {}
        self._kept: dict[str, Document] = {}

    def add(self, document: Document) -> None:
        """Keep a file with its tree."""
        self.texts[document.file] = document.text
        self._kept[document.file] = document

    def remember(self, file: str, text: str) -> None:
        """Keep the text of a playbook that was in order."""
        self.texts[file] = text

    def __getitem__(self, file: str) -> Document:
        if file not in self._kept:
            document, _ = read_yaml(file, self.texts[file])
            expand_uses(document, self.shared)
            self._kept[file] = document
        return self._kept[file]

    def __contains__(self, file: object) -> bool:
        return file in self.texts

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)
