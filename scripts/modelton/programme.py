"""The programme of Modelton: Kauniainen's with other names and one invented source, all of it the programme's own."""

import datetime
from collections.abc import Mapping
from typing import Any

LANGUAGES = ("fi", "sv", "en")
SOURCE = "invented-data"
STATISTICS = "invented-statistics"

# What is written instead, in this order; a language's own words first, so that no inflected form is left.
WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "fi": (
        ("Länsi-Uudenmaan hyvinvointialue", "Mallimaan hyvinvointialue"),
        ("Espoon ja Kauniaisten työllisyysalue", "Mallimaan työllisyysalue"),
        ("Kauniaisten", "Mallilan"),
        ("Kauniainen", "Mallila"),
        ("Granimalli", "Harrastusmalli"),
        (" (mm. Omnia)", ""),
        ("Omnian työpajatoiminta", "Ammattiopiston työpajatoiminta"),
        ("Folkhälsanin harjoittelupaikat", "Järjestön harjoittelupaikat"),
        (" (SOVV)", ""),
        (" (SUUS)", ""),
    ),
    "sv": (
        ("Västra Nylands välfärdsområde", "Modellands välfärdsområde"),
        ("Esbos och Grankullas sysselsättningsområde", "Modellands sysselsättningsområde"),
        ("Grankulla", "Modellby"),
        ("Granimodellen", "Hobbymodellen"),
        (" (bl.a. Omnia)", ""),
        ("Omnias verkstadsverksamhet", "Yrkesinstitutets verkstadsverksamhet"),
        ("Folkhälsans praktikplatser", "En organisations praktikplatser"),
        (" (SOVV)", ""),
        (" (SUUS)", ""),
    ),
    "en": (
        ("Western Uusimaa wellbeing services county", "Modelland wellbeing services county"),
        ("Espoo and Kauniainen employment area", "Modelland employment area"),
        ("Kauniainen", "Modelton"),
        ("Granimalli / Granimodellen hobby model", "hobby model"),
        (" (such as Omnia)", ""),
        ("Omnia's workshop activities", "Workshop activities of the vocational college"),
        ("Placements at Folkhälsan", "Placements at an association"),
        (" (SOVV)", ""),
        (" (SUUS)", ""),
    ),
}
IDS = {
    "sovv": "finnish-education-committee",
    "suus": "swedish-education-committee",
    "grani-model-children": "hobby-model-children",
    "folkhalsan-placements": "association-placements",
    "omnia-workshops": "college-workshops",
}


def programme(real: Mapping[str, Any], staff_share: float) -> dict[str, Any]:
    """Modelton's programme. `staff_share` (a fraction) is the figure that its own text gives for the end of 2021."""
    made = _renamed(real, "fi")
    made |= {
        "id": "example",
        "invented": True,
        "municipality": {
            "code": "999",
            "name": {"fi": "Mallila", "sv": "Modellby", "en": "Modelton"},
        },
        "title": {
            "fi": "Mallilan kotoutumisen edistämisen ohjelma (keksitty kunta)",
            "sv": "Modellbys program för främjande av integration (påhittad kommun)",
            "en": "Modelton's programme for promoting integration (invented municipality)",
        },
        "approval": {
            "body": made["approval"]["body"],
            "date": datetime.date(2018, 1, 15),
            "section": "§ 1",
            "document": {
                "fi": "Mallilan kotoutumisen edistämisen ohjelma 2018–2022 (keksitty)",
                "sv": "Modellbys program för främjande av integration 2018–2022 (påhittad)",
                "en": "Modelton's programme for promoting integration 2018–2022 (invented)",
            },
        },
        "contact": {
            "fi": "Mallilan kaupunki, kotouttamiskoordinaattori (keksitty)",
            "sv": "Modellby stad, integrationskoordinatorn (påhittad)",
            "en": "City of Modelton, integration coordinator (invented)",
        },
    }
    made["reporters"].append(
        {
            "id": STATISTICS,
            "name": {"fi": "Keksitty tilasto", "sv": "Påhittad statistik", "en": "Invented statistics"},
        }
    )
    (loneliness,) = (
        each
        for sector in made["sectors"]
        for goal in sector["goals"]
        for each in goal.get("indicators", ())
        if each["id"] == "pupil-loneliness"
    )
    loneliness["design_effect"] = 1.3  # pupils of one class answer alike
    (goal,) = (goal for sector in made["sectors"] for goal in sector["goals"] if goal["id"] == "city-staff")
    goal["baseline"] = _baseline(staff_share)
    return made


def sources() -> dict[str, Any]:
    return {
        "sources": [
            {
                "id": SOURCE,
                "title": {"fi": "Keksitty aineisto", "sv": "Påhittat material", "en": "Invented data"},
                "publisher": {
                    "fi": "Kotoarvio (keksitty kunta)",
                    "sv": "Kotoarvio (påhittad kommun)",
                    "en": "Kotoarvio (invented municipality)",
                },
                "table": None,
                "retrieved": None,
                "updated": None,
                "licence": "CC0 1.0",
                "official": False,
                "url": None,
                "faults": [
                    {
                        "fi": "Kaikki luvut on keksitty: ne eivät kerro mistään oikeasta kunnasta.",
                        "sv": "Alla tal är påhittade: de berättar inte om någon verklig kommun.",
                        "en": "All figures are invented: they tell nothing of any real municipality.",
                    }
                ],
            },
            {
                "id": STATISTICS,
                "title": {
                    "fi": "Keksitty tilasto muista kunnista",
                    "sv": "Påhittad statistik över andra kommuner",
                    "en": "Invented statistics of other municipalities",
                },
                "publisher": {
                    "fi": "Kotoarvio (keksitty tilastovirasto)",
                    "sv": "Kotoarvio (påhittad statistikbyrå)",
                    "en": "Kotoarvio (invented office of statistics)",
                },
                "licence": "CC0 1.0",
                "official": True,
                "faults": [
                    {
                        "fi": "Kaikki kunnat ja luvut on keksitty.",
                        "sv": "Alla kommuner och tal är påhittade.",
                        "en": "All municipalities and figures are invented.",
                    }
                ],
            },
        ]
    }


def package(real: Mapping[str, Any]) -> dict[str, Any]:
    """The description of the data files: the columns are the same as Kauniainen's."""
    (observations,) = (each for each in real["resources"] if each["name"] == "observations")
    return {
        "name": "example-observations",
        "title": "Modelton (invented): figures on its programme for promoting integration",
        "description": "Invented figures of an invented municipality, made by scripts/make_example.py. One figure a "
        "row; how to read the columns is in docs/observations.md. What is planted in them is in truth.csv.",
        "licenses": [
            {
                "name": "CC0-1.0",
                "title": "CC0 1.0 Universal",
                "path": "https://creativecommons.org/publicdomain/zero/1.0/",
            }
        ],
        "sources": [{"title": "Invented data: a simulated town"}],
        "resources": [observations],
    }


def _renamed(node: Any, language: str, key: str | None = None) -> Any:
    if isinstance(node, Mapping):
        return _entry({name: _renamed(value, _language(name, language), name) for name, value in node.items()})
    if isinstance(node, list):
        return [_renamed(value, language, key) for value in node]
    if not isinstance(node, str):
        return node
    if key == "source":
        return SOURCE
    if key == "origin":
        return "programme"
    if node in IDS:
        return IDS[node]
    for word, other in WORDS[language]:
        node = node.replace(word, other)
    return node


def _language(key: str, around: str) -> str:
    return key if key in LANGUAGES else around


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    """An invented document has no words to be quoted, and no office publishes figures of an invented town."""
    entry.pop("quote", None)
    entry.pop("official", None)
    if entry.get("place") == {}:
        del entry["place"]
    if entry.get("origin") == "programme":
        del entry["origin"]
    return entry


def _baseline(share: float) -> dict[str, str]:
    percent = f"{100 * share:.1f}"
    comma = percent.replace(".", ",")
    return {
        "fi": f"Vuoden 2021 lopulla {comma} % kaupungin vakituisesta henkilöstöstä oli äidinkieleltään muun kuin "
        "suomen- tai ruotsinkielisiä.",
        "sv": f"I slutet av 2021 hade {comma} % av stadens ordinarie personal ett annat modersmål än finska eller "
        "svenska.",
        "en": f"At the end of 2021, {percent}% of the city's permanent staff had a mother tongue other than Finnish or "
        "Swedish.",
    }
