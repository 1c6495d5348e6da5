"""The closed choices of the evaluation: stable English codes, the same in data, code and downloads.

The words that a reader sees for them come from the translations (`analysis.wording.names`).
"""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of figure an indicator is; it decides which statistics apply."""

    SHARE = "share"  # numerator of denominator persons
    RATE = "rate"  # events per a stated number of persons (`per`)
    COUNT = "count"  # a number of persons, events or things
    GAP = "gap"  # a share in the reference group minus the share in the population, in percentage points
    MEAN = "mean"  # a mean of answers
    DELIVERABLE = "deliverable"  # something that is drawn up, introduced or defined: 1 when documented, else 0


class Asks(StrEnum):
    """What kind of question an indicator asks (results-based accountability)."""

    EFFORT = "effort"  # how much did we do
    REACH = "reach"  # whom did it reach
    OUTCOME = "outcome"  # is anyone better off


class Role(StrEnum):
    HEADLINE = "headline"  # decides the goal's verdict; declared before the data are seen
    SUPPORTING = "supporting"  # shown and assessed, never decides
    CONTEXT = "context"  # background, never assessed


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    NONE = "none"


class Sensitivity(StrEnum):
    PUBLISHED = "published"  # an official figure that is public already
    ORDINARY = "ordinary"
    SENSITIVE = "sensitive"


class Origin(StrEnum):
    """Who put an indicator or target in: the programme itself, or the evaluator who filled a hole in it."""

    PROGRAMME = "programme"
    EVALUATOR = "evaluator"


class Status(StrEnum):
    """The status of one observation, as written in observations.csv."""

    REPORTED = "reported"
    NOT_COLLECTED = "not_collected"
    WITHHELD = "withheld"
    NOT_APPLICABLE = "not_applicable"


class Service(StrEnum):
    """Who answers a query for official figures."""

    STATFIN = "statfin"  # Statistics Finland, PxWeb API v1
    ALUESARJAT = "aluesarjat"  # Helsinki region, PxWeb API v1
    SOTKANET = "sotkanet"  # THL, REST 1.1
    VIPUNEN = "vipunen"  # the education administration's statistics: a file that was exported by hand
    FILE = "file"  # a table of an office in the px or JSON form or as CSV, downloaded by hand


class Timing(StrEnum):
    """What the times of an official table mean as periods of observations."""

    YEAR = "year"  # 2022
    YEAR_END = "year-end"  # a stock on 31 December: 2022-12-31
    MONTH = "month"  # 2022-05
    DECEMBER = "december"  # of a monthly stock the last of the year: 2022-12-31
    SCHOOL_YEAR = "school-year"  # 2022/2023


class Areas(StrEnum):
    OWN = "own"  # the programme's municipality alone
    ALL = "all"  # every municipality of the table


class Theme(StrEnum):
    POPULATION = "population"
    SCHOOL = "school"
    EMPLOYMENT = "employment"
    PARTICIPATION = "participation"


class Verdict(StrEnum):
    ACHIEVED = "achieved"
    PROGRESSING = "progressing"
    STABLE = "stable"
    NO_CLEAR_CHANGE = "no_clear_change"
    MIXED = "mixed"  # goals only
    RECEDING = "receding"
    NOT_ENOUGH_DATA = "not_enough_data"
    NOT_ASSESSED = "not_assessed"


class Reason(StrEnum):
    """Why a verdict is what it is; each has one sentence in `analysis.wording.reasons`."""

    # achieved
    TARGET_MET = "target_met"
    DOCUMENTED = "documented"
    # a change was judged
    CHANGE_CLEAR = "change_clear"
    CHANGE_WITHIN_MARGIN = "change_within_margin"
    CHANGE_UNCLEAR = "change_unclear"
    TREND_DISAGREES = "trend_disagrees"
    NOT_CLEAR_AMONG_MANY = "not_clear_among_many"  # Benjamini-Hochberg q above 0.10
    HANGS_ON_ONE_PERSON = "hangs_on_one_person"
    REFERENCE_GROUP_MOVED = "reference_group_moved"
    # too little
    FEW_PERSONS = "few_persons"
    FEW_EVENTS = "few_events"
    INTERVAL_TOO_WIDE = "interval_too_wide"
    # not assessed
    NO_INDICATOR = "no_indicator"
    NO_HEADLINE = "no_headline"
    ONLY_EFFORT = "only_effort"
    NO_OBSERVATION = "no_observation"
    NO_BASELINE = "no_baseline"
    NOT_COLLECTED = "not_collected"
    NOT_APPLICABLE = "not_applicable"
    WITHHELD = "withheld"
    DEFINITION_CHANGED = "definition_changed"
    COUNTS_UNKNOWN = "counts_unknown"  # a percentage without its numbers of persons
    SPREAD_UNKNOWN = "spread_unknown"  # a mean without its standard deviation
    NO_DIRECTION = "no_direction"
    CONTEXT = "context"
    EFFORT = "effort"  # a decision, not a sample
    NOT_DOCUMENTED = "not_documented"
    # goals
    HEADLINES_AGREE = "headlines_agree"
    HEADLINES_DISAGREE = "headlines_disagree"
    HEADLINES_PARTLY = "headlines_partly"
    TOO_FEW_HEADLINES = "too_few_headlines"


class Done(StrEnum):
    """What is known of whether a goal's measures were carried out: told by its effort indicators, never by outcomes."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    NOT_KNOWN = "not_known"
    NOT_ASKED = "not_asked"  # the programme follows no effort for this goal


class Severity(StrEnum):
    ERROR = "error"  # figures or statements contradict each other and cannot be used as they stand
    WARNING = "warning"  # a goal cannot be evaluated as it is written
    NOTE = "note"  # a limit that the reader should know
