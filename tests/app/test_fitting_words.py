"""Whether a clause has the words that an answer of the kind asked for is made of."""

from __future__ import annotations

import pytest

from app.fitting_words import has_fitting_words
from app.question import QuestionAnalysis, analyse
from tests.app.small_corpus import small_catalogue, small_library

SANCTION = "对进展迟缓的单位予以通报、约谈。"
BASIS = "根据《节水条例》,制定本方案。"
MEANING = "本方案所称绿道是指供步行的道路。"
BAN = "绿道不得停放车辆。"
PLAIN = "加快绿道建设。"


def asked(text: str) -> QuestionAnalysis:
    catalogue, cut = small_catalogue(), small_library().retriever.cut
    return analyse(text, catalogue.documents, cut=cut, has=catalogue.has)


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("渠道更新拖着不做，会拿我们怎么样？", SANCTION),
        ("渠道更新没完成咋处理", SANCTION),
        ("渠道更新不达标有什么后果？", SANCTION),
        ("水表一直没装，上面要怎么收拾？", SANCTION),
        ("绿道方案是依据什么文件制定的？", BASIS),
        ("绿道是什么意思？", MEANING),
        ("什么样的路才算绿道？", MEANING),
        ("绿道上能停车吗？", BAN),
        ("绿道上停车行不行？", BAN),
        ("哪些车不许上绿道？", BAN),
    ],
)
def test_the_words_of_an_answer_are_told(question: str, clause: str):
    """However it is asked, a clause with such words fits and one without does not."""
    assert has_fitting_words(asked(question), clause)
    assert not has_fitting_words(asked(question), PLAIN)


@pytest.mark.parametrize("clause", [SANCTION, BASIS, MEANING, BAN])
def test_other_questions_want_no_such_words(clause: str):
    """Who asks what is to be done is answered by any clause."""
    assert not has_fitting_words(asked("绿道建设有哪些举措？"), clause)
