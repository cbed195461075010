"""The front door: open a register, ask it, read its evidence. This is also the Python API.

>>> import ropa
>>> r = ropa.open()
>>> r.select("SELECT ?who { ?p dpv:hasPersonalData pd:EmailAddress ; dpv:hasRecipient ?who }")

A query may leave out the ``PREFIX`` lines of the prefixes that every answer uses.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, TypeVar

from pyoxigraph import DefaultGraph, Literal, RdfFormat, serialize

from ropa import __version__
from ropa.errors import StoreError, UsageError, Where
from ropa.register import Dataset, Notice, find, read
from ropa.resources import packaged
from ropa.settings import Settings
from ropa.store import completed, disk, memory, remote, scan
from ropa.views.evidence import Evidence, evidence
from ropa.views.names import find_activity
from ropa.vocabulary.namespaces import DERIVED_GRAPH, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from types import TracebackType

    import rdflib
    from pyoxigraph import Quad, Triple

    from ropa.reasoning import Inferred
    from ropa.register import Source
    from ropa.store import Format, Graphs, Result, Store, Table, Term
    from ropa.views.explanation import Explanation

    Progress = Callable[[str, int, int], None]

Answer = TypeVar("Answer")

#: Days for which inferences are kept: people ask about today, and a stranger could ask about every day there is.
_DAYS_KEPT: Final = 8


class Workspace:
    """An opened register: ask it in SPARQL, or for the evidence of an activity.

    ``identity`` is the hash of the dataset (``sha256:...``), or the address of a remote service whose content may
    change. ``notices`` are warnings about what was loaded.
    """

    def __init__(
        self,
        store: Store,
        *,
        identity: str,
        settings: Settings,
        notices: Sequence[Notice] = (),
        dataset: Dataset | None = None,
    ) -> None:
        self.store = store
        self.identity = identity
        self.settings = settings
        self.notices = tuple(notices)
        self.dataset = dataset
        self._graph: rdflib.Dataset | None = None
        self._inferred: dict[date | None, Inferred] = {}

    def select(self, query: str, graphs: Graphs | None = None) -> Table:
        """Return the rows of a SELECT query."""
        return self._ask_store(self.store.select, query, graphs)

    def ask(self, query: str, graphs: Graphs | None = None) -> bool:
        """Return the answer of an ASK query."""
        return self._ask_store(self.store.ask, query, graphs)

    def construct(self, query: str, graphs: Graphs | None = None) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        return self._ask_store(self.store.construct, query, graphs)

    def query(self, query: str, *, rows: Format, graph: Format) -> Result:
        """Return the answer of a query of any form as bytes, in ``rows`` format or, for triples, in ``graph``."""
        return self._ask_store(
            lambda text, graphs: self.store.run(text, rows=rows, graph=graph, graphs=graphs), query, None
        )

    def _ask_store(self, ask: Callable[[str, Graphs | None], Answer], query: str, graphs: Graphs | None) -> Answer:
        scan(query, self.settings)
        return completed(query, lambda text: ask(text, graphs))

    def evidence(self, activity: str, lang: str | None = None) -> Evidence:
        """Return each value of an activity with its disclosure and lines.

        ``activity`` is an IRI, a slug such as ``cacas/newsletter`` or a title. Raises
        :class:`~ropa.errors.NotFoundError` with the nearest names, or
        :class:`~ropa.errors.AmbiguousNameError` with all that fit.
        """
        lang = lang or self.settings.lang
        return evidence(self.store, find_activity(self.store, activity), lang)

    def inferred(self, day: date | None = None) -> Inferred:
        """Return what follows in law from the register, with rules and facts, as ``graph/inferred``.

        It is never part of the graphs that queries ask. ``day`` is the day asked about; without one nothing that
        needs a day is concluded. What is known by its hash is computed once for each day.
        """
        from ropa.reasoning import infer

        known = self._inferred.get(day)
        if known is None:
            known = infer(self.store, day)
            if self.identity.startswith("sha256:"):  # what a remote service holds may change
                if len(self._inferred) >= _DAYS_KEPT:
                    self._inferred.clear()
                self._inferred[day] = known
        return known

    def explain(
        self, subject: str, link: str, value: str, *, lang: str | None = None, day: date | None = None
    ) -> Explanation:
        """Return why a triple holds, inferred or stated, down to lines of a document.

        Each part is an IRI, a CURIE, a slug or a label. Raises :class:`~ropa.errors.NotFoundError` where nothing of
        the kind was inferred or stated, and :class:`~ropa.errors.AmbiguousNameError` for a name that fits several.
        """
        from ropa.views.explanation import explain

        return explain(self.store, self.inferred(day), (subject, link, value), lang or self.settings.lang)

    @property
    def graph(self) -> rdflib.Dataset:
        """The register as an rdflib Dataset: default graph and named graphs. A copy; changes stay in it."""
        if self._graph is None:
            self._graph = _as_rdflib(self.store.quads())
        return self._graph

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<ropa.Workspace {self.identity[:19]}>"


def open(  # noqa: A001 - `ropa.open()` reads as what it does, and nothing here opens a file by the built-in
    register: str | Path | Sequence[str | Path] | None = None,
    *,
    bare: bool | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Workspace:
    """Open registers: files, folders, a store folder or the URL of a SPARQL service; without any, the shipped ones.

    A single store or service whose ``graph/derived`` this version made is asked in place; any other is read whole
    and loaded like files. ``bare`` leaves the shipped organisations out. Raises
    :class:`~ropa.errors.RopaError` where something cannot be read.
    """
    settings = settings or Settings.from_environment()
    settings = settings if bare is None else replace(settings, bare=bare)
    places = _places(register, settings)
    stores = [one for one in places if _is_url(one) or _is_store(one)]
    if len(places) == 1 and stores:
        return _in_place(places[0], settings, progress)
    stored = []
    for one in stores:
        with _store(one, settings) as store:
            stored.append((str(one), list(_sources(store))))
    dataset = read(
        [one for one in places if one not in stores],
        bare=settings.bare,
        settings=settings,
        stored=stored,
        progress=progress,
    )
    return _over(dataset, settings)


def load_into(
    paths: Sequence[str | Path],
    target: str | Path,
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Dataset:
    """Load files into a store folder, made where there is none; return the dataset that it then holds.

    What the store held stays, save the graphs of files that are loaded again. The new store is built beside the old
    and takes its place when it is complete, so that nothing is lost on the way. Raises
    :class:`~ropa.errors.StoreError` for a folder that holds something else.
    """
    settings = settings or Settings.from_environment()
    folder = Path(target)
    stored, replaced = [], list[Notice]()
    if _is_store(folder):
        again = {one.graph: one for one in find(paths)}
        with disk(folder, read_only=True) as store:
            held = set(store.graphs())
            stored = [(str(folder), [quad for quad in _sources(store) if quad.graph_name not in again])]
        replaced = [_replaced(one, folder) for one in again.values() if one.graph.value in held]
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(
            "this is no store and not empty",
            where=Where(str(folder)),
            remedy="Name a new folder, or one made by 'ropa load'.",
        )
    dataset = read(paths, bare=settings.bare, settings=settings, stored=stored, progress=progress)
    _build(dataset, folder)
    return replace(dataset, notices=(*replaced, *dataset.notices))


def _replaced(source: Source, folder: Path) -> Notice:
    return Notice(
        f"takes the place of {source.graph.value} in {folder}",
        Where(source.name),
        "Two files stay apart in a store if their names, or their folders loaded whole, differ.",
    )


def _build(dataset: Dataset, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as temporary:
        building, before = Path(temporary) / "new", Path(temporary) / "old"
        with disk(building, read_only=False) as store:
            store.load(dataset.quads)
        if folder.exists():
            folder.rename(before)
        building.rename(folder)


def _in_place(place: str | Path, settings: Settings, progress: Progress | None) -> Workspace:
    store = _store(place, settings)
    row = next(iter(store.select(packaged("views/version.rq"))), None)
    if row is not None and _plain(row["version"]) == __version__:
        return Workspace(store, identity=_plain(row["hash"]), settings=settings)
    with store:
        quads = list(_sources(store))
    dataset = read(bare=settings.bare, settings=settings, stored=[(str(place), quads)], progress=progress)
    return _over(dataset, settings)


def open_service(place: str | Path, settings: Settings) -> Workspace:
    """Open one store or service to be asked as it is, whatever it holds: for ``/sparql`` and ``ropa query``."""
    store = _store(place, settings)
    row = next(iter(store.select(packaged("views/version.rq"))), None)
    notices = () if row is not None and _plain(row["version"]) == __version__ else (_underived(place),)
    identity = _plain(row["hash"]) if row is not None else _public(place)
    return Workspace(store, identity=identity, settings=settings, notices=notices)


def _underived(place: str | Path) -> Notice:
    return Notice(
        "asked as it is, without graph/derived of this version: what follows from its data is missing",
        Where(_public(place)),
        "Copy its data into a store with 'ropa load' for whole answers.",
    )


def _over(dataset: Dataset, settings: Settings) -> Workspace:
    store = memory()
    store.load(dataset.quads)
    return Workspace(store, identity=dataset.hash, settings=settings, notices=dataset.notices, dataset=dataset)


def _store(place: str | Path, settings: Settings) -> Store:
    return remote(str(place), settings) if _is_url(place) else disk(Path(place), read_only=True)


def _public(place: str | Path) -> str:
    """Return a place without the name and password that an address may carry."""
    scheme, slashes, rest = str(place).partition("://")
    return f"{scheme}{slashes}{rest.rpartition('@')[2]}" if slashes else scheme


def _sources(store: Store) -> Iterator[Quad]:
    """Return what to load of a store: without the default graph where that only repeats the named ones."""
    whole = DERIVED_GRAPH in store.graphs()
    return (quad for quad in store.quads() if not (whole and quad.graph_name == DefaultGraph()))


def _places(register: str | Path | Sequence[str | Path] | None, settings: Settings) -> list[str | Path]:
    if register is not None and not isinstance(register, str | Path | Iterable):
        raise UsageError(f"{register!r} is no register", remedy="Give files, folders, a store or a URL.")
    if register is None:
        return [one for line in settings.register.splitlines() for one in _split(line) if one]
    places = [register] if isinstance(register, str | Path) else list(register)
    if any(str(one) == "" for one in places):
        raise UsageError("the name of a register is empty", remedy="Give files, folders, a store or a URL.")
    return places


def _split(line: str) -> list[str]:
    """Split a line at the path separator, unless it is a URL, which holds that character too."""
    return [line.strip()] if _is_url(line.strip()) else [one.strip() for one in line.split(os.pathsep)]


def _is_url(place: str | Path) -> bool:
    return isinstance(place, str) and place.startswith(("http://", "https://"))


def _is_store(place: str | Path) -> bool:
    """Tell a store folder by the file CURRENT, in which RocksDB names its manifest."""
    return (Path(place) / "CURRENT").is_file()


def _plain(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


def _as_rdflib(quads: Iterable[Quad]) -> rdflib.Dataset:
    import rdflib

    dataset = rdflib.Dataset()
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    text = serialize(quads, format=RdfFormat.N_QUADS)
    dataset.parse(data=text or b"", format="nquads")
    return dataset
