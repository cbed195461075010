"""Provisions of the Regulation are called as each language writes them."""

from __future__ import annotations

import pytest

from ropa.vocabulary.law import gdpr_label

ELI = "http://data.europa.eu/eli/reg/2016/679/"


@pytest.mark.parametrize(
    ("provision", "lang", "label"),
    [
        ("art_9/par_2/pnt_a/oj", "en", "GDPR Art. 9(2)(a)"),
        ("art_9/par_2/pnt_a/oj", "nb", "personvernforordningen art. 9 nr. 2 bokstav a"),
        ("art_9/par_2/pnt_a/oj", "sv", "dataskyddsförordningen art. 9.2 a"),
        ("art_44/oj", "en", "GDPR Art. 44"),
        ("art_28/par_3/oj", "nb", "personvernforordningen art. 28 nr. 3"),
    ],
)
def test_a_provision_is_called_by_article_paragraph_and_letter(provision: str, lang: str, label: str) -> None:
    assert gdpr_label(ELI + provision, lang) == label


@pytest.mark.parametrize("iri", [ELI + "oj", ELI + "art_9/oj/extra", "http://data.europa.eu/eli/dec/2018/1022/oj", ""])
def test_other_law_has_no_such_name(iri: str) -> None:
    assert gdpr_label(iri, "en") is None
