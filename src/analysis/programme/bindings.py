"""Reading where official figures come from: the table of a source, and the bindings of an indicator to it."""

from collections.abc import Collection, Mapping

import yaml

from analysis.message import Message, say, shown
from analysis.programme.entry import Entry
from analysis.programme.group import is_empty
from analysis.programme.nouns import Source
from analysis.programme.people import Population
from analysis.programme.table import Binding, Selection, Table
from analysis.vocabulary import Areas, Kind, Service, Timing

SHORTEST_TITLE = 4  # characters; fewer words would be found in any title
OF_TWO = (Kind.SHARE, Kind.RATE, Kind.GAP)  # made of a numerator and a denominator


def table_or_none(entry: Entry) -> Table | None:
    """The key `query` of a source."""
    group = entry.group_or_none("query")
    if group is None:
        return None
    found = Table(group.choice("service", Service), group.text("table"), group.text("title"))
    if found.title and len(found.title) < SHORTEST_TITLE:
        what = say("“{title}” is too short to know a table by.", title=found.title)
        group.problem("title", what, say("Write words of the title that no other table has."))
    if found.id and not _is_table(found):
        what = say(
            "“{table}” cannot be a table of the service {service}.", table=shown(found.id), service=found.service
        )
        group.problem("table", what, TABLES[found.service])
    group.finish()
    return found


TABLES = {
    Service.STATFIN: say("Write its subject and number, for example vaerak/11re."),
    Service.ALUESARJAT: say("Write its folders and name, for example tyo/Hginseutu_TT_TM03."),
    Service.SOTKANET: say("Write the number of the indicator, for example 127."),
    Service.VIPUNEN: say("Write the name of the exported file, for example oppilaat.csv."),
    Service.FILE: say("Write the name of the downloaded file, for example 11re.px."),
}
BY_HAND = (Service.VIPUNEN, Service.FILE)


def _is_table(table: Table) -> bool:
    if table.service is Service.SOTKANET:
        return table.id.isascii() and table.id.isdigit()
    parts = table.id.split("/")
    plain = all(part and part.replace("_", "").replace("-", "").replace(".", "").isalnum() for part in parts)
    no_way_up = not any(part.startswith(".") for part in parts)
    return plain and no_way_up and (len(parts) == 1 if table.service in BY_HAND else len(parts) > 1)


def bindings(
    entry: Entry,
    kind: Kind,
    sources: Mapping[str, Source] | None,
    populations: Collection[str] | Mapping[str, Population],
) -> tuple[Binding, ...]:
    """The key `official` of an indicator: where its official figures come from, the first choice first."""
    own = entry.optional_text("population") or ""
    return tuple(_binding(group, kind, own, sources, populations) for group in entry.groups("official"))


def _binding(
    group: Entry, kind: Kind, own: str, sources: Mapping[str, Source] | None, populations: Collection[str]
) -> Binding:
    source = group.text("source")
    if source and sources is not None:
        group.check_reference("source", source, list(sources))
        if source in sources and sources[source].query is None:
            what = say("The source “{source}” does not say which table it is.", source=source)
            group.problem("source", what, say("Give it the key “query” in sources.yaml."))
    found = Binding(
        source=source,
        timing=group.choice("timing", Timing),
        areas=group.choice_or("areas", Areas, Areas.OWN),
        since=group.whole_or("since", None),
        group=group.reference("group", populations) or own,
        part=group.text_or("part", ""),
        numerator=_selection(group, "numerator"),
        denominator=_selection(group, "denominator"),
        value=_selection(group, "value"),
        labels=_labels(group),
    )
    taken = {code for selection in found.selections for _, codes in selection.values for code in codes}
    for code in (code for code, _ in found.labels if code not in taken):
        what = say("“{code}” is not among the values that the binding takes.", code=shown(code))
        group.problem("labels", what, say("Write the same code as in the numerator, denominator or value."))
    if problem := _wrong_numbers(found, kind):
        group.problem("value", problem, say("A share or rate has a numerator and a denominator, or a value alone."))
    group.finish()
    return found


def _wrong_numbers(binding: Binding, kind: Kind) -> Message | None:
    if (binding.numerator is None) != (binding.denominator is None):
        return say("A numerator needs a denominator, and a denominator a numerator.")
    if not binding.selections:
        return say("The binding does not say which figures of the table it takes.")
    if binding.numerator is not None and kind not in OF_TWO:
        return say("An indicator of this kind has no numerator and denominator.")
    return None


def _selection(group: Entry, key: str) -> Selection | None:
    chosen = group.group_or_none(key)
    if chosen is None:
        return None
    values = [(name, _codes(chosen, name)) for name in chosen.values]
    chosen.finish()
    return Selection(tuple((name, codes) for name, codes in values if codes))


def _codes(chosen: Entry, name: str) -> tuple[str, ...]:
    """The value or values of one variable, in YAML a text or a list of texts."""
    chosen.has(name)
    node = chosen.values[name]
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not nodes or not all(isinstance(each, yaml.ScalarNode) and not is_empty(each) for each in nodes):
        chosen.problem(
            name,
            say("Expected the code of a value, or a list of codes."),
            say("Write a code after the colon, or [a, b]."),
        )
        return ()
    return tuple(each.value.strip() for each in nodes)


def _labels(group: Entry) -> tuple[tuple[str, str], ...]:
    labels = group.group_or_none("labels")
    if labels is None:
        return ()
    found = tuple((code, labels.text(code)) for code in labels.values)
    labels.finish()
    return found
