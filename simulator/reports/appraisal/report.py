"""The report that is handed round: every chapter whose data were computed, and the annexes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from simulator.language import Language, Text, text
from simulator.reports.appraisal.conclusion import conclusion_sentences
from simulator.reports.appraisal.proposals import measures_tables, proposal_sentences
from simulator.reports.appraisal.situation import premise_sentences, situation_sentences
from simulator.reports.appraisal.verify import verify_table
from simulator.reports.chapter import Chapter
from simulator.reports.compare import comparison_report
from simulator.reports.explanation import explanation_report
from simulator.reports.numerals import chapter_number
from simulator.reports.optimisation import optimisation_report
from simulator.reports.provenance import Provenance
from simulator.reports.report import Report
from simulator.reports.robustness import draws_footer, stress_report
from simulator.reports.table import Table
from simulator.study import Appraisal

DETAILS = (
    *("by_unit", "least_covered"),
    *("pairs", "places"),
    *("ranks", "values", "inputs"),
    *("optimised_headline", "optimised_step_sources", "optimised_prices"),
)
"""Tables for those who want to follow a number; they stand in an annex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What one chapter or annex will hold."""

    key: str
    title: Text
    sentences: Sequence[str] = ()
    tables: Sequence[Table] = ()
    is_annex: bool = False


def appraisal_report(
    result: Appraisal, provenance: Provenance, language: Language = "zh"
) -> Report:
    """Return the whole report, in one language.

    Only what was computed has a chapter. Tables and figures are those of the commands that show
    each part alone.
    """
    compared = comparison_report(result.comparison, provenance, language)
    others = _others(result, provenance, language)
    parts = [
        part for part in _parts(result, compared, others, language) if part.sentences or part.tables
    ]
    conclusion = next(part for part in parts if part.key == "conclusion")
    return Report(
        title=text("{title}比选报告", title=result.scenario.title).render(language),
        summary=tuple(conclusion.sentences),
        tables=tuple(table for part in parts for table in part.tables),
        figures=tuple(figure for each in (compared, *others.values()) for figure in each.figures),
        data=compared.data,
        footer=_footer(result, provenance, compared, language),
        language=language,
        chapters=tuple(_chapters(parts, language)),
    )


def _others(result: Appraisal, provenance: Provenance, language: Language) -> dict[str, Report]:
    """Return the reports of the other computations, by the chapter that each fills."""
    found: dict[str, Report] = {}
    if result.explanation is not None:
        found["contributions"] = explanation_report(result.explanation, provenance, language)
    if result.stressed is not None:
        found["robustness"] = stress_report(result.stressed, provenance, language)
    if result.optimised is not None:
        report = optimisation_report(result.optimised, provenance, language)
        found["potential"] = _renamed(report, "optimised")
    return found


def _renamed(report: Report, prefix: str) -> Report:
    """Return a report whose tables have keys that no other report's have."""
    return replace(
        report,
        tables=tuple(replace(table, key=f"{prefix}_{table.key}") for table in report.tables),
        figures=tuple(
            replace(figure, table=f"{prefix}_{figure.table}") for figure in report.figures
        ),
    )


def _parts(
    result: Appraisal, compared: Report, others: dict[str, Report], language: Language
) -> Iterator[_Part]:
    """Yield what each chapter and annex holds: every table is dealt out once."""
    comparison, scenario = result.comparison, result.scenario
    tables = {table.key: table for each in (compared, *others.values()) for table in each.tables}

    def taken(*beginnings: str) -> list[Table]:
        keys = [key for key in tables if key.startswith(beginnings)]
        return [tables.pop(key) for key in keys]

    def rendered(sentences: Iterator[Text]) -> tuple[str, ...]:
        return tuple(sentence.render(language) for sentence in sentences)

    situation, proposals = taken("staff_0"), taken("staff_1")
    annexes = (
        _annex("units", text("机构对照表"), [*taken("units_"), *taken("staff_")]),
        _annex("functions", text("职能对照表"), taken("moved_functions")),
        _annex(
            "definitions",
            text("口径说明"),
            taken("premises", "legend"),
            rendered(premise_sentences(scenario)),
        ),
        _annex(
            "details",
            text("明细表"),
            [tables.pop(key) for key in DETAILS if key in tables],
            tables["sections"].notes if "sections" in tables else (),
        ),
    )
    verify = _verify(result, language)
    yield _Part(
        key="situation",
        title=text("基本情况"),
        sentences=rendered(situation_sentences(scenario, comparison.baseline.layout)),
        tables=situation,
    )
    yield _Part(
        key="proposals",
        title=text("方案概述"),
        sentences=rendered(proposal_sentences(comparison)),
        tables=[*measures_tables(comparison, language), *proposals],
    )
    for key, title, report in (
        ("comparison", text("指标比选"), compared),
        *((key, title, others[key]) for key, title in _OTHER_CHAPTERS.items() if key in others),
    ):
        own = [_without_sameness(table) for table in report.tables if table.key in tables]
        yield _Part(key=key, title=title, sentences=report.summary, tables=own)
    yield _Part(
        key="conclusion",
        title=text("结论与需要核实的数据"),
        sentences=rendered(conclusion_sentences(result, language)),
        tables=verify,
    )
    yield from annexes


def _without_sameness(table: Table) -> Table:
    """Return a table; why the lesser metrics are alike is told in the annex."""
    return replace(table, notes=()) if table.key == "sections" else table


def _annex(key: str, title: Text, tables: list[Table], sentences: tuple[str, ...] = ()) -> _Part:
    return _Part(key=f"annex_{key}", title=title, sentences=sentences, tables=tables, is_annex=True)


def _verify(result: Appraisal, language: Language) -> list[Table]:
    stressed = result.stressed
    if stressed is None or stressed.close is None:
        return []
    table = verify_table(stressed, stressed.close, language)
    return [table] if table.rows else []


_OTHER_CHAPTERS = {
    "contributions": text("措施贡献"),
    "robustness": text("稳健性"),
    "potential": text("优化空间"),
}


def _chapters(parts: Sequence[_Part], language: Language) -> Iterator[Chapter]:
    """Yield chapters and annexes, each counted by itself."""
    n = {False: 0, True: 0}
    for part in parts:
        n[part.is_annex] += 1
        count = n[part.is_annex]
        annex = text("附件{n}", n=count).render(language)
        yield Chapter(
            key=part.key,
            number=annex if part.is_annex else chapter_number(count, language),
            title=part.title.render(language),
            sentences=tuple(part.sentences),
            tables=tuple(table.key for table in part.tables),
            is_annex=part.is_annex,
        )


def _footer(
    result: Appraisal, provenance: Provenance, compared: Report, language: Language
) -> tuple[tuple[str, str], ...]:
    """Return the comparison's lines, and those about draws before the last, the command."""
    drawn = () if result.stressed is None else draws_footer(result.stressed)
    lines = tuple((label.render(language), words.render(language)) for label, words in drawn)
    return (*compared.footer[:-1], *lines, compared.footer[-1])
