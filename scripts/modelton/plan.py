"""What is planted in the town: which figure moves, by how much, and what a review of 2018-2022 should say of it."""

from dataclasses import dataclass
from enum import StrEnum

from modelton.persons import BEGINS, REACHED, STAYS, YEARS, Path, always
from modelton.town import AGES, IN_LABOUR_FORCE, JOBLESS

OTHERS_EACH_YEAR = 0.0
REGULARS = 0.9  # of members, staff and others who come back come back the next year


class Truth(StrEnum):
    """What is really so in the town."""

    PROGRESS = "progress"
    RECEDE = "recede"
    STAY = "stay"  # nothing happens but turnover
    TOO_SMALL = "too_small"  # a real change that figures of this size cannot show
    TARGET_MET = "target_met"
    FEW = "few"
    WITHHELD = "withheld"
    MISSING = "missing"
    EFFORT = "effort"  # a decision of the town, not a sample of anything


VERDICTS = {
    Truth.PROGRESS: "progressing",
    Truth.RECEDE: "receding",
    Truth.STAY: "stable",
    Truth.TOO_SMALL: "stable",
    Truth.TARGET_MET: "achieved",
    Truth.FEW: "not_enough_data",
    Truth.WITHHELD: "not_assessed",
    Truth.MISSING: "not_assessed",
    Truth.EFFORT: "not_assessed",
}
VISIBLE = {Truth.PROGRESS, Truth.RECEDE, Truth.TARGET_MET}

# Those whose persons are residents of the simulated town; the other groups come and go on their own.
IN_TOWN = {
    "lets-talk-discussions": Path(0.28, 0.72),
    "own-language-pupils": Path(0.20, 0.42),
    "learning-results-gap": Path(0.48, 0.76),
    "under-25-unemployment-rate": Path(0.06, 0.17),
}


@dataclass(frozen=True)
class Group:
    """A group of constant size of whom something holds, with the chance of it."""

    persons: int
    path: Path
    stays: float = STAYS


SHARES = {
    "digital-service-users": Group(170, Path(0.34, 0.64)),
    "home-service-foreign-language-share": Group(30, always(0.10)),
    "smooth-transitions": Group(150, Path(0.68, 0.36), OTHERS_EACH_YEAR),
    "guardians-attendance-early-childhood": Group(160, Path(0.42, 0.72)),
    "pupil-loneliness": Group(170, Path(0.15, 0.42, reached=2021), OTHERS_EACH_YEAR),
    "in-study-or-activity": Group(155, always(1.0), OTHERS_EACH_YEAR),
    "guardians-attendance-basic-education": Group(460, always(0.88), REGULARS),
    "family-coaching-foreign-language-share": Group(120, Path(0.14, 0.44), OTHERS_EACH_YEAR),
    "leisure-foreign-language-share": Group(2600, always(0.10), REGULARS),
    "children-with-hobby": Group(2600, Path(0.74, 0.745), REGULARS),
    "foreign-language-staff-share": Group(720, always(0.11), REGULARS),
    "third-sector-foreign-language-share": Group(1900, Path(0.090, 0.094), REGULARS),
    "turnout-municipal-elections": Group(7900, always(0.62), OTHERS_EACH_YEAR),
}
COUNTS = {  # the group is everyone who could be counted
    "open-activity-families": Group(270, always(0.6), REGULARS),
    "hobby-model-children": Group(1300, Path(0.300, 0.306), REGULARS),
    "kaiku-cards-granted": Group(600, always(0.45), REGULARS),
    "language-course-participants": Group(1200, Path(0.11, 0.21)),
}
# The first placements were found in 2021, in eight units of which nearly all take part.
PLACEMENT_UNITS = Group(8, always(0.9))
PLACEMENTS_SINCE = 2021
MEANS = {
    "cooperation-quality": Group(45, always(3.6)),
    "activity-feedback": Group(160, Path(3.3, 3.95)),
}
INVITED = {"pupil-loneliness": 204, "activity-feedback": 240}  # who was asked; of them the group answered
EVENTS = {  # a usual number of events, materials or plans a year
    "events-and-guidance": 46,
    "plain-language-materials": 24,
    "family-integration-plans": 31,
    "cooperation-meetings": 18,
    "good-start-meetings": 22,
    "parenting-materials": 9,
    "family-meeting-occasions": 27,
    "early-childhood-staff-training": 6,
    "school-staff-training": 7,
    "guidance-given": 64,
    "materials-shared": 140,
    "exercise-space-occasions": 35,
    "support-groups": 12,
    "health-staff-training": 5,
    "family-staff-training": 4,
    "low-threshold-sport-groups": 11,
    "community-sport-events": 8,
    "encounter-activities": 20,
    "language-courses": 16,
    "youth-leisure-activities": 58,
    "staff-language-training": 4,
    "joint-guidance": 38,
    "working-group-meetings": 6,
    "cooperation-occasions": 7,
    "evaluations-carried-out": 3,
    "language-leisure-groups": 9,
    "own-strength-events": 13,
}
DONE_SINCE = {  # the year in which it was documented as done; None: not yet
    "family-cooperation-models": 2019,
    "family-work-models": None,
    "kaiku-card-introduced": 2016,
    "monitoring-models": 2020,
    "evaluation-methods": 2021,
    "cooperation-models": 2018,
    "cooperation-models-in-use": 2022,
    "shared-work-defined": None,
    "competence-mapped": 2019,
}

TRUTHS = {
    "digital-service-users": Truth.PROGRESS,
    "lets-talk-discussions": Truth.PROGRESS,
    "own-language-pupils": Truth.PROGRESS,
    "learning-results-gap": Truth.PROGRESS,
    "guardians-attendance-early-childhood": Truth.PROGRESS,
    "family-coaching-foreign-language-share": Truth.PROGRESS,
    "language-course-participants": Truth.PROGRESS,
    "activity-feedback": Truth.PROGRESS,
    "smooth-transitions": Truth.RECEDE,
    "pupil-loneliness": Truth.RECEDE,
    "under-25-share-of-unemployed": Truth.RECEDE,
    "under-25-unemployment-rate": Truth.RECEDE,
    "open-activity-families": Truth.STAY,
    "guardians-attendance-basic-education": Truth.STAY,
    "leisure-foreign-language-share": Truth.STAY,
    "kaiku-cards-granted": Truth.STAY,
    "foreign-language-staff-share": Truth.STAY,
    "hobby-model-children": Truth.TOO_SMALL,
    "children-with-hobby": Truth.TOO_SMALL,
    "third-sector-foreign-language-share": Truth.TOO_SMALL,
    "in-study-or-activity": Truth.TARGET_MET,
    "placement-units": Truth.FEW,
    "home-service-foreign-language-share": Truth.WITHHELD,
    "home-service-share-family-services": Truth.WITHHELD,
    "child-plans": Truth.MISSING,
    "events-and-guidance": Truth.EFFORT,
    "cooperation-quality": Truth.EFFORT,
    "family-cooperation-models": Truth.EFFORT,
    "family-work-models": Truth.EFFORT,
    "language-courses": Truth.EFFORT,
}


def expected(indicator: str) -> str:
    """The verdict that a review of 2018-2022 should give. A deliverable is achieved once it is documented."""
    truth = TRUTHS[indicator]
    if truth is Truth.EFFORT and DONE_SINCE.get(indicator):
        return "achieved"
    return VERDICTS[truth]


def size(indicator: str) -> float | None:
    """The planted change: percentage points for shares and gaps, a ratio for counts, the unit for means."""
    if indicator == "under-25-share-of-unemployed":
        return round(100 * (_young_among_jobless(REACHED) - _young_among_jobless(BEGINS)), 1)
    if TRUTHS[indicator] in (Truth.FEW, Truth.WITHHELD, Truth.MISSING, Truth.EFFORT, Truth.TARGET_MET):
        return None
    if indicator in COUNTS:
        path = COUNTS[indicator].path
        return round(path.after / path.before, 2)
    if indicator in MEANS:
        path = MEANS[indicator].path
        return round(path.after - path.before, 2)
    path = IN_TOWN[indicator] if indicator in IN_TOWN else SHARES[indicator].path
    points = round(100 * (path.after - path.before), 1)
    return -points if indicator == "learning-results-gap" else points


def _young_among_jobless(year: int) -> float:
    """The expected share of under-25s among the jobless: it follows from their rate and the sizes of the age groups."""

    def jobless(age: str, rate: float) -> float:
        places, built, _ = AGES[age]
        return (places + built * (year - YEARS[0])) * IN_LABOUR_FORCE[age] * rate

    young = jobless("young", IN_TOWN["under-25-unemployment-rate"].at(year))
    return young / (young + jobless("working", JOBLESS))
