"""What a government's site sets round an article, in the page or in its print; pure.

Sites are made alike (政府网站发展指引, 国办发〔2017〕47 号): above the text menus and 当前位置, with it the tools
to print, share and enlarge; at the foot who runs the site, its 备案 numbers and its 网站标识码.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.reading import without_marks

_FEWEST_NAMES = 4  # one a line, of a menu
_TOOL = r"(?:打印|收藏|分享|关闭|纠错|下载|复制|返回|朗读|扫一扫|字[体号]|大|中|小|微信|微博|繁|EN|无障碍|关怀版|我要(?:打印|纠错|收藏))"
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


def without_site(lines: Sequence[str]) -> list[str]:
    """Return the lines of a page, or of its print, without tools, menus, the way to it and its foot."""
    menus = _menu_lines(lines)
    kept = [line for at, line in enumerate(lines) if at not in menus and not _is_tool(line)]
    start = max(len(kept) - _LONGEST_FOOT, 0)
    foot = next((at for at in range(start, len(kept)) if _SITE.search(kept[at])), len(kept))
    if any("。" in line and not _SITE.search(line) for line in kept[foot:]):
        return kept
    while 0 < foot < len(kept) and _RUN_BY.match(kept[foot - 1]):
        foot -= 1
    return kept[:foot]


def _is_tool(line: str) -> bool:
    words = without_marks(line).strip()
    return bool(_TOOLS.fullmatch(words) or _PLACE.match(words))


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
