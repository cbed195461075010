"""Why a triple holds: a tree from an inferred triple over its rule and facts down to lines of a document.

What follows from what comes from :mod:`ropa.reasoning`; here it is named in a language and joined with the statements
that say how each fact is known. A triple that a register states itself has a tree of one node.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Triple

from ropa.resources import packaged
from ropa.store import bind
from ropa.views.evidence import Lines
from ropa.views.labels import Labels
from ropa.views.names import find_among
from ropa.vocabulary.law import gdpr_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ropa.reasoning import Fact, Inference, Inferred
    from ropa.store import Store, Term

#: Address of a thing or term, ``None`` for a literal, and its name in a language.
Named = tuple[str | None, str]


@dataclass(frozen=True)
class Said:
    """How a statement knows a fact, and where that is said."""

    statement: str
    disclosure: Named
    reason: str | None
    lines: tuple[tuple[Named, Lines], ...]
    #: Public sources of what no document says, and the day on which they were read.
    sources: tuple[str, ...]
    date: str | None


@dataclass(frozen=True)
class Because:
    """A rule that gives a triple, and the facts it found."""

    rule: Named
    explanation: str
    law: tuple[Named, ...]
    facts: tuple[Explanation, ...]


@dataclass(frozen=True)
class Explanation:
    """One triple and why it holds: by rules, by statements, or because a file of the dataset holds it.

    Without any of these it came with the question: the day that was asked about.
    """

    subject: Named
    link: Named
    value: Named
    because: tuple[Because, ...]
    said: tuple[Said, ...]
    #: Named graphs that hold the triple, where no rule and no statement gives it.
    graphs: tuple[str, ...]

    @property
    def inferred(self) -> bool:
        """Whether the triple is a conclusion of ours."""
        return bool(self.because)


def explain(store: Store, inferred: Inferred, names: tuple[str, str, str], lang: str) -> Explanation:
    """Return why the triple of these names holds: subject, property, value.

    Each name is an IRI, a CURIE, a slug or a label. Raises :class:`~ropa.errors.NotFoundError` where nothing of the
    kind was inferred or stated, and :class:`~ropa.errors.AmbiguousNameError` where a name fits several.
    """
    tree = _Tree(store, inferred, Labels(store, lang), lang)
    return tree.explain(tree.find(*names))


def as_json(found: Explanation) -> dict[str, Any]:
    """Return an explanation as the command and the API give it."""
    return {
        "subject": _as_json(found.subject),
        "property": _as_json(found.link),
        "value": _as_json(found.value),
        "inferred": found.inferred,
        "because": [
            {
                "rule": _as_json(one.rule),
                "explanation": one.explanation,
                "law": [_as_json(law) for law in one.law],
                "facts": [as_json(fact) for fact in one.facts],
            }
            for one in found.because
        ],
        "statements": [
            {
                "iri": one.statement,
                "disclosure": _as_json(one.disclosure),
                "reason": one.reason,
                "evidence": [
                    {"document": _as_json(document), "lines": [lines.first, lines.last]}
                    for document, lines in one.lines
                ],
                "sources": list(one.sources),
                "date": one.date,
            }
            for one in found.said
        ],
        "graphs": list(found.graphs),
    }


def _as_json(named: Named) -> dict[str, str | None]:
    iri, label = named
    return {"iri": iri, "label": label}


class _Tree:
    """Builds explanations over one state of a register, in one language."""

    def __init__(self, store: Store, inferred: Inferred, labels: Labels, lang: str) -> None:
        self._store, self._inferred, self._labels, self._lang = store, inferred, labels, lang
        self._stated: dict[Triple, list[NamedNode]] = {}
        for row in store.select(packaged("views/facts.rq")):
            triple, statement = _triple(row["thing"], row["element"], row["value"]), row["statement"]
            if triple is not None and isinstance(statement, NamedNode):
                self._stated.setdefault(triple, []).append(statement)

    def find(self, subject: str, link: str, value: str) -> Triple:
        """Return the one inferred or stated triple of these names."""
        known = [*(one.triple for one in self._inferred.inferences), *self._stated]
        thing = find_among(subject, (one.subject for one in known), self._labels, "thing")
        known = [one for one in known if one.subject == thing]
        element = find_among(link, (one.predicate for one in known), self._labels, "property of it")
        known = [one for one in known if one.predicate == element]
        chosen = find_among(value, (one.object for one in known), self._labels, "conclusion")
        return next(one for one in known if one.object == chosen)

    def explain(self, triple: Triple) -> Explanation:
        """Return the tree below a triple."""
        because = tuple(self._because(one) for one in self._inferred.of(triple))
        said = () if because else tuple(self._said(one) for one in sorted(self._stated.get(triple, ()), key=str))
        graphs = () if because or said else self._standing(triple)
        return Explanation(
            self._named(triple.subject),
            self._named(triple.predicate),
            self._named(triple.object),
            because,
            said,
            graphs,
        )

    def _because(self, inference: Inference) -> Because:
        rule = inference.rule
        facts = (self.explain(fact.triple) for fact in inference.facts if self._in_language(fact, inference))
        return Because(
            (rule.iri.value, rule.title[self._lang]),
            rule.explanation[self._lang],
            tuple((one, self._law(one)) for one in rule.law),
            # What a document says comes before what the vocabulary adds.
            tuple(sorted(facts, key=lambda fact: not (fact.said or fact.because))),
        )

    def _in_language(self, fact: Fact, inference: Inference) -> bool:
        """Whether a fact is no text, or the text to show of those that say the same in several languages."""
        said = fact.triple
        if not isinstance(said.object, Literal) or not said.object.language:
            return True
        same = [one.triple.object for one in inference.facts if one.triple.predicate == said.predicate]
        return said.object.value == self._labels.choose(one for one in same if isinstance(one, Literal))

    def _law(self, iri: str) -> str:
        return gdpr_label(iri, self._lang) or self._labels(NamedNode(iri))

    def _said(self, statement: NamedNode) -> Said:
        rows = [dict(row) for row in self._store.select(bind(packaged("views/said.rq"), statement=statement))]
        places = {(self._named(row["document"]), lines) for row in rows if (lines := _lines(row)) is not None}
        return Said(
            statement.value,
            self._named(rows[0]["disclosure"]),
            self._labels.choose(row["reason"] for row in rows),
            tuple(sorted(places, key=lambda place: (place[1].document, place[1].first, place[1].last))),
            _texts(row["source"] for row in rows),
            next(iter(_texts(row["date"] for row in rows)), None),
        )

    def _standing(self, triple: Triple) -> tuple[str, ...]:
        terms = {"subject": triple.subject, "property": triple.predicate, "value": triple.object}
        given = {name: term for name, term in terms.items() if isinstance(term, NamedNode | Literal)}
        return _texts(row["graph"] for row in self._store.select(bind(packaged("views/standing.rq"), **given)))

    def _named(self, term: Term | None) -> Named:
        return (term.value if isinstance(term, NamedNode) else None, self._labels(term))


def _triple(subject: Term | None, link: Term | None, value: Term | None) -> Triple | None:
    if isinstance(subject, NamedNode) and isinstance(link, NamedNode) and isinstance(value, NamedNode | Literal):
        return Triple(subject, link, value)
    return None


def _lines(row: Mapping[str, Term | None]) -> Lines | None:
    if row["document"] is None:
        return None
    return Lines(_text(row["document"]), int(_text(row["first"])), int(_text(row["last"])))


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _texts(terms: Iterable[Term | None]) -> tuple[str, ...]:
    return tuple(sorted({_text(one) for one in terms if one is not None}))
