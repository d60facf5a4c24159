"""What fonts give for characters made the ordinary characters that were meant."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Radicals that fonts give for the characters of the same look and that Unicode's compatibility mappings leave out;
# from EquivalentUnifiedIdeograph.txt of the Unicode Character Database.
_RADICALS = str.maketrans(
    "⺁⺄⺅⺆⺇⺈⺉⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺪⺫⺬⺭⺮⺯⺰⺱⺲⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
    "厂乙亻冂几勹刂卩小小尣尢尣巳己幺彐彐忄小扌攵旡日月歺民氵水灬爫爫丬牛犭疋罒示礻竹糸纟罓罒网罒羊羊羋耂老聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
)  # fmt: skip
# Radicals of Kangxi's list, ligatures of Latin letters, compatibility ideographs.
_COMPATIBLE = re.compile("[\u2f00-\u2fd5\u2e9f\u2ef3\ufb00-\ufb06\uf900-\ufaff\U0002f800-\U0002fa1f]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_NOTHING = re.compile("[\u200b-\u200f\u2060\ufeff]")
SOFT_HYPHEN = "\u00ad"


@lru_cache(maxsize=4096)
def ordinary(char: str) -> str:
    """The character that is meant; "" for one that has no shape. Nothing but the forms named above is changed."""
    if _NOTHING.match(char):
        return ""
    if _BLANKS.match(char):
        return " "
    if _COMPATIBLE.match(char):
        return unicodedata.normalize("NFKC", char)
    return char.translate(_RADICALS)


@lru_cache(maxsize=8192)
def is_wide(char: str) -> bool:
    """Whether it is as wide as it is high: an ideograph, a full-width form."""
    return unicodedata.east_asian_width(char) in "WF"


@lru_cache(maxsize=8192)
def is_unknown(char: str) -> bool:
    """Whether it says nothing of what it shows: of private use, a replacement character, a control."""
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cc", "Cn", "Cs")
