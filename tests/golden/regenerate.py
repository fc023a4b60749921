"""Write the expected texts anew; a separate command, never part of a test run.

``python -m tests.golden.regenerate`` writes all of them, with names only those; see README.md.
"""

import sys
from contextlib import chdir
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.errors import Problem
from simulator.files import check_file, load_scenario
from simulator.files.reference import reference_text
from simulator.files.schema import schema_text
from simulator.reports.appraisal import appraisal_report
from simulator.reports.charts import drawn_png, drawn_svg
from simulator.reports.compare import comparison_report
from simulator.reports.csv import render_csv
from simulator.reports.explanation import explanation_report
from simulator.reports.figure import Figure
from simulator.reports.markdown import render_markdown
from simulator.reports.optimisation import optimisation_report
from simulator.reports.provenance import Provenance
from simulator.reports.robustness import stress_report
from simulator.reports.terminal import render_terminal
from simulator.study import (
    Free,
    Inquiry,
    Stress,
    Wish,
    run_appraisal,
    run_explanation,
    run_optimisation,
    run_stress,
    run_study,
)
from tests.shipped import shipped
from tests.simulator.reports.charts.samples import (
    flows_of,
    front_of,
    joint_of,
    organisation_of,
    seams_of,
    staff_of,
)
from tests.tutorial.pictures import tutorial_pages

ROOT = Path(__file__).parents[2]
BAD = ROOT / "tests" / "data" / "bad"
MESSAGES = ROOT / "tests" / "golden" / "messages"
SCHEMA = ROOT / "scenarios" / "schema.json"
TABLES = ROOT / "tests" / "golden" / "tables"
# Questions whose answers are proved optimal, so that another way of searching gives the same.
OPTIMISED = {
    "town": Wish(layout="proposed", most_moves=5),
    "tiny": Wish(layout="current", free=Free.ALL, pareto=True),
}
EXPLAINED = ("town", "tiny")
STRESSED = {"town": Stress(draws=512), "tiny": Stress(draws=4096)}
APPRAISED = {"tiny": Inquiry(optimises=True, draws=512)}
TUTORIAL = ROOT / "docs" / "tutorial" / "pictures"
GALLERY = ROOT / "docs" / "guides" / "gallery"
IN_GALLERY = (
    "staff_0_units",
    "staff_1_units",
    "seams_before",
    "seams_after",
    "seams_difference",
    "flows_1",
    "joint_1",
    "joint_3",
    "staff_1_bars",
    "waterfall_coordination_hours",
    "waterfall_staff_coverage",
    "strip_staff_coverage",
    "tornado_coordination_hours",
    "front_points",
)
PICTURES = ROOT / "tests" / "golden" / "pictures"
REFERENCE = ROOT / "docs" / "reference" / "scenario-file.md"


@cache
def problems_of(name: str) -> tuple[Problem, ...]:
    """Return everything that is wrong with a faulty file."""
    with chdir(BAD):
        return tuple(check_file(name))


def errors_of(name: str) -> list[Problem]:
    """Return what a faulty file is refused for."""
    return [problem for problem in problems_of(name) if problem.severity == "error"]


def messages_of(name: str) -> str:
    """Return the errors of a faulty file in Chinese, then in English."""
    errors = errors_of(name)
    chinese = [problem.render() for problem in errors]
    english = [problem.render("en") for problem in errors]
    return "\n".join([*chinese, "", *english, ""])


def write_messages() -> None:
    """Write one file of messages for every faulty file, and take away what is left over."""
    names = {path.stem: path.name for path in sorted(BAD.glob("*.yaml"))}
    for stem, name in names.items():
        (MESSAGES / f"{stem}.txt").write_text(messages_of(name), encoding="utf-8")
    for path in MESSAGES.glob("*.txt"):
        if path.stem not in names:
            path.unlink()


def write_schema() -> None:
    """Write the schema that editors use."""
    SCHEMA.write_text(schema_text(), encoding="utf-8")


def write_reference() -> None:
    """Write the key reference of scenario files."""
    REFERENCE.write_text(reference_text(), encoding="utf-8")


def table_of(path: Path) -> bytes:
    """Return the comparison of a shipped scenario as CSV, without the footer and its versions."""
    result = run_study([load_scenario(path)])
    report = comparison_report(result, Provenance(files=(), command=""))
    return render_csv(replace(report, footer=()))


def write_tables() -> None:
    """Write the expected comparison of every shipped scenario."""
    for path in sorted(SCHEMA.parent.glob("*.yaml")):
        (TABLES / f"{path.stem}.csv").write_bytes(table_of(path))


def optimised_of(stem: str) -> bytes:
    """Return the optimisation of a layout of a shipped scenario as CSV, without the footer."""
    scenario = shipped(stem)
    report = optimisation_report(
        run_optimisation(scenario, OPTIMISED[stem]), Provenance(files=(), command="")
    )
    return render_csv(replace(report, footer=()))


def write_optimised() -> None:
    """Write the expected optimisation of some layouts."""
    for stem in OPTIMISED:
        (TABLES.parent / "optimised" / f"{stem}.csv").write_bytes(optimised_of(stem))


def explained_of(stem: str) -> bytes:
    """Return the explanation of a shipped scenario's first reform as CSV, without the footer."""
    scenario = shipped(stem)
    report = explanation_report(run_explanation(scenario), Provenance(files=(), command=""))
    return render_csv(replace(report, footer=()))


def write_explained() -> None:
    """Write the expected explanation of some reforms."""
    for stem in EXPLAINED:
        (TABLES.parent / "explained" / f"{stem}.csv").write_bytes(explained_of(stem))


def stressed_of(stem: str) -> str:
    """Return a shipped scenario under stress as a person reads it, without the footer.

    Rounded: what a machine's linear algebra makes of the last bits is not part of the promise.
    """
    scenario = shipped(stem)
    result = run_stress(scenario, STRESSED[stem])
    report = stress_report(result, Provenance(files=(), command=""))
    return render_terminal(replace(report, footer=()), width=100)


def write_stressed() -> None:
    """Write what some scenarios are expected to show under stress."""
    for stem in STRESSED:
        path = TABLES.parent / "stressed" / f"{stem}.txt"
        path.write_text(stressed_of(stem), encoding="utf-8")


def appraised_of(stem: str) -> str:
    """Return the whole report on a shipped scenario as Markdown, without the footer."""
    scenario = shipped(stem)
    found = run_appraisal(scenario, APPRAISED[stem])
    report = appraisal_report(found, Provenance(files=(), command=""))
    return render_markdown(replace(report, footer=()))


def write_appraised() -> None:
    """Write the report that some scenarios are expected to have."""
    for stem in APPRAISED:
        path = TABLES.parent / "appraised" / f"{stem}.md"
        path.write_text(appraised_of(stem), encoding="utf-8")


def gallery_figures() -> dict[str, Figure]:
    """Return the charts of the gallery page, by the name of their file."""
    scenario, nobody = shipped("town"), Provenance(files=(), command="")
    hospital = shipped("county-hospital")
    front = run_optimisation(hospital, Wish(free=Free.FUNCTIONS, pareto=True))
    reports = (
        optimisation_report(front, nobody),
        comparison_report(run_study([scenario]), nobody),
        explanation_report(run_explanation(scenario), nobody),
        stress_report(run_stress(scenario, STRESSED["town"]), nobody),
    )
    made = {figure.key: figure for report in reports for figure in report.figures}
    return {key: made[key] for key in IN_GALLERY}


def write_gallery() -> None:
    """Draw the charts of the gallery page."""
    for name, figure in gallery_figures().items():
        (GALLERY / f"{name}.svg").write_text(drawn_svg(figure), encoding="utf-8")


def pictures() -> dict[str, bytes]:
    """Return small pictures of charts of figures that never change, by the name of their file."""
    drawn = {
        "flows": flows_of(8),
        "front": front_of(12, "镇街机构改革方案"),
        "joint": joint_of(6, "综合服务中心"),
        "organisation": organisation_of(8, "便民服务中心"),
        "seams": seams_of(5)[2],
        "staff": staff_of(5),
    }
    return {name: drawn_png(figure, zoom=1) for name, figure in drawn.items()}


def write_pictures() -> None:
    """Write the expected pictures of some charts."""
    for name, picture in pictures().items():
        (PICTURES / f"{name}.png").write_bytes(picture)


def write_tutorial() -> None:
    """Draw the pages of the tutorial, each with its text beside it."""
    with TemporaryDirectory() as folder:
        for picture in tutorial_pages(Path(folder)):
            picture.image.save(TUTORIAL / f"{picture.name}.png", optimize=True)
            (TUTORIAL / f"{picture.name}.txt").write_text(f"{picture.text}\n", encoding="utf-8")


TARGETS = {
    "gallery": write_gallery,
    "messages": write_messages,
    "pictures": write_pictures,
    "schema": write_schema,
    "reference": write_reference,
    "tables": write_tables,
    "optimised": write_optimised,
    "explained": write_explained,
    "stressed": write_stressed,
    "appraised": write_appraised,
    "tutorial": write_tutorial,
}


if __name__ == "__main__":
    for target in sys.argv[1:] or TARGETS:
        TARGETS[target]()
        print(f"{target} written")
