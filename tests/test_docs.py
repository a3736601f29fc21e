"""The documentation cannot rot: its commands, its sample answer, its words and its links are tried."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from app.cli import cli
from app.settings import CHECKOUT, Settings

READMES = ("README.md", "README.zh.md")
SAMPLE = re.compile(
    r"<!-- sample answer -->\n```text\n\$ make ask Q=\"(?P<question>[^\"\n]+)\"\n(?P<answer>.*?)```\n",
    re.S,
)
MODULE_CALL = re.compile(r"python -m (?P<package>corpus|index|app|eval)\b(?P<rest>[^\n`|]*)")
MAKE_CALL = re.compile(r"(?:^|`)make (?P<target>[a-z][a-z-]*)", re.M)


def read(name: str) -> str:
    """Return a file of the checkout."""
    return (CHECKOUT / name).read_text("utf-8")


def commands(text: str) -> list[str]:
    """Return the lines of all sh blocks, remarks and blank lines left out."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.S)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def module_calls(text: str) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    """Return each `python -m` call as its command ("app", "ask") and its options."""
    for match in MODULE_CALL.finditer(text):
        words = shlex.split(match["rest"], comments=True)
        command = [match["package"]]
        if words and re.fullmatch(r"[a-z]+", words[0]):
            command.append(words[0])
        yield tuple(command), frozenset(word for word in words if word.startswith("--"))


def all_calls() -> dict[tuple[str, ...], set[str]]:
    """Collect the options of each command over both READMEs."""
    calls: dict[tuple[str, ...], set[str]] = {}
    for name in READMES:
        for command, options in module_calls(read(name)):
            calls.setdefault(command, set()).update(options)
    return calls


def test_both_readmes_give_the_same_commands():
    """What the one tells to type, the other tells too."""
    english, chinese = (commands(read(name)) for name in READMES)
    assert english == chinese
    assert len(english) > 10


@pytest.mark.parametrize("name", READMES)
def test_every_target_exists(name):
    """Each `make X` is a target of the Makefile with its line in `make help`."""
    targets = set(re.findall(r"^([a-z-]+):.*?## ", read("Makefile"), re.M))
    named = {match["target"] for match in MAKE_CALL.finditer(read(name))}
    assert {"chat", "test", "ask", "check", "index", "eval", "help"} <= named
    assert named <= targets


@pytest.mark.parametrize("name", READMES)
def test_variables_given_to_make_exist(name):
    """Each NAME=value given to make is a variable that the Makefile reads."""
    known = set(re.findall(r"^([A-Z_]+) \?=", read("Makefile"), re.M))
    lines = [line for line in commands(read(name)) if line.startswith("make ")]
    named = {word.split("=")[0] for line in lines for word in shlex.split(line) if "=" in word}
    assert named
    assert named <= known


@pytest.mark.parametrize("command", sorted(all_calls()), ids=" ".join)
def test_every_command_and_option_exists(command):
    """Each `python -m …` and each option shown with it is in the command's own help."""
    done = subprocess.run(
        [sys.executable, "-m", *command, "--help"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    offered = set(re.findall(r"--[a-z][a-z-]*", done.stdout))
    assert all_calls()[command] <= offered


def test_the_check_of_commands_can_fail():
    """A command in a sentence, in a block and with quoted words is read as it would be typed."""
    text = '`python -m app doctor` and\n.venv/bin/python -m app ask "x --y" --json  # --no'
    assert list(module_calls(text)) == [
        (("app", "doctor"), frozenset()),
        (("app", "ask"), frozenset({"--json"})),
    ]


def test_both_readmes_show_the_same_sample():
    """There is one sample answer, and both show it."""
    english, chinese = (SAMPLE.search(read(name)) for name in READMES)
    assert english is not None
    assert chinese is not None
    assert english.groups() == chinese.groups()


def test_the_sample_answer_is_what_the_program_prints():
    """The sample is no drawing: the program prints it for that question."""
    sample = SAMPLE.search(read(READMES[0]))
    assert sample is not None
    result = CliRunner().invoke(cli, ["ask", sample["question"]], prog_name="python -m app")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == sample["answer"]


@pytest.mark.parametrize("name", [*READMES, "CHANGELOG.md", "docs/glossary.md"])
def test_links_lead_somewhere(name):
    """Each link to a file of the checkout, pictures included, names a file that is there."""
    links = re.findall(r"\]\(([^)#\s]+)\)", read(name))
    folder = (CHECKOUT / name).parent
    missing = [link for link in links if "://" not in link and not (folder / link).exists()]
    assert missing == []


@pytest.mark.parametrize("name", READMES)
def test_every_setting_is_described(name):
    """Its table and that of the language model hold each setting, its variable, and nothing that is gone."""
    tables = read(name) + read("docs/language-model.md")
    rows = re.findall(r"^\| `(\w+)` \| `(WENCE_\w+)` \|", tables, re.M)
    assert rows == [(field, f"WENCE_{field.upper()}") for field in Settings.model_fields]


def test_the_words_of_the_glossary_are_those_of_the_code():
    """Each identifier of the glossary stands in the code, a member in the module of its class."""
    sources = [
        path.read_text("utf-8")
        for package in ("corpus", "index", "app", "eval")
        for path in (CHECKOUT / package).rglob("*.py")
    ]
    rows = re.findall(r"^\|[^|\n]*\| `([\w.]+)` \|", read("docs/glossary.md"), re.M)
    assert len(rows) > 30
    for identifier in rows:
        owner, *members = identifier.split(".")
        homes = [text for text in sources if re.search(rf"^(?:class|def) {owner}\b", text, re.M)]
        assert homes, f"{owner} is defined nowhere"
        for member in members:
            defined = rf"^    (?:def )?{member}\b"
            assert any(re.search(defined, text, re.M) for text in homes), identifier


@pytest.mark.parametrize("name", READMES)
def test_a_readme_is_read_in_one_sitting(name):
    """A README has at most 150 lines."""
    assert len(read(name).splitlines()) <= 150
