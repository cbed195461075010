"""The W3C suite of the SPARQL 1.1 Service Description, and VoID."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef

if TYPE_CHECKING:
    from pathlib import Path

    import httpx2

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
DATASET = URIRef("https://w3id.org/ropa/id/dataset")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
PARSERS = {
    "turtle": ("text/turtle; charset=utf-8", "turtle"),
    "ntriples": ("application/n-triples", "nt"),
    "rdfxml": ("application/rdf+xml", "xml"),
    "jsonld": ("application/ld+json", "json-ld"),
}


def described(client: httpx2.Client, path: str = "/sparql", name: str = "turtle") -> Graph:
    response = client.get(path, params={"format": name})
    assert (response.status_code, response.headers["content-type"]) == (200, PARSERS[name][0])
    return Graph().parse(data=response.text, format=PARSERS[name][1])


def test_every_test_of_the_suite_stands_here(shared: Path) -> None:
    manifest = Graph().parse(shared / "w3c/sparql/sparql11/service-description/manifest.ttl")
    names = {str(test).rpartition("#")[2] for test in manifest.subjects(RDF.type, MF.ServiceDescriptionTest)}
    assert names == {"returns-rdf", "has-endpoint-triple", "conforms-to-schema"}


@pytest.mark.parametrize("accept", ["", "*/*", "text/turtle", "text/html, */*;q=0.1"])
def test_returns_rdf(client: httpx2.Client, accept: str) -> None:
    response = client.get("/sparql", headers={"Accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    assert len(Graph().parse(data=response.text, format="turtle")) > 20


def test_has_endpoint_triple(client: httpx2.Client) -> None:
    endpoint = URIRef(str(client.base_url).rstrip("/") + "/sparql")
    services = [*described(client).subjects(SD.endpoint, endpoint)]
    assert len(services) == 1


def test_conforms_to_schema(client: httpx2.Client) -> None:
    """Domains and ranges of the vocabulary (Service Description, section 3)."""
    graph = described(client)
    for term, domain, range_ in (
        (SD.endpoint, SD.Service, None),
        (SD.supportedLanguage, SD.Service, None),
        (SD.resultFormat, SD.Service, None),
        (SD.defaultEntailmentRegime, SD.Service, None),
        (SD.defaultDataset, SD.Service, SD.Dataset),
        (SD.defaultGraph, SD.Dataset, SD.Graph),
        (SD.namedGraph, SD.Dataset, SD.NamedGraph),
        (SD.graph, SD.NamedGraph, SD.Graph),
        (SD.name, SD.NamedGraph, None),
    ):
        pairs = [*graph.subject_objects(term)]
        assert pairs, term
        for subject, value in pairs:
            assert (subject, RDF.type, domain) in graph
            assert range_ is None or (value, RDF.type, range_) in graph
            assert not isinstance(value, Literal)


def test_it_says_what_the_service_can_and_does_not_do(client: httpx2.Client) -> None:
    graph = described(client)
    service = graph.value(None, RDF.type, SD.Service)
    assert {*graph.objects(service, SD.supportedLanguage)} == {SD.SPARQL11Query}
    assert {*graph.objects(service, SD.resultFormat)} == {
        FORMATS[name]
        for name in (
            "SPARQL_Results_JSON",
            "SPARQL_Results_XML",
            "SPARQL_Results_CSV",
            "SPARQL_Results_TSV",
            "Turtle",
            "N-Triples",
            "RDF_XML",
            "JSON-LD",
            "TriG",
            "N-Quads",
        )
    }
    assert graph.value(service, SD.defaultEntailmentRegime) == URIRef("http://www.w3.org/ns/entailment/Simple")
    assert [*graph.objects(service, SD.feature)] == []


def test_it_lists_the_named_graphs_with_their_size(client: httpx2.Client) -> None:
    graph = described(client)
    assert [str(name) for name in graph.objects(None, SD.name)] == [
        "https://w3id.org/ropa/id/graph/data/registers/shop"
    ]
    named = graph.value(None, RDF.type, SD.NamedGraph)
    assert graph.value(graph.value(named, SD.graph), VOID.triples) == Literal(1)


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
@pytest.mark.parametrize("name", PARSERS)
def test_void_counts_what_the_default_graph_holds(client: httpx2.Client, path: str, name: str) -> None:
    graph = described(client, path, name)
    assert (DATASET, RDF.type, VOID.Dataset) in graph
    assert graph.value(DATASET, VOID.triples) == Literal(13)
    assert graph.value(DATASET, VOID.distinctSubjects) == Literal(8)
    assert graph.value(DATASET, VOID.classes) == Literal(4)
    classes = partitions(graph, VOID.classPartition, VOID["class"], VOID.entities)
    ropa = "https://w3id.org/ropa#"
    assert classes == {
        ropa + "Organisation": 2,
        ropa + "ProcessingActivity": 1,
        ropa + "Flow": 1,
        ropa + "Statement": 1,
    }
    properties = partitions(graph, VOID.propertyPartition, VOID.property, VOID.triples)
    assert properties["http://purl.org/dc/terms/title"] == 3
    assert properties["http://xmlns.com/foaf/0.1/knows"] == 1
    assert sum(properties.values()) == 13
    assert len(properties) == graph.value(DATASET, VOID.properties).toPython()


def partitions(graph: Graph, partition: URIRef, of: URIRef, many: URIRef) -> dict[str, int]:
    parts = [*graph.objects(DATASET, partition)]
    assert all(isinstance(one, BNode) for one in parts)
    return {str(graph.value(one, of)): graph.value(one, many).toPython() for one in parts}


def test_void_leaves_the_service_out(client: httpx2.Client) -> None:
    graph = described(client, "/.well-known/void")
    assert graph.value(DATASET, VOID.sparqlEndpoint) == URIRef(str(client.base_url).rstrip("/") + "/sparql")
    assert (None, RDF.type, SD.Service) not in graph


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_a_description_known_to_the_client_is_not_sent_again(client: httpx2.Client, path: str) -> None:
    etag = client.get(path).headers["etag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(path, headers={"Accept": "application/ld+json"}).headers["etag"] != etag


def test_a_description_in_no_format_wanted_lists_the_formats(client: httpx2.Client) -> None:
    response = client.get("/sparql", headers={"Accept": "text/csv"})
    assert response.status_code == 406
    assert "(Accept: text/csv). There are: turtle (text/turtle)" in response.text


@pytest.mark.parametrize("host", ["a b", "e/../x", "<e>", "e:port"])
def test_a_host_that_is_none_gets_into_no_iri(client: httpx2.Client, host: str) -> None:
    response = client.get("/sparql", headers={"Host": host})
    assert response.status_code == 400
    assert response.text == "Host: this is no host. Send a name or number, and a port.\n"
