"""Names of entities in any spelling, and codes; what fits several or none is never guessed."""

import pytest
from foreign import registers

from loaders.imports.countries import ALPHA_3
from loaders.imports.spelling import forms

REGION = ["region"]


def found(text: str, *kinds: str) -> list[str]:
    return registers().names.found(text, kinds)


@pytest.mark.parametrize("text", [
    "UA-63", "UA63000000000041885", "6300000000", "Харківська область", "Харківська обл.", "Харківська", "ХАРКІВСЬКА ОБЛАСТЬ", "Харківщина",
    "Харьковская область", "Харьковская", "Kharkiv Oblast", "kharkiv oblast", "Kharkiv", "Kharkivska oblast", "Kharkivska",
    "Kharkov Oblast", "Kharkiv region", "Xapкiвська область", "Harʹkovskaâ", "Charkivska", "Kharʹkovskaya oblast", " Харківська  область "])
def test_an_oblast_is_found_in_every_spelling(text: str):
    assert found(text, "region") == ["UA-63"]


@pytest.mark.parametrize(("text", "id_"), [
    ("м. Київ", "UA-30"), ("Київська", "UA-32"), ("Київська область", "UA-32"), ("місто Київ", "UA-30"), ("Kyivska", "UA-32"),
    ("Івано-Франківська обл.", "UA-26"), ("Ivano-Frankivsk", "UA-26"), ("Ивано-Франковская область", "UA-26"), ("Крим", "UA-43"),
    ("АР Крим", "UA-43"), ("Автономна Республіка Крим", "UA-43"), ("Севастополь", "UA-40"), ("Zaporizhzhia", "UA-23"),
    ("0100000000", "UA-43"), ("RO113", "RO-CJ"), ("SK-KI", "SK-KI"), ("Закарпаття", "UA-21"), ("Chernivetska", "UA-77"),
    ("Чернігівська", "UA-74")])
def test_regions_are_told_apart(text: str, id_: str):
    assert found(text, "region") == [id_]


@pytest.mark.parametrize(("text", "id_"), [
    ("PL", "poland"), ("POL", "poland"), ("Польща", "poland"), ("Польша", "poland"), ("EL", "greece"), ("GR", "greece"), ("GRC", "greece"),
    ("UK", "united-kingdom"), ("GB", "united-kingdom"), ("NO", "norway"), ("Türkiye", "turkey"), ("Turkiye", "turkey"),
    ("Turkey", "turkey"), ("Czech Republic", "czechia"), ("Slovak Republic", "slovakia"), ("Russian Federation", "russia"),
    ("Молдова", "moldova")])
def test_countries_are_found_by_codes_and_names(text: str, id_: str):
    assert found(text, "country") == [id_]


def test_kyiv_without_its_kind_may_be_several_and_is_not_guessed():
    assert set(found("Kyiv", "region")) == {"UA-30", "UA-32"}
    assert {"kyiv", "UA-30"} <= set(found("Київ"))
    assert found("Київ", "city") == ["kyiv"]
    assert found("Київ", "region") == ["UA-30"]


@pytest.mark.parametrize("text", ["Vonyn", "Driproptrovska", "UA-64", "6310100000", "Харків область м", "XX", "", "область", "2020"])
def test_what_is_no_name_of_ours_is_not_found(text: str):
    assert found(text, "region") == []


def test_each_ukrainian_region_has_all_its_codes_and_they_lead_to_it_alone():
    regions = [entity for entity in registers().entities if entity.kind == "region" and entity.within == "ukraine"]
    assert len(regions) == 27
    for region in regions:
        for code in (region.iso, region.katottg, region.koatuu):
            assert found(code) == [region.id]
        assert region.koatuu[:2] == region.katottg[2:4]


def test_each_country_has_the_alpha_3_code_of_its_alpha_2_code():
    for country in (entity for entity in registers().entities if entity.kind == "country"):
        assert country.iso3 == ALPHA_3[country.iso]
    assert len(ALPHA_3) == len(set(ALPHA_3.values())) == 249


def test_no_name_of_one_region_is_a_name_of_another():
    """The short form of Kyiv is that of the city and of its oblast; nothing else is shared."""
    shared = {}
    for entity in registers().entities:
        if entity.kind == "region":
            for name in (*entity.name.values(), *entity.aliases):
                for form in forms(name):
                    shared.setdefault(form, set()).add(entity.id)
    assert {form: ids for form, ids in shared.items() if len(ids) > 1 and ids != {"UA-30", "UA-32"}} == {}


def test_the_nearest_names_are_offered():
    names = registers().names
    assert names.near("Харькивская обл", REGION)[0] == "UA-63"
    assert names.near("Zhytomir", REGION)[0] == "UA-18"
    assert names.named("UA-63") == "UA-63 (Kharkiv Oblast)" and names.named("poland") == "poland"


def test_a_city_stands_for_its_region_and_a_region_for_its_country():
    names = registers().names
    assert names.above("lviv", "region") == "UA-46" and names.above("UA-46", "country") == "ukraine"
    assert names.above("ukraine", "region") is None
