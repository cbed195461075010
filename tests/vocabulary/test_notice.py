"""NOTICE says whose the words are that we did not make, under which licence, and what we did with them."""

from __future__ import annotations

import pytest

from ropa.vocabulary.namespaces import DPV_VERSION

from .words import ROOT

NOTICE = " ".join((ROOT / "NOTICE").read_text("utf-8").split())


@pytest.mark.parametrize(
    "said",
    [
        "Data Privacy Vocabulary (DPV)",
        f"https://w3id.org/dpv/{DPV_VERSION}",
        "Data Privacy Vocabularies and Controls Community Group",
        "https://www.w3.org/copyright/document-license-2023/",
        "Copyright © 2023 W3C®",
        "This software or document includes material copied from or derived from",
        "Definitions, scope notes, examples and metadata of DPV are not included",
        "ontology/dpv.ttl",
        "ontology/dpv-index.tsv",
        "ontology/dpv-exceptions.ttl",
    ],
)
def test_what_the_licence_of_dpv_wants_said_is_said(said: str) -> None:
    assert said in NOTICE
