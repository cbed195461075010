"""Every case folder of this package: what must follow from a record, and what must not.

How to add one is in ``README.md``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Quad, Store, Triple

from .graphs import broken_promises, load, store, turtle
from .patterns import holds, patterns, show

if TYPE_CHECKING:
    from ropa.register import Dataset

HERE = Path(__file__).resolve().parent
ANSWERS = {"expected.ttl", "absent.ttl", "notices.txt"}
CASES = sorted(
    path for path in (HERE / "example", *(HERE / "foreign").iterdir(), *(HERE / "notices").iterdir()) if path.is_dir()
)


def name(path: Path) -> str:
    return str(path.relative_to(HERE))


def data(case: Path) -> list[Path]:
    return sorted(one for one in case.iterdir() if one.name not in ANSWERS and one.suffix != ".rq")


@cache
def loaded(case: Path) -> tuple[Dataset, Store]:
    dataset = load(*data(case))
    return dataset, store(dataset)


def having(answers: str) -> list[Path]:
    return [case for case in CASES if (case / answers).is_file()]


each_case = pytest.mark.parametrize("case", CASES, ids=name)


def test_there_are_the_example_and_at_least_ten_records_of_others() -> None:
    names = [name(case) for case in CASES]
    assert "example" in names
    assert sum(one.startswith("foreign/") for one in names) >= 10


@each_case
def test_a_case_has_data_and_says_what_follows(case: Path) -> None:
    assert data(case)
    assert (case / "expected.ttl").is_file()


@pytest.mark.parametrize("case", having("expected.ttl"), ids=name)
def test_what_must_follow_follows(case: Path) -> None:
    _, engine = loaded(case)
    missing = [show(one) for one in patterns(turtle(case / "expected.ttl")) if not holds(engine, one)]
    assert not missing, "missing:\n" + "\n".join(missing)


@pytest.mark.parametrize("case", having("absent.ttl"), ids=name)
def test_what_must_not_follow_does_not(case: Path) -> None:
    _, engine = loaded(case)
    wrong = [show(one) for one in patterns(turtle(case / "absent.ttl")) if holds(engine, one)]
    assert not wrong, "wrongly there:\n" + "\n".join(wrong)


@pytest.mark.parametrize("query", sorted(one for case in CASES for one in case.glob("*.rq")), ids=name)
def test_its_query_says_yes(query: Path) -> None:
    _, engine = loaded(query.parent)
    assert bool(engine.query(query.read_text("utf-8")))


@pytest.mark.parametrize("case", having("notices.txt"), ids=name)
def test_the_loader_says_what_it_noticed(case: Path) -> None:
    messages = [str(one) for one in loaded(case)[0].notices]
    for line in (case / "notices.txt").read_text("utf-8").splitlines():
        words = [word.strip() for word in line.split("|")]
        assert any(all(word in message for word in words) for message in messages), (words, messages)


@pytest.mark.parametrize("case", [case for case in CASES if case not in having("notices.txt")], ids=name)
def test_the_loader_complains_of_nothing_else(case: Path) -> None:
    assert [str(one) for one in loaded(case)[0].notices] == []


@each_case
def test_it_keeps_what_every_dataset_promises(case: Path) -> None:
    assert broken_promises(loaded(case)[0]) == []


@each_case
def test_it_is_the_same_at_every_load(case: Path) -> None:
    again = load(*reversed(data(case)))
    assert again.hash == loaded(case)[0].hash
    assert set(again.quads) == set(loaded(case)[0].quads)


def test_triples_that_share_a_blank_node_are_looked_for_together(tmp_path: Path) -> None:
    file = tmp_path / "wanted.ttl"
    file.write_text("@prefix : <https://example.org/> . :a :p _:x . _:x :q 5 . :a :p :b . _:y :r :c .", "utf-8")
    groups = patterns(turtle(file))
    assert sorted(len(group) for group in groups) == [1, 1, 2]


def test_a_pattern_holds_only_where_all_of_it_does(tmp_path: Path) -> None:
    def graph(text: str) -> list[Triple]:
        file = tmp_path / "some.ttl"
        file.write_text("@prefix : <https://example.org/> .\n" + text, "utf-8")
        return turtle(file)

    engine = Store()
    engine.extend(triple_quads(graph(":a :p :b . :b :q 5.0 . :c :q 6 .")))
    assert holds(engine, graph(":a :p _:x . _:x :q 5 ."))
    assert not holds(engine, graph(":a :p _:x . _:x :q 6 ."))
    assert not holds(engine, graph(":a :p :c ."))


def triple_quads(graph: list[Triple]) -> list[Quad]:
    return [Quad(one.subject, one.predicate, one.object) for one in graph]
