"""How figures are written: the patterns that `language.quantities` reads with.

All are for text that has been through `narrow`: half-width digits, commas, signs and brackets.
"""

from __future__ import annotations

import re

from language.numerals import CHINESE, LARGE

_DIGIT = "零〇一二三四五六七八九"
# Possessive, and never from the middle of a number: a page of digits must not be tried in every way there is.
ARABIC = r"(?<!\d)(?:\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d++(?:\.\d++)?)"
HAN = rf"(?<![{CHINESE}])[一二两三四五六七八九十百千][{CHINESE}]*+(?:点[{_DIGIT}]++)?"
# 380多万, 一个亿; 百 and 千 alone enlarge too, but not in 百分 or 百万.
MULTIPLE = rf"[多来几余]?[十百千]?万亿|[多来几余]?[十百千]?[{LARGE}]|个亿|[百千](?!分)"
MONEY = r"美元|欧元|港元|日元|元|块钱|块|人民币|RMB|rmb|圆"
_DURATION = (
    r"个工作日|工作日|个自然日|自然日|个月|个年度|周年|周岁|岁(?!入|出)|年期|年|天|日(?![本元志均常报程])|个星期|个季度|周(?![年边期报知全转岁])|"
    r"个小时|小时|分钟"
)
_MEASURE = (
    r"[EPTeptGgMm][Ff][Ll][Oo][Pp][Ss]|千瓦时|兆瓦|千瓦|平方公里|平方米|立方米|公顷|亩|公里|公斤|吨|倍|海里|毫米|厘米|米(?![粒面线制])|分贝|"
    r"分(?![为之档别布成公类级析配子支项担开期散钟歧解管红享店校局院所数])"
)
_COUNTER = (
    r"个(?!亿)|号人|家|名|项|件|条|人次|人|套|类|台|批次|批(?!次|准|复|评)|次|种|位|户|辆|场|所|部(?!门|署|委|分)|款|篇|份|处|座|门(?!槛)|张|枚|"
    r"艘|期|门类|大(?=[重领行支方产板工科攻任战])"
)
UNIT = rf"{MONEY}|{_DURATION}|{_MEASURE}|{_COUNTER}"
DURATION_UNIT = re.compile(_DURATION)
MEASURE_UNIT = re.compile(_MEASURE)
MONEY_UNIT = re.compile(MONEY)

DATE = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s*(?:年|[-./](?=\d{1,2}[-./]\d))\s*"
    r"(?:(?P<m>\d{1,2})\s*(?:月|[-./])\s*(?:(?P<d>\d{1,2})\s*[日号]?(?![\d个]))?)?"
    r"|(?<![\d.])(?P<m2>\d{1,2})月(?P<d2>\d{1,2})[日号]"
    r"|(?P<cy>[一二][九〇零○][〇零○一二三四五六七八九]{2})年"
    r"(?:(?P<cm>[一二三四五六七八九十]{1,2})月(?:(?P<cd>[一二三四五六七八九十]{1,3})[日号])?)?"
    r"|(?<![\d])(?P<sy>2[2-9])年(?P<sm>\d{1,2})月(?:(?P<sd>\d{1,2})[日号]?)?"
)
DATE_ON = re.compile(r"\s*(?:[-—–~]+|至|到)\s*(?:(?P<m>\d{1,2})月)?(?:(?P<d>\d{1,2})[日号]|(?<=月))(?![\d内])")
"""What follows a date and takes its year, or year and month: 至22日, 到10月31日, —8月."""

# 5万字, 万卡集群, 10亿次: a number of things for which there is no unit here is no amount of money.
_NO_MONEY = r"(?![卡物字只株棵头级行册标点步步粒帧像瓦度])"
FIGURE = re.compile(
    rf"(?P<parts>(?<![{CHINESE}])[二两三四五六七八九十百千万][{CHINESE}]*+)分之(?P<pcn>[{CHINESE}]++(?:点[{_DIGIT}]++)?|(?:{ARABIC}))"
    r"|(?<![\d/.])(?P<share>[1-9]/(?:[2-9]|10))(?=以[上下内]|的(?![日月]))"
    rf"|(?P<num>{ARABIC})\s*(?:(?P<pct>[%‰]|个百分点|个点(?!位)|个基点|[Bb][Pp](?![A-Za-z]))|(?P<mult>{MULTIPLE})?[多来几余]?\s*(?P<unit>{UNIT}))"
    rf"|(?P<bare>{ARABIC})(?P<bmult>{MULTIPLE}){_NO_MONEY}"
    rf"|(?P<dec>(?<![{CHINESE}])[一二两三四五六七八九十百千][{CHINESE}]*+点[{_DIGIT}]++)(?P<dmult>[十百千]?[{LARGE}]){_NO_MONEY}"
    rf"[多来几余]?(?P<dunit>{UNIT})?"
    rf"|(?P<cnum>{HAN})(?P<cpct>成(?:半|[{_DIGIT[1:]}](?![年月日个家天项{CHINESE}]))?(?![为立果本就功员品交长都年效熟型])|个百分点|个点(?!位)|个基点)"
    rf"|(?P<cnum2>{HAN})[多来几余]?(?P<cunit>{UNIT})"
    rf"|(?P<level>[十百千]?[{LARGE}]{{1,2}}|[十百千]万|[十百千]亿)级"
    rf"|(?<![数几多十百千余来{LARGE}])(?P<size>[{LARGE}](?:美元|元))(?=以[上下内]|之内)|(?<=[超破过达满])(?P<size2>[{LARGE}](?:美元|元))"
    rf"|(?<![上下])(?P<halfyear>半年)(?![度报])"
    rf"|(?P<cbare>{HAN})(?=(?P<ctail>.))?"
)
# 1亿2000万, 62万5千, 3千8: several steps of one number; a last digit alone is of the step below.
_LAST = r"(?![\d%‰~〜–—万亿千百年月日个项家人名级件台号次种条-]|[.,]\d)"
COMPOUND = (
    rf"(?<![\d.])\d++个?亿(?:\d{{1,4}}[千百]?万|\d{_LAST})|(?<![\d.])\d{{1,4}}[百千]?万(?:\d千(?:\d百|\d{_LAST})?|\d{_LAST})"
    rf"|(?<![\d.])\d{{1,4}}万\d{{3,4}}(?=元|块)|(?<![\d.])\d千(?:\d百(?![\d万亿])|\d{_LAST})"
)
_ENDS = r"(?=$|[\s,，。.、;；:：?？!！)）~]|块|元|的|一[台副部件个只套]|左右|上下|封顶)"
COLLOQUIAL = re.compile(
    rf"(?P<compound>{COMPOUND})(?:元|块钱|块)?"
    rf"|(?P<english>{ARABIC})\s*(?P<emult>million|billion|thousand|mn|bn|mln|m(?=\s*(?i:yuan|rmb|cny)))(?![A-Za-z²])(?!\s*(?i:usd?|dollars?|euros?|hkd)\b)(?:\s*(?i:yuan|rmb|cny))?"
    rf"|(?P<persons>{ARABIC})\s*(?i:people|persons?|employees?|staff|workers?)(?![A-Za-z])"
    rf"|(?P<things>{ARABIC}|(?<![A-Za-z])(?i:one|two|three|four|five|six|seven|eight|nine|ten))\s+(?:(?!(?i:million|billion|thousand|yuan|rmb|cny|per|percent|years?|months?|for|in|of|on|and|to|with|an?|the|by|at|or)\b)[A-Za-z-]+\s+){{0,3}}(?P<thing>(?i:scenarios?|projects?|models?|datasets?|companies|firms|enterprises|standards?|items?))(?![A-Za-z])"
    rf"|(?P<served>{ARABIC}|(?<![A-Za-z])(?i:one|two|three|four|five|six|seven|eight|nine|ten))\s+years?(?=(?:'|\s+(?:of|in|behind|under|doing|at))(?![A-Za-z]))"
    rf"|(?P<power>{ARABIC})\s*个?(?P<psize>[PE])(?![A-Za-z图])"
    rf"|(?P<step>(?<![{CHINESE}])[{_DIGIT[2:]}两][万千][{_DIGIT[2:]}])(?=[一每/][台部副件个只套辆张把支])"
    rf"|(?P<slang>{ARABIC})\s*个?(?P<smult>[kK]?[wW]|[kK])(?![a-zA-Z])(?:块钱|块|元)?"
    rf"|(?P<half>一半|半数)"
    rf"|(?P<vague>(?<![{CHINESE[:13]}十百千])[{CHINESE[:13]}十百千]++)[多来几](?P<vmult>[十百千]?[{LARGE}])(?:块钱|块|元)?"
    rf"|(?P<onyi>{ARABIC}|{HAN})个亿零?(?P<onwan>{ARABIC}[十百千]?万|[{CHINESE[2:12]}十百千][{CHINESE}]*+)(?:元|块钱|块)?"
    rf"|(?P<yi>{ARABIC}|{HAN})个(?P<yimult>亿|[十百千]?万)(?:元|块钱|块)?"
    rf"|(?P<tenths>(?<![\d.])\d(?:\.\d)?)成(?P<twentieths>半|[1-9{_DIGIT[1:]}](?![年月日个家天项\d{CHINESE}]))?"
    rf"|(?P<spoken>(?:[{_DIGIT[1:]}两]千(?:[{CHINESE[:12]}百十]*+)|[{_DIGIT[1:]}两]百[{_DIGIT[1:]}]))(?:块钱|块|元)?{_ENDS}"
    rf"|(?P<andhalf>{ARABIC}|{HAN})(?:(?P<hmult>[{LARGE}])|个(?=半)|(?=年半))(?:半(?P<hunit>月)?|年半)"
    r"|(?<![\d.A-Za-z-])(?<!\d,)(?P<plain>\d{1,3}(?:,\d{3})+|\d{4,10})(?![\d%A-Za-z年月号/-]|[.,]\d)"
)
