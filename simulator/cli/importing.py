"""``orgshift import``: from Excel workbooks to a scenario file, with every bad row told."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import show, show_error
from simulator.cli.destination import require_free
from simulator.cli.options import ForceOption, Lang, LangOption
from simulator.errors import Severity
from simulator.language import Text, text

if TYPE_CHECKING:
    from simulator.files.workbook import Imported

WORKBOOK = ".xlsx"
KINDS = (".yaml", ".yml", WORKBOOK)
BAD_INPUT = 2


def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(help=".xlsx 工作簿，可多个 / workbooks", show_default=False),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="写到哪里；不写则只检查 / where to write"),
    ] = None,
    force: ForceOption = False,
    lang: LangOption = Lang.ZH,
) -> None:
    """把填好的 Excel 工作簿变成情景文件，有问题的行逐行列出。Turn workbooks into a scenario file.

    Good rows are taken, bad rows are listed. Exit code 0 if all rows were taken, 2 if some were not
    or nothing could be written.
    """
    from simulator.files.workbook import import_workbooks
    from simulator.reports.write import require_destination, write_whole

    if out is not None:
        require_destination(out, only=KINDS)
        require_free(out, force=force, read=files)
    imported = import_workbooks(files)
    _tell(imported, lang)
    if out is not None and out.suffix.lower() == WORKBOOK and not imported.is_empty:
        write_whole(out, imported.workbook(lang.language))
        show_error(_next_step(imported, out).render(lang.language))
        if imported.gathered.rows and not imported.is_complete:
            raise typer.Exit(BAD_INPUT)
        return
    is_draft = bool(imported.drafted.rows)
    if out is not None and imported.scenario is not None and not is_draft:
        write_whole(out, imported.yaml().encode())
    verdict = _to_complete(out) if is_draft else _verdict(imported, out)
    show_error(verdict.render(lang.language))
    if is_draft and out is None and not imported.gathered.rows:
        return
    if is_draft or not imported.is_complete:
        raise typer.Exit(BAD_INPUT)


def _tell(imported: "Imported", lang: Lang) -> None:
    """Say what was taken, and what was not."""
    language = lang.language
    counts = tuple(text("{sheet} {n}", sheet=name, n=n) for name, n in imported.counts())
    if counts:
        show(text("导入的行：{counts}", counts=counts).render(language))
    groups: tuple[tuple[Text, Sequence[str]], ...] = (
        (text("有问题、没有导入"), imported.problems(language)),
        (text("本身没有问题，随之没有导入"), imported.followers(language)),
        (text("另外"), imported.remarks(language)),
    )
    for heading, lines in groups:
        if lines:
            show_error(f"{heading.render(language)}: {len(lines)}")
            for line in lines:
                show_error(f"  {line}")


def _next_step(imported: "Imported", out: Path) -> Text:
    n = len(imported.drafted.rows)
    return text(
        "已写入 {out}（其中由清单、通知得出 {n} 行）。"
        "下一步：打开它，补填黄色的格子，核对“未导入”表，再运行 orgshift import {out} -o 情景.yaml",
        out=out,
        n=n,
    )


def _to_complete(out: Path | None) -> Text:
    """Say that lists and notices do not say enough for a scenario."""
    if out is None:
        return text("清单、通知可以读取；加 -o 待补.xlsx 写成工作簿，补填后再导入。")
    return text(
        "没有写出 {out}：清单、通知没有说由谁承担、每月几件、用时多少，还不能成为情景。"
        "请改写成工作簿（-o 待补.xlsx），补填后再导入。",
        out=out,
    )


def _verdict(imported: "Imported", out: Path | None) -> Text:
    if imported.is_empty:
        return text("没有写出任何文件：模板的各张表里还没有填写内容。")
    if imported.scenario is None:
        return text("没有写出任何文件：上面的问题改好之后才能成为情景。")
    if not imported.is_complete:
        n = imported.n_left_out
        if out is None:
            return text("有 {n} 行不能导入。", n=n)
        return text("已写入 {out}，但有 {n} 行没有导入；请改好工作簿，再导入一次。", out=out, n=n)
    if out is None:
        return text("全部可以导入；加 -o 情景.yaml 写成情景文件。")
    contradictions = imported.n_remarks(Severity.CONTRADICTION)
    warnings = imported.n_remarks(Severity.WARNING)
    if contradictions or warnings:
        return text(
            "已写入 {out}。来源矛盾 {c} 处、提醒 {w} 处，用 orgshift check {out} 查看。",
            out=out,
            c=contradictions,
            w=warnings,
        )
    return text("已写入 {path}", path=out)
