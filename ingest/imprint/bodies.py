"""Public bodies: what is the name of one, how a list of them is parted, and which division each belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.regions import NATION, Region, home_of

_END = (
    r"(?:政府|委员会|办公厅|办公室|厅|局|委|办|部|司|署|院|会|行|社|处|所|校|中心|公司|集团|小组|指挥部|海关|总队|支队|联盟|大学|学院|实验室|"
    r"专班|单位|部门|企业|机构|组织|团体|街道|党组|党委|联社|分局|公安厅|园区|开发区|新区|功能区|高新区|度假区|基金|电网|电力|[各乡]镇|科协|妇联)"
)
_BODY = re.compile(rf"[一-鿿（）()·“”]{{0,40}}?{_END}(?:[（(][^（()）]{{1,12}}[)）])?")
_SEVERAL = re.compile(r"等[\d一二三四五六七八九十]{0,3}个?(?:部门|单位|部委|部|委|厅局|机构|家单位)?$")
_QUALIFIED = re.compile(r"[各省市县区]|国家|国务院|全国|中央|有关|直属|本|其他")
_DEPARTMENTS = (
    "外交部|国防部|(?:国家)?发展(?:和)?改革委(?:员会)?|教育部|科学技术部|科技部|工业和信息化部|工信部|(?:国家)?民委|公安部|国家安全部|安全部|"
    "民政部|司法部|财政部|人力资源(?:和)?社会保障部|人社部|自然资源部|生态环境部|住房(?:和)?城乡建设部|住建部|交通运输部|水利部|农业农村部|"
    "商务部|文化和旅游部|文旅部|国家卫生健康委(?:员会)?|退役军人(?:事务)?部|应急(?:管理)?部|中国人民银行|人民银行|审计署|国资委|海关总署|"
    "税务总局|市场监管总局|广电总局|体育总局|金融监管总局|证监会|银保监会|银监会|保监会|中国科学院|中国社会科学院|中国工程院|中国气象局|"
    "民航局|卫生部|交通部|铁道部|信息产业部|劳动(?:和社会保障)?部|人事部|建设部|国土资源部|环境保护部|农业部|文化部|轻工业部|化工部|"
    "对外贸易经济合作部|海关总署|新闻出版总署|国家工商行政管理总局|国家质量监督检验检疫总局|知识产权局|最高人民法院|最高人民检察院|"
    "全国总工会|全国妇联|共青团中央|中国科协|中国残联|全国工商联|中央军事委员会|中央军委"
)
_NATIONAL = re.compile(
    rf"(?:{_DEPARTMENTS}|国务院[一-鿿]{{0,16}}?(?:办公厅|委员会|委|办公室|小组|局)?(?=$|办公厅)|中共中央[一-鿿]{{0,12}}|"
    r"中央[一-鿿]{1,12}(?:部|办|办公室|委|委员会|小组)|全国[一-鿿]{2,20}(?:会|小组|办公室)|"
    r"国家[一-鿿]{2,14}?(?:总局|总署|委员会|办公室|局|委|办|署|中心)|中国[一-鿿]{2,14}?(?:委员会|管理局|协会|联合会|总会))"
)
_STATE = re.compile(r"中华人民共和国(?=.)")
_OF_IT = re.compile(r"(?:办公厅|办公室|综合司|党组|[一-鿿]{2,12}司)?$")
# These serve a part of a division, or more than one.
_NO_DIVISION = re.compile(
    r"(?:开发区|新区|园区|度假区|示范区|保税区|试验区|实验区|集聚区|合作区|街道|[一-鿿]镇|[一-鿿]乡)[一-鿿]*$"
    r"|海关|大学|学院|公司|集团|医院|协会|学会|监管局|监管分局|管理局分局"
)
_OWN_LEVEL = {"省": "省", "自治区": "省", "市": "市", "区": "区县", "县": "区县"}
_OWN = re.compile(r"(?:中共)?(?P<level>省|自治区|市|区|县)(?=[一-鿿]{1,20}$)")


def is_body(name: str) -> bool:
    """Whether a text is the name of one public body and nothing else."""
    return 2 < len(name) <= 45 and bool(_BODY.fullmatch(name)) and not re.search(r"关于|印发|[的将把由被]$", name)


def short_name(name: str) -> str:
    """A national body without the state's name: 中华人民共和国财政部 is 财政部."""
    bare = _STATE.sub("", name)
    return bare if bare != name and _NATIONAL.match(bare) else name


def split_bodies(text: str) -> list[str]:
    """The names in a list, as written. What is no end of a name joins the next: 各市、县（市、区）人民政府 is one."""
    out: list[str] = []
    held = ""
    for piece, sign in _pieces(text):
        held += piece
        if _ends(held) or sign in ",，;；":
            out.append(held)
            held = ""
        else:
            held += sign
    return [name for name in (o.strip(" 　、,，;；。") for o in [*out, held]) if name]


def _ends(piece: str) -> bool:
    return bool(re.search(rf"{_END}(?:[（(][^（()）]*[)）])?(?:等)?$", piece.strip()))


def _pieces(text: str) -> list[tuple[str, str]]:
    """Parts between separators that stand in no brackets, each with the separator after it ("" after the last)."""
    out: list[tuple[str, str]] = []
    depth = start = 0
    for at, char in enumerate(text):
        depth += (char in "（(〔[") - (char in "）)〕]")
        if depth <= 0 and char in "、,，;；":
            out.append((text[start:at], char))
            start = at + 1
    return [*out, (text[start:], "")]


def read_issuers(text: str) -> list[str]:
    """The bodies that a text consists of, [] where it holds anything else. 等5部门 after them stays with the last."""
    several = _SEVERAL.search(text)
    listed = text[: several.start()] if several else text
    names = [n for part in listed.split() for n in split_bodies(part)]
    if not all(map(is_body, names)):
        names = split_bodies("".join(listed.split()))  # 浙江省 人民政府, spread to fill the line
    if not names or not all(map(is_body, names)):
        return []
    return [*names[:-1], names[-1] + (several.group() if several else "")]


def split_addressees(text: str) -> tuple[str, ...]:
    """The addressees of a notice. 各市、县（市、区）人民政府 is one of them; 省科技厅、省财政厅 are two."""
    out: list[str] = []
    held = ""
    for piece, sign in _pieces(text):
        if held and not (_ends(held) and (_QUALIFIED.match(piece.strip()) or _is_apart(held, piece.strip()))):
            held += "、" + piece
        else:
            out += [held] if held else []
            held = piece
        if sign not in "、":
            out.append(held)
            held = ""
    return tuple(name for name in ("".join(o.split()) for o in [*out, held]) if name)


def _is_apart(before: str, name: str) -> bool:
    """江苏省人民政府、海关总署: a body with a full name after another. After 各 it is one more of each place's."""
    return not before.startswith("各") and bool(homes(name))


def is_national(name: str) -> bool:
    """Whether a body is one of the state's own, not its branch in some place."""
    bare = _SEVERAL.sub("", _STATE.sub("", name))
    match = _NATIONAL.match(bare)
    return bool(match) and bool(_OF_IT.match(bare[match.end() :] if match else ""))


def homes(name: str) -> list[Region]:
    """The divisions that a body may belong to: none where its name does not say, several where it leaves two open."""
    if is_national(name):
        return [Region("")]
    bare = re.sub(r"^(?:中国共产党|中共)", "", _SEVERAL.sub("", name))
    national = _NATIONAL.match(bare)
    regions, end = home_of(bare[national.end() :] if national else bare)
    rest = (bare[national.end() :] if national else bare)[end:]
    return [] if not rest or _NO_DIVISION.search(rest) else regions


def level_of(region: Region) -> str:
    """国家, 省, 市 or 区县."""
    if region.county:
        return "区县"
    return "市" if region.city else "省" if region.province else "国家"


def own_level(names: Sequence[str]) -> str:
    """The level of bodies that name theirs and no place (省科技厅, 市经信局); "" where they differ."""
    found = {_OWN_LEVEL[m["level"]] if (m := _OWN.match(n)) else "" for n in names}
    return found.pop() if len(found) == 1 else ""


def region_name(region: Region) -> str:
    """全国, 浙江省, 杭州市, 杭州市西湖区."""
    return region.name if region.province else NATION
