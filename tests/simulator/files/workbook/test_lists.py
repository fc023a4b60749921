"""The three official lists become functions to complete; what they do not tell stays blank."""

from io import BytesIO
from time import process_time

import openpyxl
import pytest

from simulator.files.workbook import import_workbooks
from simulator.files.workbook.gather import gather
from tests.simulator.files.workbook.books import scenario_of, tiny_book, write_book


def drafted(*paths):
    """Return the rows made of lists and notices, as sheet and values by head."""
    rows = import_workbooks(paths).drafted.rows
    return [
        (row.sheet.name, {head: cell.shown for head, cell in row.cells.items()}) for row in rows
    ]


def functions(*paths):
    return [values for sheet, values in drafted(*paths) if sheet == "职能"]


def sources(*paths):
    return [values for sheet, values in drafted(*paths) if sheet == "资料来源"]


def function(name, category, kind, source):
    whole = {
        "职能名称": name,
        "类别": category,
        "清单": kind,
        "每月件数：来源": "假设",
        "每件用时：来源": "假设",
        "来源": source,
    }
    return {head: value for head, value in whole.items() if value}


def basic(folder):
    path = write_book(
        folder,
        {
            "附件1": [
                ["某镇基本履职事项清单", None],
                ["序 号", "事项\n名称"],
                ["一、党的建设（2项）", None],
                [1, "落实党委会议和中心组学习制度"],
                [2, "开展党员发展\n教育管理"],
                [],
                ["二、民生服务（共1项）", None],
                [3, "办理城乡居民低保初审"],
                ["合计", "3项"],
                ["注：本清单自印发之日起施行。", None],
            ]
        },
    )
    book = openpyxl.load_workbook(path)
    for area in ("A1:B1", "A3:B3", "A7:B7", "A10:B10"):
        book["附件1"].merge_cells(area)
    book.save(path)
    return path


def test_the_list_of_basic_duties(tmp_path):
    path = basic(tmp_path)
    assert functions(path) == [
        function("落实党委会议和中心组学习制度", "党的建设", "基本履职", "基本履职事项清单 第1项"),
        function("开展党员发展教育管理", "党的建设", "基本履职", "基本履职事项清单 第2项"),
        function("办理城乡居民低保初审", "民生服务", "基本履职", "基本履职事项清单 第3项"),
    ]
    assert sources(path) == [{"代号": "基本履职事项清单", "资料名称": "某镇基本履职事项清单"}]
    assert list(import_workbooks([path]).remarks("zh")) == [
        "工作表“附件1”：按履职事项清单读取，3 项成为职能",
        "工作表“附件1”第 9 行不是事项，没有导入：合计、3项",
        "工作表“附件1”第 10 行不是事项，没有导入：注：本清单自印发之日起施行。",
    ]


@pytest.mark.parametrize(
    "duty", ["镇街配合职责", "乡镇（街道）配合职责", "镇(街道)\n配合职责", " 乡镇 配合职责 "]
)
def test_the_list_of_cooperative_duties_keeps_what_the_county_does(tmp_path, duty):
    path = write_book(
        tmp_path,
        {
            "配合": [
                ["序号", "事项名称", "对应上级部门", "上级部门职责", duty],
                [1, "森林防灭火", "县林业局", "组织巡查", "开展宣传"],
                [2, "食品安全", "县市场监管局", None, None],
            ]
        },
    )
    assert functions(path) == [
        function("森林防灭火", "", "配合履职", "配合履职事项清单-1"),
        function("食品安全", "", "配合履职", "配合履职事项清单-2"),
    ]
    assert sources(path) == [
        {
            "代号": "配合履职事项清单-1",
            "资料名称": "配合履职事项清单 第1项",
            "说明": "对应上级部门：县林业局\n上级部门职责：组织巡查\n镇街配合职责：开展宣传",
        },
        {
            "代号": "配合履职事项清单-2",
            "资料名称": "配合履职事项清单 第2项",
            "说明": "对应上级部门：县市场监管局",
        },
    ]


def test_heads_over_two_rows_and_items_over_several(tmp_path):
    path = write_book(
        tmp_path,
        {
            "附件2": [
                ["配合履职事项清单"],
                ["序号", "类别", "事项名称", "职责分工", None, None],
                [None, None, None, "对应上级部门", "上级部门职责", "镇街配合职责"],
                [1, "应急管理", "森林防灭火", "县林业局", "巡查", "宣传"],
                [None, None, None, "县应急局", "扑救", None],
                [2, None, "防汛抗旱", "县水利局", None, None],
            ]
        },
    )
    book = openpyxl.load_workbook(path)
    for area in ("A2:A3", "B2:B3", "C2:C3", "D2:F2", "A4:A5", "B4:B6", "C4:C5"):
        book["附件2"].merge_cells(area)
    book.save(path)
    assert [(f["职能名称"], f["类别"]) for f in functions(path)] == [
        ("森林防灭火", "应急管理"),
        ("防汛抗旱", "应急管理"),
    ]
    assert sources(path)[0]["说明"] == (
        "对应上级部门：县林业局；县应急局\n上级部门职责：巡查；扑救\n镇街配合职责：宣传"
    )


@pytest.mark.parametrize(
    "heads", [("承接部门", "工作方式"), ("承接部门及工作方式", None), ("承接部门", None)]
)
def test_the_list_of_duties_taken_back(tmp_path, heads):
    rows = [["序号", "事项名称", *heads], [1, "核发采伐许可", "县林业局", None]]
    path = write_book(tmp_path, {"附件3": rows})
    [made] = functions(path)
    assert (made["职能名称"], made["清单"]) == ("核发采伐许可", "上级收回")
    assert sources(path)[0]["说明"] == "承接部门：县林业局"


def test_the_common_sheet_of_all_three(tmp_path):
    heads = ["类别", "事项类型", "序号", "事项名称", "关联单位", "来源镇街"]
    heads += ["上级部门职责", "镇街配合职责", "工作方式"]
    path = write_book(
        tmp_path,
        {
            "汇总": [
                heads,
                ["基本履职", "经济发展", 1, "招商引资", None, None, None, None, None],
                ["配合履职", "平安法治", 1, "反诈", "县公安局", "某镇", "侦办", "宣传", None],
                ["上级部门收回", None, 2, "统计执法", "县统计局", None, None, None, "直接执法"],
            ]
        },
    )
    assert [(f["职能名称"], f["清单"], f.get("类别")) for f in functions(path)] == [
        ("招商引资", "基本履职", "经济发展"),
        ("反诈", "配合履职", "平安法治"),
        ("统计执法", "上级收回", None),
    ]
    assert [source.get("说明") for source in sources(path)] == [
        None,
        "对应上级部门：县公安局\n上级部门职责：侦办\n镇街配合职责：宣传\n来源镇街：某镇",
        "对应上级部门：县统计局\n工作方式：直接执法",
    ]


def test_the_name_of_the_sheet_tells_the_list_where_the_heads_do_not(tmp_path):
    rows = [["序号", "事项名称"], [1, "某事"]]
    path = write_book(tmp_path, {"上级部门收回事项清单": rows, "清单": [*rows[:1], [1, "另一事"]]})
    assert [f["清单"] for f in functions(path)] == ["上级收回", "基本履职"]


def test_a_function_that_is_there_is_not_added_and_said(tmp_path):
    lists = write_book(
        tmp_path,
        {
            "配合": [
                ["序号", "事项名称", "对应上级部门"],
                [1, "受理登记", "县政务局"],
                [2, "受理 登记", None],
                [3, "新事项", "县林业局"],
            ]
        },
    )
    imported = import_workbooks([tiny_book(tmp_path), lists])
    assert [f["职能名称"] for f in functions(tiny_book(tmp_path), lists)] == ["新事项"]
    assert list(imported.remarks("zh")) == [
        "工作表“book.xlsx 配合”：按履职事项清单读取，1 项成为职能",
        "工作表“book.xlsx 配合”第 2 行：职能“受理登记”已经有了，没有再加；"
        "清单所写没有带入：对应上级部门：县政务局",
        "工作表“book.xlsx 配合”第 3 行：职能“受理 登记”已经有了，没有再加",
    ]


def test_what_was_drafted_is_a_workbook_to_complete(tmp_path):
    path = basic(tmp_path)
    content = import_workbooks([path]).workbook("zh")
    book = openpyxl.load_workbook(BytesIO(content))
    assert [row[1].value for row in book["职能"].iter_rows(min_row=3, max_row=5)] == [
        "落实党委会议和中心组学习制度",
        "开展党员发展教育管理",
        "办理城乡居民低保初审",
    ]
    assert [cell.value for cell in book["未导入"]["B"]][1:] == list(
        import_workbooks([path]).remarks("zh")
    )
    again = tmp_path / "again.xlsx"
    again.write_bytes(content)
    [first, *_] = [p for p in import_workbooks([again]).problems("zh") if "第 3 行" in p]
    assert first == (
        "工作表“职能”第 3 行：发现 空白：承担机构、每月件数、每件用时，"
        "应为 必填的 3 格都填。请补填。"
    )


def test_what_was_completed_is_a_scenario(tmp_path):
    lists = write_book(
        tmp_path, {"配合": [["序号", "事项名称", "对应上级部门"], [1, "森林防灭火", "县林业局"]]}
    )
    draft = tmp_path / "draft.xlsx"
    draft.write_bytes(import_workbooks([tiny_book(tmp_path), lists]).workbook("zh"))
    book = openpyxl.load_workbook(draft)
    page = book["职能"]
    heads = [str(cell.value).rstrip("*").partition("\n")[0] for cell in page[2]]
    for head, value in {
        "承担机构": "审核室",
        "每月件数": 4,
        "每件用时": 60,
        "最低几倍": 0.5,
        "最高几倍": 2,
    }.items():
        page.cell(7, heads.index(head) + 1).value = value
    book.save(draft)
    imported = import_workbooks([draft])
    assert imported.problems("zh") == ()
    scenario = scenario_of(draft)
    made = scenario.function["森林防灭火"]
    assert (made.list, made.owner, made.hours) == ("cooperative", "sh", 4.0)
    assert made.volume.source == "assumption"
    [source] = [each for each in scenario.sources if each.id == made.source]
    assert source.note == "对应上级部门：县林业局"


def test_a_list_of_something_else_is_no_official_list(tmp_path):
    path = write_book(tmp_path, {"通讯录": [["序号", "姓名", "电话"], [1, "张三", "123"]]})
    assert drafted(path) == []
    assert len(gather([path]).others) == 1


def names(path):
    return [(made["职能名称"], made.get("类别", "")) for made in functions(path)]


def remarks(path):
    return list(import_workbooks([path]).remarks("zh"))


def test_what_no_column_is_for_is_said(tmp_path):
    rows = [["序号", "事项名称", "法律依据"], [1, "甲", "《条例》"], [2, "乙", None, None, "页边"]]
    path = write_book(tmp_path, {"清单": rows})
    assert remarks(path) == [
        "工作表“清单”：按履职事项清单读取，2 项成为职能",
        "工作表“清单”C 列（法律依据）没有对应的栏，1 格没有导入",
        "工作表“清单”E 列（没有表头）没有对应的栏，1 格没有导入",
    ]


def test_a_row_of_one_cell_is_a_category_only_where_items_follow(tmp_path):
    rows = [
        ["某镇基本履职事项清单"],
        ["填报单位：青山镇人民政府"],
        ["序号", "事项名称"],
        ["一、党的建设"],
        ["二、民生服务（1项）"],
        [1, "甲"],
        ["青山镇人民政府"],
        ["2025年1月1日"],
    ]
    path = write_book(tmp_path, {"清单": rows})
    assert names(path) == [("甲", "民生服务")]
    assert remarks(path) == [
        "工作表“清单”：按履职事项清单读取，1 项成为职能",
        "工作表“清单”第 2 行没有导入：填报单位：青山镇人民政府",
        "工作表“清单”第 4 行不是事项，没有导入：一、党的建设",
        "工作表“清单”第 7 行不是事项，没有导入：青山镇人民政府",
        "工作表“清单”第 8 行不是事项，没有导入：2025年1月1日",
    ]


def test_items_may_begin_as_categories_notes_and_totals_do(tmp_path):
    items = ["一站式服务窗口管理", "五保供养", "联系服务群众", "审核低保申请", "注销户口登记"]
    rows = [["序号", "事项名称"], ["三农工作（6项）", None]]
    rows += [[None, item] for item in items] + [[9, "总计划编制"]]
    path = write_book(tmp_path, {"清单": rows})
    assert names(path) == [(item, "三农工作") for item in [*items, "总计划编制"]]
    assert remarks(path) == ["工作表“清单”：按履职事项清单读取，6 项成为职能"]


@pytest.mark.parametrize(
    "words", ["合计", "总 计", "小计：3项", "共计（3项）", "注：试行", "备注：试行", "说明：试行"]
)
def test_totals_and_notes_are_left_out(tmp_path, words):
    path = write_book(tmp_path, {"清单": [["序号", "事项名称"], [1, "甲"], [words, None]]})
    assert names(path) == [("甲", "")]
    assert remarks(path)[1:] == [f"工作表“清单”第 3 行不是事项，没有导入：{words}"]


def test_lists_may_stand_below_each_other(tmp_path):
    rows = [
        ["序号", "事项名称"],
        [1, "甲"],
        ["配合履职事项"],
        ["序号", "事项名称", "对应上级部门", "镇街配合职责"],
        [1, "乙", "县应急局", "宣传"],
        ["上级部门收回事项"],
        ["单位（盖章）"],
        ["序号", "事项名称", "承接部门", "工作方式"],
        [1, "丙", "县住建局", "直接办理"],
        ["序号", "事项名称", "承接部门", "工作方式"],
        [2, "丁", "县林业局", None],
    ]
    path = write_book(tmp_path, {"清单": rows})
    assert [(made["职能名称"], made["清单"]) for made in functions(path)] == [
        ("甲", "基本履职"),
        ("乙", "配合履职"),
        ("丙", "上级收回"),
        ("丁", "上级收回"),
    ]
    assert [(made["资料名称"], made.get("说明")) for made in sources(path)] == [
        ("基本履职事项清单（清单）", None),
        ("配合履职事项 第1项", "对应上级部门：县应急局\n镇街配合职责：宣传"),
        ("上级部门收回事项 第1项", "承接部门：县住建局\n工作方式：直接办理"),
        ("上级部门收回事项 第2项", "承接部门：县林业局"),
    ]
    assert remarks(path)[1:] == ["工作表“清单”第 7 行没有导入：单位（盖章）"]


def test_cells_without_a_value_are_said_and_make_no_items(tmp_path):
    path = write_book(
        tmp_path,
        {
            "清单": [
                ["序号", "事项名称", "承接部门"],
                [1, "甲", "县林业局"],
                [2, "#REF!", "县住建局"],
                ["=ROW()", '=A1&"事项"', None],
            ]
        },
    )
    book = openpyxl.load_workbook(path)
    book["清单"]["B3"].data_type = "e"
    book.save(path)
    assert names(path) == [("甲", "")]
    assert sources(path)[0]["说明"] == "承接部门：县林业局"
    assert remarks(path)[1:] == [
        "工作表“清单”第 3 行 B 列是错误值 #REF!，没有读取",
        "工作表“清单”第 4 行 A 列是没有保存计算结果的公式，没有读取",
        "工作表“清单”第 4 行 B 列是没有保存计算结果的公式，没有读取",
        "工作表“清单”第 3 行不是事项，没有导入：2、县住建局",
    ]


@pytest.mark.parametrize("words", ["一、" + "1" * 32_000, "一、(" + " " * 32_000 + "x"])
def test_long_cells_take_no_long_time(tmp_path, words):
    rows = [["序号", "事项名称"], *([words] for _ in range(20)), [1, "甲"]]
    path = write_book(tmp_path, {"清单": rows})
    started = process_time()
    assert names(path) == [("甲", "")]
    assert process_time() - started < 5


def test_who_signs_above_a_date_is_no_item(tmp_path):
    rows = [["序号", "事项名称", "对应上级部门"], [1, "甲", "县局"]]
    for at in (1, 2):
        signed = [*rows, [*[None] * at, "青山镇人民政府"], [*[None] * at, "2025年1月1日"]]
        path = write_book(tmp_path, {"清单": signed})
        assert names(path) == [("甲", "")]
        assert sources(path)[0]["说明"] == "对应上级部门：县局"
        assert remarks(path)[1:] == [
            "工作表“清单”第 3 行不是事项，没有导入：青山镇人民政府",
            "工作表“清单”第 4 行不是事项，没有导入：2025年1月1日",
        ]
