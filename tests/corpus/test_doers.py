"""Who acts in a sentence is told apart from what is done, whatever the verb."""

import pytest

from corpus.doers import names_doer


@pytest.mark.parametrize(
    "sentence",
    [
        "确需调整的,由市能源局按程序修订后公布。",
        "住建部门要会同发展改革、自然资源等部门强化督促检查。",
        "省发展改革委、省能源局和省科学技术厅加强统筹协调,定期调度进展。",
        "填报中遇到问题,可咨询技术支撑单位某环境科学研究院。",
        "县级以上人民政府应当每年向同级人民代表大会报告工作。",
    ],
)
def test_a_unit_that_acts_is_found(sentence):
    """As the subject of a part, behind 由, or as the one to turn to."""
    assert names_doer(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "加强市政设施管理,推进局部改造。",
        "提升中心城区功能,加强部分路段养护。",
        "到2025年,利用率达到60%。",
        "企业要采用先进工艺。",
    ],
)
def test_a_sentence_about_things_names_nobody(sentence):
    """部分, 局部 and 中心城区 are no units."""
    assert not names_doer(sentence)
