"""Counts what makes a query costly to read: nesting, operators, blocks; and knows the words that are refused.

Measured on Oxigraph 0.5.13 with 8 MiB of stack: nested calls, EXISTS and IF crash between 512 and 1,000 levels,
flat BIND, MINUS, projections and DESCRIBE terms between 1,000 and 4,000, chains of ``||`` or ``+`` and conditions of
HAVING between 4,000 and 16,000; joins of triple patterns are planned in cubic time. So everything that becomes a node
of the algebra counts as an operator. Rows of VALUES and members of IN are data: harmless, and free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ropa.errors import QueryRefusedError, QuerySyntaxError, QueryTooComplexError
from ropa.settings import variable
from ropa.store.formats import Form
from ropa.store.scanner import TERMS, Kind, Token, UnreadableTextError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ropa.settings import Settings

_CLOSER: Final = {"(": ")", "[": "]", "{": "}", "<<": ">>", "{|": "|}"}
#: What a frame of the stack holds that is neither expression nor pattern: rows of data, the terms of a triple.
_DATA, _TERMS = "data ", "terms "
_UPDATES: Final = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_PROLOGUE: Final = ("PREFIX", "BASE", "VERSION")
_BLOCKS: Final = ("EXISTS", "OPTIONAL", "MINUS", "SELECT")
_COUNTED: Final = ("FILTER", "BIND", "VALUES", "IN", "AS", "HAVING")
_FORMS: Final = "A query is a SELECT, ASK, CONSTRUCT or DESCRIBE."
_READ_ONLY: Final = "this service only reads"


class Measure:
    """The running totals of one text; :meth:`add` takes its tokens in order and raises at the first excess."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stack: list[str] = []
        self._top = ""
        self._operators = self._blocks = 0
        self._form: Form | None = None
        self._data_ahead = self._bare_sign = False
        self._before = self._earlier = Token(Kind.OTHER, "", 0, after_operand=False)
        self._readers: dict[Kind, Callable[[Token], None]] = {
            Kind.WORD: self._word,
            Kind.NAME: self._name,
            Kind.UNCLEAR: self._unclear,
            Kind.OPEN: self._open,
            Kind.CLOSE: self._close,
            Kind.NUMBER: self._number,
            Kind.OPERATOR: self._sign,
            Kind.SEPARATOR: self._sign,
            Kind.OTHER: self._other,
        }

    def form_of_query(self) -> Form:
        """Return the form, once all tokens are in."""
        if self._form is None:
            raise QuerySyntaxError("there is no query here", remedy=_FORMS)
        return self._form

    def add(self, token: Token) -> None:
        """Count one token.

        Raises :class:`~ropa.errors.QueryTooComplexError`, :class:`~ropa.errors.QueryRefusedError`,
        :class:`~ropa.errors.QuerySyntaxError` or :class:`~ropa.store.scanner.UnreadableTextError`.
        """
        if not self._top.startswith(_DATA):
            self._adjacent(token)
        read = self._readers.get(token.kind)
        if read:
            read(token)
        if self._data_ahead:
            self._data_ahead = self._announces_data(token)
        self._earlier, self._before = self._before, token

    def _adjacent(self, token: Token) -> None:
        """Count operands side by side: members of a collection, conditions of HAVING, terms of DESCRIBE."""
        starts = token.kind in TERMS or (token.kind is Kind.OPEN and token.text != "{")
        top = self._top
        if (
            (starts and token.after_operand and top == ")")
            or (starts and not top and self._form is Form.DESCRIBE)
            or ((starts or token.kind is Kind.WORD) and self._before.text == ")" and top != ")")
        ):
            self._operator()

    def _word(self, token: Token) -> None:
        word = token.text.upper()
        if "SERVICE" in word:
            raise _no_service()
        if word == "LOAD" or (not self._top and word in _UPDATES):
            raise _no_update(word)
        if self._form is None and not self._top and word not in _PROLOGUE:
            self._form = _form(word)
            return
        if any(block in word for block in _BLOCKS):
            self._block()
        if word.endswith(_COUNTED):
            self._operator()
        self._data_ahead = word.endswith("VALUES")

    def _name(self, token: Token) -> None:
        """Count what may be a subtraction: some engines read ``true-ex:a`` as one."""
        prefix = token.text.partition(":")[0].lower()
        if "true" in prefix or "false" in prefix:
            self._operator(prefix.count("-") + prefix.count("."))

    def _unclear(self, token: Token) -> None:
        """Count ``<...>`` after an operand of an expression both ways: as an IRI, and as a comparison.

        What would end or hide differently in the two readings is refused: an engine could read past it.
        """
        inside = token.text[1:-1]
        scheme, found, _ = inside.partition("://")
        if self._top != ")" or (found and len(scheme) <= 16 and scheme.isalnum()):
            return
        if any(char in inside for char in "'#()[]"):
            raise UnreadableTextError(
                "'<' may begin an IRI here or compare",
                token.start,
                "Put a blank after it if it compares; write the IRI as a prefixed name if it is one.",
            )
        self._operator(sum(inside.count(char) for char in "!=*/+-&,;."))

    def _open(self, token: Token) -> None:
        bracket, kind = token.text, ""
        if bracket == "{" and self._before.kind is Kind.NAME:
            self._refuse_glued_service()
        if self._top.startswith(_DATA) or (self._data_ahead and bracket in "({"):
            kind = _DATA
        elif bracket == "(" and self._before.text == "<<":
            kind = _TERMS
        self._top = kind + _CLOSER[bracket]
        self._stack.append(self._top)
        if len(self._stack) > self._settings.query_max_depth:
            raise _beyond("nests deeper than {} levels", "query_max_depth", self._settings.query_max_depth)
        if bracket != "(" and kind != _DATA:
            self._operator()

    def _refuse_glued_service(self) -> None:
        """Refuse ``SERVICEex:a {`` and ``service:a {``: calls to a service for engines without a tokenizer."""
        graph = self._earlier.text.upper().endswith(("GRAPH", "FROM", "NAMED"))
        if "SERVICE" in self._before.text.partition(":")[0].upper() and not graph:
            raise _no_service()

    def _close(self, token: Token) -> None:
        expected = self._top.split(" ")[-1]
        if expected == token.text:
            self._stack.pop()
            self._top = self._stack[-1] if self._stack else ""
        elif token.text == ">>":
            self._operator(2)
        else:
            now = f"'{expected}' is awaited" if expected else "nothing is open"
            raise UnreadableTextError(f"'{token.text}' closes nothing here: {now}", token.start)

    def _sign(self, token: Token) -> None:
        """Count an operator or separator, except in data, the commas of arguments and the sign of a number."""
        argument = token.text == "," and self._top == ")"
        if not (argument or self._top.startswith(_DATA)):
            self._operator()
            self._bare_sign = token.text in "+-" and not token.after_operand

    def _number(self, token: Token) -> None:
        """Take back the sign of a number, which is part of it: ``IN (-1, -2)`` holds no operators."""
        signed = self._bare_sign and self._before.start == token.start - 1
        if signed and self._before.kind is Kind.OPERATOR:
            self._operators -= 1
        self._bare_sign = False

    def _other(self, token: Token) -> None:
        raise UnreadableTextError(f"{token.text!a} has no place in a query", token.start)

    def _announces_data(self, token: Token) -> bool:
        """Between the word VALUES and its rows stand only variables, in brackets or not."""
        return token.kind in (Kind.WORD, Kind.VARIABLE) or token.text in ("(", ")")

    def _operator(self, number: int = 1) -> None:
        self._operators += number
        if self._operators > self._settings.query_max_operators:
            limit = self._settings.query_max_operators
            raise _beyond("has more than {} operators and patterns", "query_max_operators", limit)

    def _block(self) -> None:
        self._blocks += 1
        if self._blocks > self._settings.query_max_blocks:
            limit = self._settings.query_max_blocks
            raise _beyond("has more than {} EXISTS, OPTIONAL, MINUS and sub-SELECT", "query_max_blocks", limit)


def _form(word: str) -> Form:
    for form in Form:
        if word.startswith(form.name):
            return form
    if word.startswith(_UPDATES):
        raise _no_update(word)
    raise QuerySyntaxError(f"a query does not begin with '{word[:40]}'", remedy=_FORMS)


def _no_service() -> QueryRefusedError:
    return QueryRefusedError(
        "SERVICE is refused: queries here reach no other service",
        remedy="Ask that service yourself, and put its answer into VALUES.",
    )


def _no_update(word: str) -> QueryRefusedError:
    return QueryRefusedError(
        f"{word[:40]} is an update, and {_READ_ONLY}", remedy="Change the register's files and load them again."
    )


def _beyond(what: str, setting: str, limit: int) -> QueryTooComplexError:
    return QueryTooComplexError(
        f"the query {what.format(limit)}", remedy=f"Make it simpler, or raise the setting {variable(setting)}."
    )
