"""Citations: of ten figures word for word in both languages, as text, BibTeX and CSL-JSON, and over HTTP."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shipped
from foreign_folder import bring, rows

from layouts.visit import Visit
from loaders import beside, run, store
from metrics import query
from publish.cite import bibtex, cited, csl, plain, routes
from publish.cite.cited import Cited

READ = date(2026, 11, 25)
SITE = "https://atlas.example.org"
EN = ("In: Cluster Atlas, release 2 (3f9c1a2b), 20 November 2026. https://atlas.example.org/figure/{id}?lang=en&release=2 "
      "(accessed 25 November 2026).")
UK = ("Цит. за: Атлас кластерів, випуск 2 (3f9c1a2b), 20 листопада 2026 р. URL: https://atlas.example.org/figure/{id}?lang=uk&release=2 "
      "(дата звернення: 25 листопада 2026 р.).")
KEPT = {"en": EN, "uk": UK}

WORD_FOR_WORD = {
    "K016": {  # a floor; the day of publication is not known
        "en": "Kharkiv IT Cluster (n.d.). How the Kharkiv IT Cluster Will Assist IT Businesses in Overcoming Challenges? Figure: Kharkiv "
              "IT Cluster, Participants of educational events, 2023: over 26,500 participants (paragraph on educational events).",
        "uk": "Харківський ІТ-кластер (б. д.). Як Харківський ІТ-кластер допоможе ІТ-бізнесу долати виклики? Показник: Харківський "
              "ІТ-кластер, Учасники освітніх подій, 2023: понад 26 500 учасників (абзац про освітні події)."},
    "B027": {  # a source of two editions that differ
        "en": "Ukrainian Cluster Alliance (n.d.). Ukrainian Cluster Alliance Annual Report. Figure: International Trade Council, Foreign "
              "visitors of the forums, July – December 2022: over 2,000 persons (Section 2, international work, list of main activities) "
              "[sources differ: 2 statements].",
        "uk": "Український кластерний альянс (б. д.). Ukrainian Cluster Alliance Annual Report. Показник: Міжнародна рада торгівлі, "
              "Іноземні відвідувачі форумів, липень – грудень 2022 р.: понад 2 000 осіб (Розділ 2, міжнародна робота, перелік головних "
              "активностей) [джерела розходяться: 2 твердження]."},
    "K002": {  # a forecast
        "en": "Kharkiv IT Cluster (n.d.). How the Kharkiv IT Cluster Will Assist IT Businesses in Overcoming Challenges? Figure: Ukraine, "
              "Exports of the IT industry, 2023: 6.73 billion US dollars (forecast) (second paragraph and caption of the first chart).",
        "uk": "Харківський ІТ-кластер (б. д.). Як Харківський ІТ-кластер допоможе ІТ-бізнесу долати виклики? Показник: Україна, Експорт "
              "ІТ-галузі, 2023: 6,73 млрд доларів США (прогноз) (другий абзац і підпис під першим графіком)."},
    "O070": {  # a range
        "en": "Mezha.Media (n.d.). IT clusters in Ukraine: how the community lives during the war. Figure: IT KIDS, School grades of a "
              "programme, first group, October 2024: 6–7 grades (entry 10, on education).",
        "uk": "Mezha.Media (б. д.). ІТ-кластери в Україні: як живе спільнота під час війни. Показник: IT KIDS, Класи, для яких програма, "
              "перша група, жовтень 2024 р.: 6–7 класів (розділ 10, про освіту)."},
    "O034": {  # a figure that its own source contradicts
        "en": "Mezha.Media (n.d.). IT clusters in Ukraine: how the community lives during the war. Figure: Kharkiv IT Cluster, Members and "
              "partners together, October 2024: over 600 organisations (entry 4, comment of the director) [the source contradicts itself].",
        "uk": "Mezha.Media (б. д.). ІТ-кластери в Україні: як живе спільнота під час війни. Показник: Харківський ІТ-кластер, Учасники та "
              "партнери разом, жовтень 2024 р.: понад 600 організацій (розділ 4, коментар директорки) [джерело суперечить собі]."},
    "P0822": {  # every digit of a large number
        "en": "State Statistics Service of Ukraine (2022). Number of present population of Ukraine as of 1 January 2022. Figure: Vinnytsia "
              "Oblast, Population, 1 January 2022: 1,509,515 persons (table 1).",
        "uk": "Державна служба статистики України (2022). Чисельність наявного населення України на 1 січня 2022. Показник: Вінницька "
              "область, Населення, 1 січня 2022 р.: 1 509 515 осіб (таблиця 1)."},
    "P0778": {  # published on a day
        "en": "EDBO register (8 June 2023). EDBO register: institutions of higher education, 8 June 2023. Figure: Vinnytsia Oblast, "
              "Institutions of higher education, 8 June 2023: 25 institutions (rows with «Вінницька обл.» in the column «Регіон "
              "(юридична)»).",
        "uk": "Реєстр ЄДЕБО (8 червня 2023 р.). Реєстр ЄДЕБО: заклади вищої освіти, 8 червня 2023 року. Показник: Вінницька область, "
              "Заклади вищої освіти, 8 червня 2023 р.: 25 закладів (рядки з «Вінницька обл.» у стовпці «Регіон (юридична)»)."},
    "B037": {  # no number at all
        "en": "Ukrainian Cluster Alliance (n.d.). Ukrainian Cluster Alliance Annual Report. Figure: Government of Ukraine, Conferences at "
              "risk from the travel ban, 2023: no number (Section 2, international work, challenges) [said in words only].",
        "uk": "Український кластерний альянс (б. д.). Річний звіт Українського кластерного Альянсу. Показник: Уряд України, Частка "
              "конференцій під загрозою через заборону виїзду, 2023: без числа (Розділ 2, міжнародна робота, виклики) [сказано лише "
              "словами]."},
    "B032": {  # a plan with a date
        "en": "Ukrainian Cluster Alliance (n.d.). Ukrainian Cluster Alliance Annual Report. Figure: Clusters Meet Regions, Date of the "
              "event: March 2023 (planned) (Section 2, international work, outlook for 2023).",
        "uk": "Український кластерний альянс (б. д.). Річний звіт Українського кластерного Альянсу. Показник: Clusters Meet Regions, Дата "
              "події: березень 2023 р. (план) (Розділ 2, міжнародна робота, погляд на 2023 рік)."},
}


def asked(name: str, language: str) -> Visit:
    """A reader of the shipped data at a site with a name."""
    return replace(shipped.visit(f"/figure/{name}", lang=language), site=SITE)


def citing(name: str, language: str = "en") -> Cited:
    """The citation of a statement; the release is called as it never changes, whatever the data say today."""
    found = cited.statement(asked(name, language), name, READ)
    assert found is not None
    return replace(found, short="3f9c1a2b", made="2026-11-20")


def spaced(text: str) -> str:
    """With plain spaces, as the texts above are typed."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def entry(name: str, language: str = "en") -> str:
    return spaced(bibtex.entry(citing(name, language), shipped.words(language)))


def item(name: str, language: str = "en") -> dict:
    (found,) = json.loads(csl.text(citing(name, language), shipped.words(language)))
    return found


# as text -------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("name", WORD_FOR_WORD)
def test_a_figure_is_cited_word_for_word(name, language):
    said = spaced(plain.line(citing(name, language), shipped.words(language)))
    assert said == f"{WORD_FOR_WORD[name][language]} {KEPT[language].format(id=name)}"


def test_an_imported_figure_is_cited_word_for_word_by_the_id_that_is_derived(small_folder: Path, sqlite_url: str):
    """The tenth: its id holds colons, and no table holds it."""
    assert not run.load([bring(small_folder, rows())], sqlite_url).problems
    release = query.newest(store.engine(sqlite_url))
    name = "yearly:lviv-it-cluster:event_participants:2015"
    visitor = shipped.visitor(release.engine, beside.languages([shipped.DATA], ("en", "uk")))
    reader = replace(visitor.visit(f"/figure/{name}", {}), site=SITE)
    found = replace(cited.statement(reader, name, READ), short="3f9c1a2b", made="2026-11-20")
    assert plain.line(found, reader.words) == (
        "A newspaper (October 2024). News page. Figure: Lviv IT Cluster, Participants in events, 2015: 101 persons (the yearly "
        "table). In: Cluster Atlas, release 1 (3f9c1a2b), 20 November 2026. "
        f"{SITE}/figure/yearly:lviv-it-cluster:event_participants:2015?release=1 (accessed 25 November 2026).")
    assert bibtex.entry(found, reader.words).startswith("@misc{yearly:lviv-it-cluster:event-participants:2015-r1-en,\n")
    release.engine.dispose()


def test_a_rival_is_cited_as_what_is_shown_so_that_nobody_repeats_the_slip():
    assert citing("B027.uk") == citing("B027")
    assert citing("B027").address == f"{SITE}/figure/B027?lang=en&release=2"


def test_a_citation_of_an_older_release_says_what_it_said_and_stays_there():
    visit = replace(shipped.visit("/figure/K016", release="1"), site=SITE)
    found = cited.statement(visit, "K016", READ)
    assert (found.release, found.address) == (1, f"{SITE}/figure/K016?release=1")
    assert "over 26,400 participants" in found.figure


def test_a_whole_figure_is_cited_by_its_finding_its_sources_and_its_page():
    visit = replace(shipped.visit("/cite/ranking.txt"), site=SITE)
    found = cited.figure(visit, "ranking?indicator=member_companies", READ)
    said = plain.line(found, visit.words)
    assert said.startswith("Cluster Atlas (")
    assert "Member companies: Kharkiv IT Cluster is first by stated figures, over 600 companies. Source: Mezha.Media" in said
    assert f" {SITE}/compare?indicator=member_companies&lang=en&release=2 (accessed 25 November 2026)." in said
    assert said.count("Cluster Atlas") == 1


@pytest.mark.parametrize("item_", ["ranking?indicator=nothing", "ranking", "strange?x=1", "ranking?indicator=member_companies&x=1"])
def test_what_is_no_figure_has_no_citation(item_):
    assert cited.figure(shipped.visit("/cite/x.txt"), item_, READ) is None


# as BibTeX -------------------------------------------------------------------------


def test_an_entry_names_all_that_the_text_names():
    assert entry("P0907") == (
        "@article{P0907-r2-en,\n"
        "  author = {{Forbes Ukraine}},\n"
        "  title = {{The battle for IT specialists}},\n"
        "  journal = {Forbes Ukraine},\n"
        "  year = {2022},\n"
        "  month = apr,\n"
        "  note = {Figure: Zakarpattia Oblast, IT specialists who moved in, April 2022: up to 35,000 persons (estimate). In: Cluster "
        "Atlas, release 2 (3f9c1a2b), 20 November 2026.},\n"
        "  url = {https://atlas.example.org/figure/P0907?lang=en&release=2},\n"
        "  urldate = {2026-11-25},\n"
        "  language = {english},\n"
        "}\n")


@pytest.mark.parametrize(("name", "kind", "type_"), [
    ("B027", "techreport", "report"), ("O034", "article", "article"), ("K016", "misc", "webpage"), ("P0822", "misc", "dataset"),
    ("P0778", "misc", "dataset"), ("P0729", "misc", "dataset")])
def test_the_kind_of_the_source_is_the_type_of_the_entry_and_of_the_item(name, kind, type_):
    assert entry(name).startswith(f"@{kind}{{")
    assert item(name)["type"] == type_


def test_the_signs_of_latex_are_escaped_in_texts_and_stand_in_addresses():
    said = r"50 % of {A_B} & C#1 ~ $5 ^ \emph"
    strange = replace(citing("P0822"), title=said, producer="R&D_Lab", address="https://a.b/x_y?p=5%25&q={1}#z\\")
    written = bibtex.entry(strange, shipped.words("en"))
    assert r"title = {{50 \% of \{A\_B\} \& C\#1 \textasciitilde{} \$5 \textasciicircum{} \textbackslash{}emph}}" in written
    assert r"author = {{R\&D\_Lab}}" in written
    assert "url = {https://a.b/x_y?p=5%25&q=%7B1%7D#z%5C}" in written


@pytest.mark.parametrize("name", [*WORD_FOR_WORD, "O072", "P0907"])
@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_braces_of_an_entry_close(name, language):
    written = entry(name, language)
    depth = 0
    for sign in re.sub(r"\\.", "", written):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert re.fullmatch(r"@\w+\{[A-Za-z0-9.:-]+,\n(  \w+ = (\{.*\}|[a-z]{3}),\n)+\}\n", written)


def test_an_unknown_date_is_told_and_no_month_is_invented():
    assert "  year = {n.d.},\n" in entry("K016") and "month" not in entry("K016")
    assert "  year = {б. д.},\n" in entry("K016", "uk")
    assert "issued" not in item("K016")


# as CSL-JSON -----------------------------------------------------------------------


def test_an_item_names_all_that_the_text_names():
    found = item("P0778", "uk")
    assert found == {
        "id": "P0778-r2", "type": "dataset", "language": "uk", "author": [{"literal": "Реєстр ЄДЕБО"}],
        "title": "Реєстр ЄДЕБО: заклади вищої освіти, 8 червня 2023 року", "publisher": "Реєстр ЄДЕБО",
        "issued": {"date-parts": [[2023, 6, 8]]}, "accessed": {"date-parts": [[2026, 11, 25]]},
        "URL": f"{SITE}/figure/P0778?lang=uk&release=2", "archive": "Атлас кластерів",
        "archive_location": found["archive_location"], "note": found["note"], "source": found["source"]}
    assert spaced(found["archive_location"]) == "випуск 2 (3f9c1a2b), 20 листопада 2026 р."
    assert spaced(found["note"]).startswith("Показник: Вінницька область, Заклади вищої освіти, 8 червня 2023 р.: 25 закладів")


@pytest.mark.parametrize(("published", "parts"), [
    ("", []), ("2023", [[2023]]), ("2023-12", [[2023, 12]]), ("2023-12-12", [[2023, 12, 12]]), ("2023-Q1", [[2023]]),
    ("2016/2020", [[2016], [2020]])])
def test_the_date_of_a_publication_is_as_precise_as_it_is_known(published, parts):
    assert cited.ends(published) == parts


# over HTTP -------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "media"), [
    ("K016.txt", "text/plain; charset=utf-8"), ("B027.uk.bib", "application/x-bibtex; charset=utf-8"),
    ("ranking.json", "application/vnd.citationstyles.csl+json")])
def test_a_citation_is_answered_in_its_form_asked_anew_each_day_and_open_to_other_origins(name, media):
    visit = shipped.visit(f"/cite/{name}", indicator="member_companies")
    answer = routes.answer(visit, name, day=READ)
    assert (answer.status_code, answer.media_type, answer.headers["cache-control"]) == (200, media, "no-cache")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert routes.answer(visit, name, answer.headers["etag"], READ).status_code == 304
    assert routes.answer(visit, name, answer.headers["etag"], date(2026, 11, 26)).status_code == 200


@pytest.mark.parametrize(("name", "detail"), [
    ("K016.doc", "There is no citation as doc; there is txt, bib, json."),
    ("K99999.txt", "No release holds a statement K99999, and no figure has this address."),
    ("K016", "There is no citation as K016; there is txt, bib, json.")])
def test_what_cannot_be_cited_is_refused_in_words(name, detail):
    answer = routes.answer(shipped.visit(f"/cite/{name}"), name)
    assert answer.status_code == 404
    assert json.loads(answer.body)["detail"] == detail
