"""Which pages a report has: one for each notebook, one for each goal, and one about the report itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis import __version__, project
from analysis.message import Message, Value, say
from analysis.period import Review
from analysis.programme import Goal, Programme
from analysis.report import record
from analysis.report.site import Provenance, Site
from analysis.vocabulary import Theme
from analysis.wording import names

THEME_TITLES: Mapping[Theme, Message] = {
    Theme.POPULATION: say("Who lives here"),
    Theme.SCHOOL: say("Early childhood and school"),
    Theme.EMPLOYMENT: say("Work and study"),
    Theme.PARTICIPATION: say("Taking part"),
}


@dataclass(frozen=True)
class Page:
    """One page in three languages. `path` is below the language's folder."""

    path: str
    notebook: str | None  # file name in notebooks/; None for the page about the report
    title: Value
    label: Value  # short, for the navigation
    parameters: Mapping[str, str] = field(default_factory=dict)
    goal: Goal | None = None

    @property
    def base(self) -> str:
        """What leads from this page back to the language's folder: nothing, or `../`."""
        return "../" * self.path.count("/")


def pages(programme: Programme, review: Review, goals: Sequence[str] = ()) -> tuple[Page, ...]:
    """The pages of a report in reading order. With `goals`, a draft: only these goals' pages and the page about the
    report.
    """
    given = {"programme": programme.id, "period": str(review)}
    wanted = [programme.goal(goal) for goal in goals] or programme.goals
    goal_pages = [
        Page(f"goals/{goal.id}.html", "goal.ipynb", goal.title, goal.title, {**given, "goal": goal.id}, goal)
        for goal in wanted
    ]
    about = Page("about.html", None, say("About this report"), say("About the report"))
    if goals:
        return (*goal_pages, about)
    themes = [
        Page(f"{theme}.html", f"{theme}.ipynb", THEME_TITLES[theme], names.theme(theme), given) for theme in Theme
    ]
    return (
        Page("index.html", "overview.ipynb", say("What became of the goals"), say("All goals"), given),
        Page(
            "plain.html",
            "plain.ipynb",
            say("What became of the goals, in plain language"),
            say("Plain language"),
            given,
        ),
        *themes,
        Page("audit.html", "audit.ipynb", say("What could not be evaluated, and why"), say("Findings"), given),
        about,
        *goal_pages,
    )


def last_read(programme: Programme) -> date | None:
    """The last day on which a source was read; None where the day of one is not known, since that may be the last."""
    days = [source.retrieved for source in programme.sources.values()]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def site(programme: Programme, review: Review, goals: Sequence[str] = ()) -> Site:
    """Everything that the pages of one report share."""
    notebooks = project.notebooks_folder()
    made_from = record.fingerprint(
        record.inputs(programme),
        record.digest(notebooks, notebooks.glob("*.ipynb")),
    )
    return Site(
        programme=programme,
        review=review,
        pages=pages(programme, review, goals),
        provenance=Provenance(__version__, last_read(programme), made_from),
        programme_reference=str(programme.folder),
        notebooks_folder=notebooks,
    )
