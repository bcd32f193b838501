"""What the site is called elsewhere."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from hypothesis import given
from hypothesis import strategies as st

from sameboat.outputs.site import Site


@given(name=st.text(), address=st.text())
def test_a_page_of_a_site_without_an_address_has_the_name_that_the_standard_gives_it(name, address):
    assert Site(name).iri(address) == f"urn:uuid:{uuid5(NAMESPACE_URL, f'{name}/{address}')}"


def test_a_page_of_a_site_with_an_address_is_called_by_it():
    assert Site("A boat", url="https://boat.example.org/").iri("a.html") == "https://boat.example.org/a.html"
