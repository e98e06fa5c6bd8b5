"""The commands of authors, as they are typed: check, explain, init, new, schema."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import COMMANDS, main
from generator.source.schema import FILES, schema_texts
from tests.rendering.everything import everything
from tests.sites import BASE, ROOT, run

Handbook = Callable[..., Result]
SHIPPED = ("playbooks", "examples/restaurant/playbooks")


@pytest.fixture
def handbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Handbook:
    """Run `handbook ...` in a folder that holds the bicycle shop's playbooks."""
    shutil.copytree(BASE, tmp_path / "playbooks")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_check_finds_nothing_in_a_good_handbook(handbook: Handbook) -> None:
    done = handbook("check")
    assert (done.exit_code, done.output) == (0, "2 playbooks: no problems.\n")
    assert (handbook("check", "-q").exit_code, handbook("check", "-q").output) == (0, "")


@pytest.mark.parametrize("playbooks", SHIPPED)
def test_the_shipped_playbooks_have_no_problem(playbooks: str) -> None:
    done = CliRunner().invoke(main, ["check", str(ROOT / playbooks), "--format", "json"])
    assert json.loads(done.output) == []
    assert done.exit_code == 0


def test_check_ends_with_1_for_errors_and_0_for_warnings(handbook: Handbook, tmp_path: Path) -> None:
    _edit(tmp_path / "playbooks" / "gaps.yml", "squeak-came-back", "brakes-failed")
    assert handbook("check").exit_code == 0
    _edit(tmp_path / "playbooks" / "ready" / "not-ready.yml", "who: counter", "who: conter")
    done = handbook("check")
    assert done.exit_code == 1
    assert "2 playbooks: 1 error, 1 warning." in done.output
    assert "handbook explain" in done.output


def test_a_broken_settings_file_makes_no_playbook_disappear(handbook: Handbook, tmp_path: Path) -> None:
    _edit(tmp_path / "playbooks" / "handbook.yml", "practice:", "practice")
    assert "2 playbooks: 1 error, 0 warnings." in handbook("check").output


def test_check_ends_with_2_for_wrong_use(handbook: Handbook) -> None:
    assert handbook("check", "--format", "xml").exit_code == 2
    assert handbook("check", "--no-such-option").exit_code == 2
    assert handbook("chekc").exit_code == 2


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (["chek"], "there is no command 'chek'; did you mean `check`?"),
        (["check", "playbooks/ready"], "'playbooks/ready' is a part of 'playbooks'"),
        (["check", "playbooks/ready/not-ready.yml"], "name 'playbooks'"),
        (["schema", "plybooks"], "there is no folder 'plybooks'"),
        (["new", "ready"], "name the playbook too: `new ready/ID`"),
        (["new", "squeak-came-back"], "put its stage before it: `new road/squeak-came-back`"),
        (["new", "bell-missing"], "put its stage before it: `new STAGE/bell-missing`"),
    ],
)
def test_who_mistypes_a_command_is_told_what_to_type(
    handbook: Handbook, tmp_path: Path, typed: list[str], answer: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = handbook(*typed)
    assert done.exit_code == 2
    assert answer in done.output
    assert sorted(tmp_path.rglob("*")) == before


def test_every_command_is_told_in_a_whole_sentence(handbook: Handbook) -> None:
    told = handbook("--help").output
    assert told.count("...") == 1  # of the usage line
    assert all(f"\n  {name} " in told for name in COMMANDS)
    assert handbook("--version").output.startswith("handbook ")


def test_check_tells_programs_the_same_as_people(handbook: Handbook, tmp_path: Path) -> None:
    _edit(tmp_path / "playbooks" / "ready" / "not-ready.yml", "who: counter", "who: conter")
    rows = json.loads(handbook("check", "--format", "json").output)
    assert rows == [
        {
            "code": "unknown-name",
            "severity": "error",
            "file": "playbooks/ready/not-ready.yml",
            "line": 17,
            "column": 10,
            "message": "there is no role `conter`",
            "help": "did you mean `counter`? Or add it under `roles` in handbook.yml",
        }
    ]
    annotation = handbook("check", "--format", "github").output
    assert annotation.startswith("::error file=playbooks/ready/not-ready.yml,line=17,col=10,title=unknown-name::")


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_a_report_goes_into_a_pipe_that_knows_few_characters(tmp_path: Path, format_: str) -> None:
    """As on Windows, where `handbook check > report.txt` has the 256 characters of the code page."""
    shutil.copytree(BASE, tmp_path / "playbooks")
    _edit(tmp_path / "playbooks" / "ready" / "not-ready.yml", "who: counter", "who: caf\u00e9\u3042\U0001f600")
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "generator", "check", "--format", format_]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert (b"caf\\u00e9\\u3042" if format_ == "json" else b"caf\xe9??") in done.stdout


def test_a_folder_that_is_not_there_is_told(handbook: Handbook) -> None:
    done = handbook("check", "plybooks")
    assert done.exit_code == 1
    assert "[no-folder]" in done.output


def test_explain_tells_why_and_what_to_do(handbook: Handbook) -> None:
    one = handbook("explain", "permission-phrase").output
    assert "What to do:" in one
    assert "Good:" in one
    wrong = handbook("explain", "permision-phrase")
    assert wrong.exit_code == 2
    assert "did you mean `permission-phrase`" in wrong.output
    assert "permission-phrase" in handbook("explain").output


@pytest.mark.parametrize("command", ["", "init", "new", "check", "explain", "schema", "build", "export"])
def test_help_says_what_a_command_does(handbook: Handbook, command: str) -> None:
    done = handbook(*command.split(), "--help")
    assert done.exit_code == 0
    assert len(done.output.splitlines()) > 5
    assert max(map(len, done.output.splitlines())) <= 100


def test_init_writes_a_handbook_that_checks_and_builds(tmp_path: Path) -> None:
    told = run("generator", "init", "shop", cwd=tmp_path).stdout
    assert "handbook build --playbooks shop/playbooks --out shop/site" in told
    assert run("generator", "check", cwd=tmp_path / "shop").stdout.endswith("no problems.\n")
    built = run("generator", "build", cwd=tmp_path / "shop")
    assert "WARNING" not in built.stdout + built.stderr
    assert (tmp_path / "shop" / "site" / "index.html").is_file()
    run("mkdocs", "build", "--strict", cwd=tmp_path / "shop")


def test_init_writes_over_nothing(handbook: Handbook, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = handbook("init", ".")
    assert done.exit_code == 1
    assert "not empty" in done.output
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("kind", ["recovery", "stop-card"])
def test_a_new_playbook_passes_the_check_with_nothing_but_what_is_to_write(
    handbook: Handbook, tmp_path: Path, kind: str
) -> None:
    done = handbook("new", "ready/bell-missing", "--kind", kind)
    assert done.exit_code == 0, done.output
    assert (
        yaml.safe_load((tmp_path / "playbooks" / "ready" / "bell-missing.yml").read_text(encoding="utf-8"))["kind"]
        == kind
    )
    rows = json.loads(handbook("check", "--format", "json").output)
    assert {row["severity"] for row in rows} == {"warning"}, rows
    assert {row["file"] for row in rows} == {"playbooks/ready/bell-missing.yml"}
    assert "unwritten" in {row["code"] for row in rows}


BELL = """\
    bell-missing:
      title: The bell is gone
      definition: "The rider's bell: gone."
      severity: 3 # a guess

"""
GAPS = """\
# what we know and have not planned

gaps:
  ready:
    # asked for by Ines
    bell-missing:
      title: The bell is gone
      definition: "The rider's bell: gone."
      severity: 3 # a guess

    wrong-colour: {title: Wrong colour, definition: The frame is red.}
  road:
    squeak-came-back:
      title: The squeak is back
      definition: It is back.
"""


def test_a_gap_that_cannot_be_taken_out_is_not_said_to_be(handbook: Handbook, tmp_path: Path) -> None:
    gaps = tmp_path / "playbooks" / "gaps.yml"
    text = "gaps:\n  ready: {bell-missing: {title: The bell is gone, definition: It is gone.}}\n"
    gaps.write_text(text, encoding="utf-8")
    told = handbook("new", "ready/bell-missing").output
    assert "Take 'bell-missing' out of gaps.yml" in told
    assert "and taken out" not in told
    assert gaps.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("place", "gone"),
    [
        (
            "ready/bell-missing",
            BELL,
        ),
        ("ready/wrong-colour", "    wrong-colour: {title: Wrong colour, definition: The frame is red.}\n"),
        (
            "road/squeak-came-back",
            "  road:\n    squeak-came-back:\n      title: The squeak is back\n      definition: It is back.\n",
        ),
    ],
)
def test_a_gap_gives_its_words_to_the_new_playbook_and_leaves_its_file(
    handbook: Handbook, tmp_path: Path, place: str, gone: str
) -> None:
    """All other lines of gaps.yml stay as they are, comments and all."""
    gaps = tmp_path / "playbooks" / "gaps.yml"
    gaps.write_text(GAPS, encoding="utf-8")
    gap = yaml.safe_load(GAPS)["gaps"][place.split("/")[0]][place.split("/")[1]]
    done = handbook("new", place)
    assert done.exit_code == 0, done.output
    assert "taken out of gaps.yml" in done.output
    written = yaml.safe_load((tmp_path / "playbooks" / f"{place}.yml").read_text(encoding="utf-8"))
    assert (written["title"], written["definition"]) == (gap["title"], gap["definition"])
    assert gaps.read_text(encoding="utf-8") in (GAPS.replace(gone, ""), GAPS.replace(gone.rstrip("\n") + "\n", ""))
    assert handbook("check").exit_code == 0


def test_every_gap_of_the_shipped_handbook_can_be_filled(tmp_path: Path) -> None:
    """One after the other, until none is left; the settings are checked at the end."""
    shutil.copytree(ROOT / "playbooks", tmp_path / "playbooks")
    listed = yaml.safe_load((tmp_path / "playbooks" / "gaps.yml").read_text(encoding="utf-8"))["gaps"]
    places = [f"{stage}/{defect}" for stage, gaps in listed.items() for defect in gaps][:3]
    for place in places:
        done = CliRunner().invoke(main, ["new", place, "--playbooks", str(tmp_path / "playbooks")])
        assert done.exit_code == 0, done.output
    rows = json.loads(CliRunner().invoke(main, ["check", str(tmp_path / "playbooks"), "--format", "json"]).output)
    assert [row for row in rows if row["severity"] == "error"] == []


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("redy/bell-missing", "did you mean `ready`"),
        ("ready/Bell Missing", "lower-case letters"),
        ("ready/../../escape", "lower-case letters"),
        ("ready/", "name the playbook too"),
        ("ready", "name the playbook too"),
        ("ready/not-ready", "already"),
        ("ready/" + "a" * 90, "lower-case letters"),
    ],
)
def test_new_refuses_what_cannot_be(handbook: Handbook, tmp_path: Path, place: str, says: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = handbook("new", place)
    assert done.exit_code in (1, 2)
    assert says in done.output
    assert sorted(tmp_path.rglob("*")) == before


def test_new_needs_settings_that_can_be_read(handbook: Handbook, tmp_path: Path) -> None:
    _edit(tmp_path / "playbooks" / "handbook.yml", "phone: 555 0142", "fone: 555 0142")
    done = handbook("new", "ready/bell-missing")
    assert done.exit_code == 1
    assert "did you mean `phone`?" in done.output


@pytest.mark.parametrize("minutes", ["5", "60", "240"])
def test_a_new_workshop_passes_the_check(tmp_path: Path, minutes: str) -> None:
    folder = tmp_path / "playbooks"
    shutil.copytree(ROOT / "generator" / "starter" / "playbooks", folder)
    arguments = [
        "workshop",
        "phones",
        "callback-not-made",
        "somebody-is-hurt",
        "--minutes",
        minutes,
        "--starts",
        "8:00",
    ]
    done = CliRunner().invoke(main, ["new", *arguments, "--title", "Our phones", "--playbooks", str(folder)])
    assert done.exit_code == 0, done.output
    written = yaml.safe_load((folder / "workshops" / "phones.yml").read_text(encoding="utf-8"))
    assert (written["title"], written["defects"]) == ("Our phones", ["callback-not-made", "somebody-is-hurt"])
    assert sum(segment["minutes"] for segment in written["segments"]) == int(minutes)
    assert ("No quiz" in done.output) == (minutes != "5")
    checked = CliRunner().invoke(main, ["check", str(folder)])
    assert checked.output == "2 playbooks: no problems.\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["workshop"], "workshop ID DEFECT"),
        (["workshop", "bikes"], "workshop ID DEFECT"),
        (["workshop", "Late Bikes", "not-ready"], "lower-case letters"),
        (["workshop", "../bikes", "not-ready"], "lower-case letters"),
        (["workshop", "index", "not-ready"], "lists all workshops"),
        (["workshop", "bikes", "not-redy"], "did you mean `not-ready`"),
        (["workshop", "bikes", "squeak-came-back"], "no playbook yet"),
        (["workshop", "bikes", "not-ready", "--minutes", "4"], "5<=x<=480"),
        (["workshop", "bikes", "not-ready", "--starts", "24:10"], "no time of the day"),
        (["workshop", "bikes", "not-ready", "--kind", "recovery"], "for playbooks"),
        (["ready/bell-missing", "--minutes", "60"], "takes one name"),
        (["ready/bell-missing", "not-ready"], "takes one name"),
    ],
)
def test_new_refuses_workshops_that_cannot_be(
    handbook: Handbook, tmp_path: Path, arguments: list[str], says: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = handbook("new", *arguments)
    assert done.exit_code == 2
    assert says in done.output
    assert sorted(tmp_path.rglob("*")) == before


def test_new_writes_over_no_workshop(handbook: Handbook, tmp_path: Path) -> None:
    assert handbook("new", "workshop", "bikes", "not-ready").exit_code == 0
    before = (tmp_path / "playbooks" / "workshops" / "bikes.yml").read_bytes()
    done = handbook("new", "workshop", "bikes", "brakes-failed")
    assert done.exit_code == 1
    assert "exists already" in done.output
    assert (tmp_path / "playbooks" / "workshops" / "bikes.yml").read_bytes() == before


@pytest.mark.parametrize("playbooks", SHIPPED)
def test_the_schemas_beside_the_shipped_playbooks_are_those_of_the_model(playbooks: str) -> None:
    folder = ROOT / playbooks / ".schema"
    assert {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()} == schema_texts()


def test_schema_writes_what_it_prints(handbook: Handbook, tmp_path: Path) -> None:
    done = handbook("schema")
    assert done.output.splitlines() == [f"playbooks/.schema/{name}.json" for name in FILES]
    for name in FILES:
        assert handbook("schema", "--print", name).output == (
            tmp_path / "playbooks" / ".schema" / f"{name}.json"
        ).read_text(encoding="utf-8")


def _validator(name: str) -> jsonschema.Draft7Validator:
    schema = json.loads(schema_texts()[f"{name}.json"])
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def _as_an_editor_reads(file: Path) -> Any:
    """YAML 1.2 as editors read it: `no` is a word there, and a date is one."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if "timestamp" not in tag and "bool" not in tag]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
    return yaml.load(file.read_text(encoding="utf-8"), Loader=loader)


@pytest.mark.parametrize("playbooks", [*SHIPPED, "generator/starter/playbooks", "tests/data/base"])
def test_the_schema_accepts_every_shipped_file(playbooks: str) -> None:
    """What the check accepts, no editor underlines."""
    complaints = {}
    for file in sorted((ROOT / playbooks).rglob("*.yml")):
        name = file.stem if file.parent == ROOT / playbooks else "playbook"
        name = "workshop" if file.parent.name == "workshops" else name
        if name in FILES:
            errors = [
                f"{error.json_path}: {error.message[:120]}"
                for error in _validator(name).iter_errors(_as_an_editor_reads(file))
            ]
            complaints |= {file.name: errors} if errors else {}
    assert complaints == {}


def test_the_schema_accepts_every_field_of_the_format() -> None:
    data = everything(lambda place: place)
    for file, content in data.items():
        name = Path(file).stem if "/" not in file else "workshop" if file.startswith("workshops/") else "playbook"
        number = r'"(severity|least|most|plan_for|count|pass_mark)": "(\d)"'
        numbered = json.loads(re.sub(number, r'"\1": \2', json.dumps(content)))
        assert [error.message for error in _validator(name).iter_errors(numbered)] == [], file


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("severity",), 9),
        (("kind",), "recover"),
        (("tittle",), "a field that is not there"),
        (("steps", 0, "within"), "soon"),
        (("steps", 0, "who"), "The Counter"),
        (("steps",), "do it"),
        (("steps",), []),
        (("review_by",), "next May"),
        (("first_line", "verbatim"), "perhaps"),
    ],
)
def test_the_schema_refuses_what_the_check_refuses(path: tuple[str | int, ...], value: object) -> None:
    playbook = _as_an_editor_reads(BASE / "ready" / "not-ready.yml")
    assert list(_validator("playbook").iter_errors(playbook)) == []
    place = playbook
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    assert list(_validator("playbook").iter_errors(playbook)) != []


def test_every_field_is_explained_where_editors_show_it() -> None:
    """A field without a description is a field that an author has to guess."""
    for name, text in schema_texts().items():
        schema = json.loads(text)
        for owner, model in {"": schema, **schema.get("$defs", {})}.items():
            bare = [
                field for field, info in model.get("properties", {}).items() if len(info.get("description", "")) < 4
            ]
            assert bare == [], f"{name} {owner}"
