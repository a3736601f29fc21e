"""义务自查: what an enterprise is told, why, and what is left out."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from app.applicability import judge_subject
from app.assistant import Assistant
from app.catalogue import Catalogue
from app.checklist import Category
from app.cli import cli
from app.conditions import Verdict, verdict_of
from app.errors import ProfileError
from app.obligation_tables import to_record, to_tables
from app.obligations import check_obligations
from app.profile import EXAMPLE, Project, make_profile, places_from_above, read_profile
from corpus.structure import parse_document
from tests.corpus.factories import document_of

CITY = """福州市工业节能管理办法

福州市人民政府
2024年3月1日

第一条 为了节能，制定本办法。
第二条 企业应当建立能源台账。
第三条 年综合能耗5000吨标准煤以上的企业必须每年开展能源审计。
第四条 水泥企业不得新增产能。
第五条 各级人民政府应当安排专项资金。
第六条 符合条件的企业可以申请补助。鼓励企业采用绿色电力。
第七条 新建项目应当符合能效标准。
第八条 钢铁企业不得使用淘汰设备。
第九条 个人应当节约用电。
第十条 违反本办法第三条规定，未开展能源审计的，由市工信局责令改正，处一万元罚款。
第十一条 部门工作人员玩忽职守的，依法给予处分。
第十二条 超过能耗限额的，企业应当限期整改。
"""
XIAMEN = "厦门市节能规定\n\n厦门市人民政府\n2024年3月1日\n\n第一条 企业应当安装计量表。\n第二条 企业不得浪费能源。\n"
ALUMINIUM = "福建省有色金属行业节能方案\n一、任务\n企业必须淘汰落后设备。（责任单位：省工信厅）\n"
STEEL = {"地区": "福州市", "行业": "钢铁", "年综合能耗": 6000, "项目类型": ["存量"]}


def check(*texts, **changes):
    """Check the enterprise of the examples, changed, against documents."""
    parsed = [parse_document(document_of(text, f"d{at}")) for at, text in enumerate(texts)]
    told = {key: value for key, value in (STEEL | changes).items() if value is not None}
    return check_obligations(Catalogue(parsed), make_profile(told))


def said(items):
    return [(one.category.value, one.words.split(" ", 1)[-1]) for one in items]


def test_what_surely_applies_is_apart_from_what_may():
    """A generic subject and conditions that are met are certain; what limits further stays open."""
    found = check(CITY)
    assert said(found.of(certain=True)) == [
        ("必须", "年综合能耗5000吨标准煤以上的企业必须每年开展能源审计。"),
        ("应当", "企业应当建立能源台账。"),
        ("禁止", "钢铁企业不得使用淘汰设备。"),
        ("可争取的支持", "鼓励企业采用绿色电力。"),
    ]
    possible = said(found.of(certain=False))
    assert ("可争取的支持", "符合条件的企业可以申请补助。") in possible
    assert ("应当", "超过能耗限额的，企业应当限期整改。") in possible
    assert [category for category, _ in possible].count("处罚") == 1


def test_what_is_for_others_is_left_out_and_counted():
    """Government, persons, other trades, projects of another kind; officials are punished apart."""
    found = check(CITY)
    words = " ".join(one.words for one in found.items)
    for other in ("水泥", "人民政府应当", "新建项目", "个人", "工作人员"):
        assert other not in words
    assert found.left_out >= 4
    assert any(f"另有 {found.left_out} 句没有列入" in one for one in found.remarks)


def test_every_item_says_why_and_where():
    """Reasons quote the words of the text; the quotation is the document's."""
    audit = check(CITY).of(certain=True)[0]
    assert "门槛：原文“年综合能耗5000吨标准煤以上”，企业年综合能耗6,000吨标准煤" in audit.reasons
    assert audit.place.startswith("《福州市工业节能管理办法》第三条，第")
    assert audit.source.quote in CITY
    steel = next(one for one in check(CITY).items if "钢铁" in one.words)
    assert "行业：原文“钢铁企业”，企业的行业是钢铁" in steel.reasons


@pytest.mark.parametrize(
    ("energy", "certain"), [(6000, True), (5000, True), (4999.9, None), (None, False)]
)
def test_a_threshold_is_compared_and_never_guessed(energy, certain):
    """Reached: certain; not reached: left out; not told: open. 以上 holds the number itself."""
    found = check(CITY, 年综合能耗=energy)
    audit = [
        one for one in found.items if "能源审计。" in one.words and one.category is Category.MUST
    ]
    assert [one.is_certain for one in audit] == ([] if certain is None else [certain])


def test_other_places_and_trades_are_named_as_left_out():
    """A document of another city or of another industry gives nothing, and is told."""
    found = check(CITY, XIAMEN, ALUMINIUM)
    assert {one.source.document_id for one in found.items} == {"d0"}
    assert "别的地区的文件没有列入：《厦门市节能规定》" in found.remarks
    assert "别的行业的文件没有列入：《福建省有色金属行业节能方案》" in found.remarks
    both = check(ALUMINIUM, 行业="电解铝")
    assert [one.is_certain for one in both.items] == [True]
    assert both.items[0].units == "省工信厅"


@pytest.mark.parametrize(("energy", "certain"), [(20_000, True), (6000, False), (300, None)])
def test_a_term_is_judged_by_the_documents_own_definition(energy, certain):
    """重点用能单位 is whom the document means by it: surely, perhaps, or surely not."""
    rules = """福州市节能办法
第一条 下列用能单位为重点用能单位：
（一）年综合能源消费总量一万吨标准煤以上的用能单位；
（二）市工信局指定的年综合能源消费总量五千吨标准煤以上的用能单位。
第二条 重点用能单位应当设立能源管理岗位。
"""
    found = [one for one in check(rules, 年综合能耗=energy).items if "岗位" in one.words]
    assert [one.is_certain for one in found] == ([] if certain is None else [certain])
    if certain:
        assert any(
            "定义：原文“年综合能源消费总量一万吨标准煤以上" in one for one in found[0].reasons
        )


def test_who_is_not_named_is_asked_for_by_what_is_said():
    """In a plan a ban that speaks of no enterprise is not the enterprise's; in an article it may be."""
    plan = "福州市工业方案\n一、任务\n（一）控制用地。严禁新增建设用地。严禁新增钢铁产能。鼓励研发新药。\n"
    assert [one.words for one in check(plan).items] == ["严禁新增钢铁产能。"]
    rules = "福州市用水办法\n第一条 禁止偷排污水。\n第二条 省人民政府制定标准，应当征求意见。\n"
    assert [one.words for one in check(rules).items] == ["第一条 禁止偷排污水。"]


def test_encouraging_is_never_binding():
    """鼓励 stands under what may be striven for alone."""
    for one in check(CITY).items:
        assert ("鼓励" in one.words and "应当" not in one.words) is (
            one.category is Category.SUPPORT and "补助" not in one.words
        )


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        ("企业", Verdict.MET),
        ("各企业、园区", Verdict.MET),
        ("任何单位和个人", Verdict.MET),
        ("我市企业", Verdict.MET),
        ("钢铁、建材等重点行业企业", Verdict.MET),
        ("工业企业", Verdict.MET),
        ("用能单位", Verdict.MET),
        ("重点用能单位", Verdict.OPEN),
        ("国有企业", Verdict.OPEN),
        ("国企", Verdict.OPEN),
        ("有条件的企业", Verdict.OPEN),
        ("列入名录的部门或者单位", Verdict.OPEN),
        ("企业和其他经营者排放污染物的", Verdict.OPEN),
        ("行业产能已饱和的项目", Verdict.OPEN),
        ("水泥企业", Verdict.FAILED),
        ("厦门企业", Verdict.FAILED),
        ("新建项目", Verdict.FAILED),
        ("现有项目", Verdict.MET),
        ("各级人民政府", None),
        ("企业所在地人民政府", None),
        ("个人", None),
        ("金融机构", None),
        ("有关部门和单位负责人", None),
        ("各部门、各单位", None),
        ("领导小组成员单位", None),
        ("产业结构较轻、能源结构较优的地区", None),
        ("有条件地区现有、存量项目", Verdict.OPEN),
        ("有色金属冶炼企业", Verdict.FAILED),
        ("保险公司", Verdict.FAILED),
    ],
)
def test_whom_a_subject_names(subject, verdict):
    """The last noun says who, what stands before it limits whom."""
    judged = judge_subject(subject, make_profile(STEEL), ())
    assert (None if judged is None else verdict_of(judged)) is verdict


def test_a_profile_is_read_by_english_and_chinese_keys(tmp_path):
    """Keys need no quotes in Chinese either; amounts may carry their unit."""
    path = tmp_path / "企业.toml"
    path.write_text(
        '地区 = "福建省福州市"\nindustry = "钢铁、焦化"\n"年综合能耗" = "1.2万吨标准煤"\n项目类型 = "扩建"\n',
        "utf-8",
    )
    profile = read_profile(path)
    assert profile.region == (("福建", "福州"),)
    assert profile.industry == ("钢铁", "焦化")
    assert profile.energy == 12_000
    assert profile.project == (Project.ALTERED,)
    path.write_text(EXAMPLE, "utf-8")
    assert read_profile(path).equipment == ("锅炉", "电机", "变压器")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('reigon = "福州市"', "没有“reigon”这一项。是不是“region”？"),
        ('能耗 = 6000\n行业 = "钢铁"', "没有“能耗”这一项。是不是“年综合能耗”？"),
        ('行业 = "钢铁"\n地区 = 福州', "第 2 行写法不对：地区 = 福州"),
        ('region = "某地"', "“地区”没有认出：某地"),
        ("region = 3", "“地区”的值不可用：3"),
        ('industry = "钢铁"\nenergy = "很多"', "“年综合能耗”的值不可用：很多"),
        ('industry = "钢铁"\nenergy = -1', "“年综合能耗”的值不可用：-1"),
        ('industry = "钢铁"\nenergy = true', "“年综合能耗”的值不可用：True"),
        ('industry = "钢铁"\nenergy = nan', "“年综合能耗”的值不可用：nan"),
        ('industry = "钢铁"\nproject = "租用"', "“项目类型”的值不可用：租用"),
        ('region = "福州"\n地区 = "厦门"', "“地区”写了两次"),
        ("name = '甲'", "地区和行业都没有写"),
        ("region = ", "企业情况的文件无法读取"),
    ],
)
def test_a_faulty_profile_is_told_in_chinese(tmp_path, text, said):
    """What is wrong is named, and the items that can be used."""
    path = tmp_path / "企业.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProfileError, match=said) as raised:
        read_profile(path)
    assert raised.value.hint


def test_a_profile_in_another_encoding_is_told_in_chinese(tmp_path):
    """A file saved as GBK says so, without the words of the decoder."""
    path = tmp_path / "企业.toml"
    path.write_bytes('地区 = "福州市"'.encode("gbk"))
    with pytest.raises(ProfileError) as raised:
        read_profile(path)
    assert raised.value.message == f"企业情况的文件不是 UTF-8 编码：{path}"
    assert "decode" not in raised.value.hint


def test_places_lie_in_each_other():
    """A county keeps its city and province; nothing known gives nothing."""
    assert places_from_above("福建省福州市鼓楼区") == ("福建", "福州", "鼓楼区")
    assert places_from_above("广西壮族自治区") == ("广西",)
    assert places_from_above("某市") == ()


@pytest.fixture
def run():
    """Run the command line over the document of the examples."""
    catalogue = Catalogue([parse_document(document_of(CITY, "d0"))])
    assistant = Assistant(catalogue, None, skipped=("坏.pdf：读不出",))

    def invoke(*args):
        words = [str(one) for one in args]
        return CliRunner().invoke(cli, words, obj=lambda _: assistant, prog_name="python -m app")

    return invoke


@pytest.fixture
def profile(tmp_path):
    path = tmp_path / "企业.toml"
    path.write_text('region = "福州市"\nindustry = "钢铁"\nenergy = 6000\n', "utf-8")
    return path


def test_the_command_prints_both_lists(run, profile):
    """Markdown with two headings; what could not be read is told."""
    result = run("obligations", "--profile", profile)
    assert result.exit_code == 0, result.stderr
    assert "义务清单（确定适用）" in result.stdout
    assert "义务清单（可能适用，请核对）" in result.stdout
    assert "有 1 个文件没有读出" in result.stdout


def test_json_holds_every_item_with_its_citation(run, profile):
    """The object has both lists; quotations are the document's."""
    found = json.loads(run("obligations", "--profile", profile, "--json").stdout)
    assert found["total"] == len(found["certain"]) + len(found["possible"])
    for one in (*found["certain"], *found["possible"]):
        place = one["citation"]
        assert CITY[place["start"] : place["end"]].strip() or place["quote"] in CITY


def test_the_example_is_a_profile(run, tmp_path):
    """What --example prints can be read again."""
    result = run("obligations", "--example")
    path = tmp_path / "例.toml"
    path.write_text(result.stdout, "utf-8")
    assert read_profile(path).name == "某某钢铁有限公司"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["obligations"], 2, "要用 --profile"),
        (["export", "tasks", "--format", "xlsx"], 2, "用 --output 说明"),
        (["export", "tasks", "--modality", "必须"], 2, "--modality 只用于 obligations"),
        (["export", "targets", "--tracking"], 2, "--tracking 只用于 tasks"),
        (["export", "obligations", "--keyword", "航天"], 1, "没有符合条件的内容"),
        (["export", "obligations", "--document", "无"], 2, "没有这份文件：无"),
        (["export", "obligations", "--output", "表.doc"], 2, "用 --format 说明格式"),
        (["export", "obligations", "--year", "88"], 2, "--year"),
    ],
)
def test_what_cannot_be_done_is_said(run, args, code, said):
    """In Chinese, with the exit code of the contract."""
    result = run(*args)
    assert result.exit_code == code
    assert said in result.stderr


def test_a_table_is_written_to_a_file(run, tmp_path):
    """The format follows the suffix; where it went and the total are told on stderr."""
    path = tmp_path / "义务.csv"
    result = run("export", "obligations", "--modality", "禁止", "--output", path)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert "共" in result.stderr
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("序号,文件,语气")
    assert run("export", "obligations", "--output", tmp_path / "无" / "a.csv").exit_code == 2


def test_a_csv_on_the_screen_may_go_into_a_file(run):
    """What is redirected keeps its byte order mark."""
    result = run("export", "obligations", "--format", "csv")
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbf")


def test_tables_and_record_agree():
    """Both forms hold the same items, in the same order."""
    found = check(CITY)
    certain, possible = to_tables(found)
    record = to_record(found)
    assert [row.cells[2] for row in certain.rows] == [one["text"] for one in record["certain"]]
    assert len(possible.rows) == len(record["possible"])
