"""What a government's site sets round an article, in the page or in its print; pure.

Sites are made alike (政府网站发展指引, 国办发〔2017〕47 号): above the text menus and 当前位置, with it the tools
to print, share and enlarge; at the foot who runs the site, its 备案 numbers and its 网站标识码.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.markers import read_marker
from corpus.reading import without_marks
from corpus.view import fold_width

_FEWEST_NAMES = 4  # one a line, of a menu
_TOOL = r"(?:打印(?:本页|页面|此页|文章)?|收藏(?:本页)?|分享到?|关闭(?:窗口|本页|页面)?|纠错|下载|复制|返回(?:顶部|上一页|列表)?|朗读|扫一扫|字[体号]|大|中|小|微信|微博|新浪微博|QQ空间|QQ|繁|EN|无障碍|关怀版|我要(?:打印|纠错|收藏))"
_TOOLS = re.compile(
    rf"(?=.*(?:打印|收藏|分享|关闭|字[体号]))[\s【】\[\]|:：・·/]*(?:{_TOOL}[\s【】\[\]|:：・·/]*)+"
)
_PLACE = re.compile(r"(?:(?:您?的?)?(?:当前|所在)的?位置|您(?:现在)?的位置|首页\s*[>＞»/-])")
_SITE = re.compile(r"网站地图|网站标识码|ICP备|公网安备|版权所有|Copyright", re.IGNORECASE)
_RUN_BY = re.compile(
    r"\s*(?:(?:主办|承办|维护|技术支持)(?:单位)?\s*[:：]|友情链接|联系我们|关于我们)"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}")
_LONGEST_FOOT = 12  # lines
# What follows an article: who edited it, how to share it, the articles before and behind it.
_BEHIND = re.compile(
    r"[(（\[【]?(?:责任编辑|责编|网站编辑|信息编辑)\s*[:：].{0,20}|(?:上|下|前|后)一[篇条页]\s*[:：].{0,100}"
    r"|(?:请|用|使用|手机|微信|打开|[，,“”]){0,5}扫(?:一扫|码|描二维码)(?:[^。；]{0,20}(?:手机|微信|页面?|分享|打开|查看|关注|浏览)[^。；]{0,12})?"
    r"|[(（\[【]?分享(?:到|至)?\s*[:：].{0,30}|[【\[]法宝引证码[】\]].{0,40}"
    r"|.{0,6}北大法宝.{0,20}pkulaw\.c(?:om|n).{0,60}"
)
_BESIDE = re.compile(
    r"[【\[·•]?(?:(?:相关|关联|延伸|扩展|拓展|推荐|热点|热门|最新|更多)(?:阅读|链接|文档|文章|新闻|解读|报道|稿件|资讯|信息|政策|政策解读|政策文件|文件|图解|视频|内容|专题|推荐)"
    r"|(?:政策|文件)?(?:图解|解读)(?:链接|材料)?|一图读懂|一图看懂|媒体解读|专家解读|新闻发布会|猜你喜欢|为您推荐|推荐"
    r"|(?:点击|阅读|热门|浏览)排行榜?|热门搜索|大家都在看)(?:\s*[>＞»]+)?[】\]]?\s*[:：]?"
)
# Of these, what may head a part of an article too.
_OF_TEXT = re.compile(
    r"(?:相关|关联)(?:文档|文件|政策|政策解读|政策文件|解读|信息|内容|图解)|(?:政策|文件)?(?:图解|解读)(?:链接|材料)?|新闻发布会|推荐"
    r"|(?:推荐|热点|最新)(?:政策|内容|信息)"
)
# In the print of a page the first of the titles may share the heading's line.
_BESIDE_TITLED = re.compile(
    r"[【\[]?(?:相关|关联|延伸|扩展|推荐|热点|热门)(?:阅读|链接|文章|新闻|解读|报道|稿件|资讯|政策解读|推荐)[】\]]?\s?[:：]\s?\S.{3,60}"
)
_MOST_BESIDE = 40  # lines of what a print sets below the article
_LONGEST_BESIDE = 60  # characters of one
_BRACKETS = re.compile(r"[【】\[\]·•:：>＞»\s]+")


def is_beside_head(words: str) -> bool:
    """Tell whether words are the heading of a list that a site sets beside an article: 相关阅读."""
    return bool(_BESIDE.fullmatch(words))


def may_head_text(words: str) -> bool:
    """Tell whether such a heading may stand in an article itself: 相关政策, 政策解读."""
    return bool(_OF_TEXT.fullmatch(_BRACKETS.sub("", words)))


def without_site(lines: Sequence[str]) -> list[str]:
    """Return the lines of a page, or of its print, without tools, menus, the way to it and its foot."""
    menus = _menu_lines(lines)
    kept = [line for at, line in enumerate(lines) if at not in menus and not is_site_line(line)]
    start = max(len(kept) - _LONGEST_FOOT, 0)
    foot = next((at for at in range(start, len(kept)) if _SITE.search(kept[at])), len(kept))
    if any("。" in line and not _SITE.search(line) for line in kept[foot:]):
        return kept
    while 0 < foot < len(kept) and _RUN_BY.match(kept[foot - 1]):
        foot -= 1
    return kept[:foot]


def without_beside(lines: Sequence[str], linked: Collection[str]) -> list[str]:
    """Return the lines of a page without the lists that it sets beside an article.

    Such a list has a heading of the site's (相关阅读, 政策解读, 图解) and holds nothing but links, which are
    in `linked`; with its last line goes the heading.
    """
    words = [without_marks(line).strip() for line in lines]
    is_listed = [(one in linked and not one.startswith("附")) or is_site_line(one) for one in words]
    kept: list[str] = []
    is_beside = False
    for at, line in enumerate(lines):
        if _BESIDE.fullmatch(words[at]):
            is_beside = all(is_listed[at + 1 : at + 2]) or bool(_BESIDE.fullmatch(words[at + 1]))
        else:
            is_beside = is_beside and is_listed[at]
        if not is_beside:
            kept.append(line)
    return kept


def without_printed_beside(lines: Sequence[str]) -> list[str]:
    """Return the lines of a printed page without the list that its site sets below an article.

    A print has no links. The list begins with the heading of the site's (相关阅读), or with it and its
    first title, and is nothing but titles to the page's end: no sentence, no number.
    """
    start = max(len(lines) - _MOST_BESIDE, 0)
    for at in range(start, len(lines)):
        words = lines[at].strip()
        is_head = _BESIDE.fullmatch(words) and not may_head_text(words)
        if (is_head or _BESIDE_TITLED.fullmatch(words)) and all(map(_is_title, lines[at + 1 :])):
            return list(lines[:at])
    return list(lines)


def _is_title(line: str) -> bool:
    words = line.strip()
    is_text = "。" in words or words.endswith(("；", ";")) or len(words) > _LONGEST_BESIDE
    return not is_text and read_marker(fold_width(words)) is None


def names_operator(words: str) -> bool:
    """Tell whether a line says who runs a site, or how to reach it: 主办：…, 联系我们."""
    return bool(_RUN_BY.match(words))


def is_site_line(line: str) -> bool:
    """Tell whether a line is one of the tools of a site, the way to the page, or its neighbours."""
    words = without_marks(line).strip()
    return bool(_TOOLS.fullmatch(words) or _PLACE.match(words) or _BEHIND.fullmatch(words))


def _menu_lines(lines: Sequence[str]) -> set[int]:
    """Return the lines of menus: short names, one a line, 首页 among them, as prints break them."""
    found: set[int] = set()
    run: list[int] = []
    for at, line in enumerate((*lines, "")):
        if _NAME.fullmatch(line.strip()):
            run.append(at)
            continue
        if len(run) >= _FEWEST_NAMES and any(lines[one].strip() == "首页" for one in run):
            found.update(run)
        run = []
    return found
