"""Files in, one immutable dataset out: named graphs, the default graph as a set, and the hash of it all.

The default graph holds each triple of vocabulary, reference data, organisations, registers and ``graph/derived``
once, so that a triple that stands in two graphs is counted once by every query.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from ropa import __version__
from ropa.errors import TooLargeError
from ropa.register import sources
from ropa.register.canonical import canonical, changes, rewrites
from ropa.register.derive import derive
from ropa.register.lint import Notice, lint
from ropa.register.parsing import parse_source
from ropa.register.skolem import name_blank_nodes
from ropa.register.sources import SINGLE_GRAPH
from ropa.register.terms import TYPE, term
from ropa.resources import folder
from ropa.settings import Settings, variable
from ropa.vocabulary.index import Index
from ropa.vocabulary.namespaces import DATASET, DERIVED_GRAPH, INFERRED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ropa.register.derive.context import Context
    from ropa.register.sources import Source

    #: Called with what is being done, how far it is and how far it goes.
    Progress = Callable[[str, int, int], None]

_DERIVED: Final = NamedNode(DERIVED_GRAPH)
#: Graphs that are always made anew, whatever a dump brings.
_REMADE: Final = frozenset({DERIVED_GRAPH, INFERRED_GRAPH})


@dataclass(frozen=True)
class Dataset:
    """One state of one or more registers, with all that a machine derives from it."""

    #: ``sha256:`` and the digest of all source triples: the same for the same content, however it is written.
    hash: str
    #: The default graph, a named graph for each file, and ``graph/derived``.
    quads: tuple[Quad, ...]
    sources: tuple[Source, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class _Parsed:
    source: Source
    quads: list[Quad]
    text: str


def read(
    paths: Sequence[str | Path] = (),
    *,
    bare: bool = False,
    settings: Settings | None = None,
    stored: Sequence[tuple[str, Iterable[Quad]]] = (),
    progress: Progress | None = None,
) -> Dataset:
    """Read registers from files and folders; without any, those shipped with the project.

    ``bare`` leaves the shipped organisations out; ``stored`` are (name, quads) taken from a store or a service
    and loaded like files. Raises what :mod:`ropa.register.sources` and :mod:`ropa.register.parsing` raise, and
    :class:`~ropa.errors.TooLargeError` beyond ``ROPA_LOAD_MAX_TRIPLES``.
    """
    settings = settings or Settings.from_environment()
    say = progress or (lambda _what, _done, _of: None)
    words = _parse(sources.shipped(sources.WORDS, own=False), settings, say)
    beside = [] if bare else _parse(sources.shipped([sources.ORGANISATIONS], own=False), settings, say)
    if paths or stored:
        taken = {one.source.graph.value for one in (*words, *beside)}
        own = [_own_graphs(one, taken) for one in _parse(sources.find(paths), settings, say)]
        own += [_own_graphs(_as_parsed(name, quads), taken) for name, quads in stored]
    else:
        own = _parse(sources.shipped([sources.REGISTERS], own=True), settings, say)
    return _assemble(words, beside, own, settings, say)


def _parse(found: list[Source], settings: Settings, say: Progress) -> list[_Parsed]:
    parsed = []
    total = 0
    for number, source in enumerate(found, 1):
        quads, text = parse_source(source, settings)
        total += len(quads)
        _limit(total, settings)
        # The shipped files hold no blank nodes, which a test keeps so.
        parsed.append(_Parsed(source, name_blank_nodes(quads, source.graph) if source.own else quads, text))
        say("reading", number, len(found))
    return parsed


def _limit(count: int, settings: Settings) -> None:
    if count > settings.load_max_triples:
        raise TooLargeError(
            f"more than {settings.load_max_triples:,} triples",
            remedy=f"Load fewer files, or raise {variable('load_max_triples')}.",
        )


def _as_parsed(name: str, quads: Iterable[Quad]) -> _Parsed:
    source = sources.Source(Path(name), RdfFormat.N_QUADS, sources.graph_name("stored"), called=name)
    return _Parsed(source, name_blank_nodes(list(quads), source.graph), "")


def _own_graphs(parsed: _Parsed, taken: set[str]) -> _Parsed:
    """Leave out what is loaded or made anew anyway, and copies that a dump's default graph has of named graphs."""
    if parsed.source.format in SINGLE_GRAPH:
        return parsed
    elsewhere = {quad.triple for quad in parsed.quads if _name(quad)}
    kept = [
        quad
        for quad in parsed.quads
        if (_name(quad) not in _REMADE | taken if _name(quad) else quad.triple not in elsewhere)
    ]
    return _Parsed(parsed.source, kept, parsed.text)


def _name(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def _assemble(
    words: list[_Parsed], beside: list[_Parsed], own: list[_Parsed], settings: Settings, say: Progress
) -> Dataset:
    everything = [*words, *beside, *own]
    _limit(sum(len(one.quads) for one in everything), settings)
    # A test sees to it that the shipped words are written as the store writes them.
    changed = changes(quad for one in (*beside, *own) for quad in one.quads)
    everything = [*words, *(replace(one, quads=canonical(one.quads, changed)) for one in (*beside, *own))]
    say("deriving", 0, 1)
    named = [quad for one in everything for quad in _in_graphs(one)]
    digest = _digest(named)
    context = derive(
        (quad for one in everything[: len(words)] for quad in one.quads),
        (quad for one in everything[len(words) :] for quad in one.quads),
        _index,
    )
    _describe(context, digest)
    notices = _notices(context, own, changed)
    say("deriving", 1, 1)
    quads = (
        *dict.fromkeys(quad for one in everything for quad in _in_default_graph(one)),
        *(Quad(subject, predicate, value) for subject, predicate, value in context.derived),
        *named,
        *(Quad(subject, predicate, value, _DERIVED) for subject, predicate, value in context.derived),
    )
    return Dataset(digest, quads, tuple(one.source for one in everything), tuple(notices))


def _notices(context: Context, own: list[_Parsed], changed: dict[Literal, Literal]) -> list[Notice]:
    notices = [notice for one in own for notice in rewrites(one.source, one.quads, changed)]
    for one in own:
        found = lint(one.source, one.quads, one.text, context.words, _index)
        notices += sorted(found, key=lambda notice: notice.place)
    return notices


def _in_graphs(parsed: _Parsed) -> list[Quad]:
    """Return the quads of a file, each in the graph that it names or in the file's own."""
    graph = parsed.source.graph
    if parsed.source.format in SINGLE_GRAPH:
        return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed.quads]
    return [quad if _name(quad) else Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed.quads]


def _in_default_graph(parsed: _Parsed) -> list[Quad]:
    """Return the triples of a file as quads of the default graph; making each anew would be a tenth of all the work."""
    if parsed.source.format in SINGLE_GRAPH:
        return parsed.quads
    return [Quad(quad.subject, quad.predicate, quad.object) for quad in parsed.quads]


@cache
def _index() -> Index:
    return Index.parse((folder("ontology") / "dpv-index.tsv").read_text(encoding="utf-8"))


def _digest(quads: Iterable[Quad]) -> str:
    lines = sorted(set((serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines()))
    return "sha256:" + hashlib.sha256(b"\n".join(lines)).hexdigest()


def _describe(context: Context, digest: str) -> None:
    dataset = NamedNode(DATASET)
    context.add(dataset, TYPE, term("ropa:Dataset"))
    context.add(dataset, term("ropa:hash"), Literal(digest))
    context.add(dataset, term("ropa:derivedBy"), Literal(__version__))
