"""What a file's reader says of it, in Chinese: why it can't be read, and what to look at. The reader itself speaks English.

Each line is the English sentence, with its variable parts as groups, and the Chinese one. tests/desk/test_manage_words.py
holds the readers' own words against this table, so that a new one is not left out.
"""

from __future__ import annotations

_WORD = "请用 Word 或 WPS 打开，另存为 .docx 再上传"
_RESAVE = "请用 Word 打开后另存为 .docx 再上传"
_OCR = "请先做文字识别（OCR），或换成有文字的版本"
_SPLIT = "请按文件拆开再上传"
_REPACK = "重新打包成 ZIP 再上传"

FAILURES: tuple[tuple[str, str], ...] = (
    (r"is a document of Word 97-2003; .+", f"是旧版 Word（.doc）文件，{_WORD}"),
    (r"is a document of WPS; .+", f"是 WPS 文件，{_WORD}"),
    (r"is an RTF document; .+", f"是 RTF 文件，{_WORD}"),
    (r"is an OpenDocument text; .+", f"是 OpenDocument 文件，{_WORD}"),
    (r"is a Word document as one XML file; .+", f"是 XML 形式的 Word 文件，{_WORD}"),
    (r"is of an older Office format; .+", f"是旧版 Office 文件，{_WORD}"),
    (r"is a web archive; .+", "是网页归档文件，请把网页另存为 HTML 再上传"),
    (r"is an OFD document; .+", "是 OFD 文件，请另存为带文字的 PDF 再上传"),
    (r"is a spreadsheet; .+", "是电子表格，请把表格放进 .docx 文件再上传"),
    (r"is a presentation; .+", "是演示文稿，请把文字另存为 .docx 再上传"),
    (r"is an archive of a kind that is not read; .+", "这种压缩包读不了，请打包成 ZIP 再上传"),
    (r"is no document by its name; a document is a file ending in one of (.+)", "从文件名看不是可收录的文件；可以上传的有 {0}"),
    (r"holds no document; a document is a file ending in one of (.+)", "压缩包里没有可收录的文件；可以收录的有 {0}"),
    (r"is empty; .+", "是空文件，没有可收录的内容"),
    (r"is larger than (.+?) MiB; .+", f"超过 {{0}} MB，{_SPLIT}"),
    (r"is larger than any page; .+", "网页太大，请把正文另存为 .docx 再上传"),
    (r"can't be read \((.+?)\); .+", "打不开（{0}），请检查文件后再试"),
    (r"can't be unpacked \((.+?)\); .+", "解压不了（{0}），请联系管理员腾出磁盘空间"),
    (r"is no ZIP archive, or not all of it; .+", f"不是完整的 ZIP 压缩包，请重新下载，或{_REPACK}"),
    (r"is an archive (.+?) deep; .+", "压缩包套得太深（{0} 层），请先解开再打包"),
    (r"has more than (.+?) members; .+", f"压缩包里超过 {{0}} 个文件，{_SPLIT}"),
    (r"unpacks to more than (.+?) MiB; .+", f"解压后超过 {{0}} MB，{_SPLIT}"),
    (r"is in the archive twice; .+", "在压缩包里有两份，只读了第一份"),
    (r"points out of the archive; .+", f"压缩包里的路径有问题，请{_REPACK}"),
    (r"(?:.*… )?has a name that is too long; .+", "文件名太长，请改短后再上传"),
    (r"is a link or a device and no file; .+", "压缩包里是快捷方式，不是文件本身，请打包文件本身"),
    (r"is protected by a password; .+", "有密码保护，请去掉密码再上传"),
    (r"is packed more than (.+?) times smaller, .+", "压缩得不正常，不像文件，请不要上传它"),
    (r"is packed in a way that is not read here; .+", f"压缩方式不支持，请{_REPACK}"),
    (r"is damaged; get the archive again, .+", f"已损坏，请重新下载，或{_REPACK}"),
    (r"is damaged; open it in a viewer .+", "已损坏，请用阅读器打开后另存一份再上传"),
    (r"is nested too deep; open it in Word .+", f"结构太复杂，{_RESAVE}"),
    (r"is nested too deep for a page; .+", "网页结构太复杂，请把正文另存为 .docx 再上传"),
    (r"is nested too deep for a list of facts; mend it", "要点摘编文件的层次太深，请改正"),
    (r"holds no text, only (.+?); .+", f"里面没有文字，只有{{things}}，{_OCR}"),
    (r"is damaged or cut short(?: in .+?)?; .+", f"已损坏或不完整，{_RESAVE}"),
    (r"is damaged in .+?; .+", f"已损坏，{_RESAVE}"),
    (r"holds more than (.+?) parts, .+", f"内部结构不正常，{_RESAVE}"),
    (r"holds no Word document; .+", f"不是 Word 文件，{_RESAVE}"),
    (r"declares XML entities, .+", "含有 Word 文件不该有的内容，可能不安全，请不要收录"),
    (r"unpacks to too much in .+?; .+", "解开后大得不正常，可能不安全，请拆开或不要收录"),
    (r"is not a text file; .+", "不是文本文件，请另存为文本、Word 或 PDF 再上传"),
    (r"is in an unknown encoding; .+", "文字编码认不出来，请另存为 UTF-8 文本再上传"),
    (r"holds no page that can be read; .+", "不是能读的网页，请在浏览器里重新保存"),
    (r"is no PDF, or damaged; .+", "不是 PDF，或已损坏，请用阅读器打开后另存一份再上传"),
    (r"has no pages; .+", "里面没有页面，请用阅读器打开后另存一份再上传"),
    (r"has (.+?) pages, more than (.+?); .+", f"有 {{0}} 页，超过 {{1}} 页，{_SPLIT}"),
    (r"takes too much to read, up to page (.+?); .+", f"太大，读到第 {{0}} 页就停了，{_SPLIT}"),
    (r"is a scan without a text layer; .+", f"是扫描件，没有文字，{_OCR}"),
    (r"has no text layer; .+", f"里面没有文字，{_OCR}"),
    (r"has a text layer that does not say which characters it shows; .+", f"里面的文字是乱码，{_OCR}"),
    (r"has a page that takes more than (.+?) seconds to read; .+", "有一页太复杂，读不完，请用阅读器打开，打印成新的 PDF 再上传"),
    (r"takes too long to read; .+", "读取太久，请用阅读器打开，打印成新的 PDF 再上传"),
    (r"is damaged, or takes more memory than a document should; .+", "已损坏或过于复杂，请用阅读器打开，打印成新的 PDF 再上传"),
    (r"has the id (.+?), which (.+?) has; .+", "与已收录的“{1}”编号相同（{0}），请给其中一份换一个编号"),
    # Digests: files of facts, written by hand
    (r"(?:.+?: )?not valid YAML; mend it", "不是正确的 YAML 文件，请改正"),
    (r"must hold `name: value` lines", "每行要写成“名称: 内容”"),
    (r"has no list of facts; .+", "要点摘编里没有要点列表，应写 id、title、facts 三项"),
    (r"needs an id and a title", "要点摘编缺编号（id）或标题（title）"),
    (r"(?:.*?)needs a heading and a text", "有一条要点缺标题（heading）或正文（text）"),
    (r"(?:.*?: )?(\w+) must be a text, not a list", "“{0}”应是一段文字，不是列表"),
    (r"(?:.*?: )?(\w+) must be a list of texts", "“{0}”应是文字列表"),
    (r"(?:.*?: )?(\w+) (.+?) is no date; .+", "“{0}”的 {1} 不是日期，请写成 2025-05-31、2025-05 或 2025"),
    (r"(?:.*?: )?clause_count must be a whole number .+", "clause_count 应是从 1 起的整数"),
    (r"(?:.*?: )?organs must give each heading a list of names", "organs 要给每个标题列出部门名称"),
    (r"(?:.*?: )?sources must be a list of .+", "sources 应写成网址列表"),
    (r"(?:.*?: )?text_kind (.+?) is none of (.+)", "text_kind 的 {0} 不对，应是 {1} 之一"),
    (r"(?:.*: )?(.+); mend it", "写法不对（{0}），请改正"),
)
"""What follows the file's name, with what to do about it."""

WARNINGS: tuple[tuple[str, str], ...] = (
    (r"the content is of the kind (.+?) and was read so, .+", "文件内容其实是 {0}，已按内容读取"),
    (r"its lines were broken at one width; they are joined", "原文每行有固定宽度的换行，已接回整段"),
    (r"line (.+?), “(.*?)”: article (.+?) follows (.+?); check the numbering there", "第 {0} 行“{1}”：第 {3} 条之后是第 {2} 条，请核对编号"),
    (r"line (.+?), “(.*?)”: number (.+?) follows (.+?); check the numbering there", "第 {0} 行“{1}”：编号 {3} 之后是 {2}，请核对编号"),
    (r"line (.+?), “(.*?)”: (.+); check the numbering there", "第 {0} 行“{1}”：编号不连续，请核对"),
    (r"(.+?) measures found, but document.yaml says clause_count: (.+)", "读到 {0} 条，而说明文件写的是 {1} 条，请核对"),
    (r"no clause found", "没有读到条款，请核对内容"),
    (r"damaged, not read: (?:pages? )?(.+)", "第 {pages} 页已损坏，没有读"),
    (r"no text layer, perhaps scanned, not read: (?:pages? )?(.+)", "第 {pages} 页没有文字，可能是扫描的，没有读"),
    (r"(.+?) characters of the text layer are unknown", "有 {0} 个字认不出来，请对照原件"),
    (r"it is a form; what is filled in is not read", "这是表单，里面填写的内容没有读"),
    (r"(.+?) can't be read; see (?:in the file|on the page) whether they say anything", "有{things}读不了，请看看里面有没有要紧的文字"),
    (r"hidden text of (.+?) characters is left out", "有 {0} 个隐藏的字没有收录"),
    (r"comments in the margin are left out: (.+)", "有 {0} 条批注没有收录"),
    (r"a table outside the main text is set apart; .+", "正文以外有一张表没有收入条款，请核对是否属于本文件"),
    (r"(?:.*?: )?unknown field (.+?) is passed over", "不认识的项目 {0}，没有采用"),
    (r"(?:.*?: )?level (.+?) is none of (.+)", "层级 {0} 不对，应是 {1} 之一"),
    (r"(?:.*?: )?status (.+?) is none of (.+)", "状态 {0} 不对，应是 {1} 之一"),
    (r"(\w+): two numbers found, (.+)", "“{field}”读到两个不同的文号（{1}），没有采用，请核对"),
    (r"(\w+): two dates found, (.+)", "“{field}”读到两个不同的日期（{1}），没有采用，请核对"),
    (r"effective_to: (.+?) is before (.+)", "有效期至 {0}，早于施行日期 {1}，请核对"),
    (r"effective_to: (.+?) from a day that is not known", "有效期 {0}，但不知道从哪一天算起，请核对"),
    (r"effective_from: from the day of (.+?) on, but its date is not known: “(.+?)”", "从“{0}”之日起施行，但不知道是哪一天：“{1}”"),
    (r"effective_from: from the day of (.+?) on, but the document was revised since: “(.+?)”", "从“{0}”之日起施行，但文件后来修订过，施行日期请核对：“{1}”"),
    (r"effective_from: from the day of (.+?) on, but it was signed on (.+?) and put on its page on (.+?): “(.+?)”", "从“{0}”之日起施行，但成文日期 {1} 与发布日期 {2} 不同，请核对：“{3}”"),
    (r"effective_from: from the day of (.+?) on, but (.+?): “(.+?)”", "从“{0}”之日起施行，但哪一天不确定，请核对：“{2}”"),
    (r"effective_from: working days are not counted: “(.+?)”", "施行日期按工作日计算，没有推算，请核对：“{0}”"),
    (r"(\w+): (.+?) says (.+?), which is no date; .+", "“{field}”在 {1} 里写的是 {2}，不是日期，请核对"),
    (r"there is no clause (.+?); remove its gloss", "说明文件里提到的条款“{0}”不存在"),
    (r"(?:.*?: )?there is no clause (.+?); remove its gloss", "说明文件里提到的条款“{0}”不存在"),
    (r"(?:.*?: )?(.+?) has changed since its gloss was written; .+", "条款“{0}”已有改动，它的通俗说法需要重新核对"),
    (r"another (.+?) was uploaded before: this one is kept as (.+)", "之前上传过同名文件 {0}，这一份存为 {1}"),
    (r"(.+?) has the text of (.+?), and another id: both are kept", "{0} 与已收录的“{1}”文字相同、编号不同，两份都保留了"),
    (r"(.+?) is held as (.+?): (.+?) is (.+?), which had this name before", "{0} 以编号“{1}”收录：“{2}”已用于 {3}"),
    (r"(.+?) \(.+?\) has the title or 文号 of (.+?) \(.+?\) and another text: .+", "“{0}”与“{1}”标题或文号相同而内容不同，两份都保留了；请在下面的列表里移出过时的一份"),
)
"""What to look at in a file that was read."""

PROBLEMS: tuple[tuple[str, str], ...] = (
    (r"another ingest into this knowledge base is running; .+", "另一项收录正在进行，请等它完成再试"),
    (r"(?:no|there is no) document '(.+?)'.+", "这份文件已不在政策库，列表已更新"),
    (r"(.+?) is larger than (.+?) MiB; .+", "{0} 超过 {1} MB，请按文件拆开再上传"),
    (r"(.+?) can't be (?:made|written|used|read).*?\((.+?)\).*", "服务器上的资料夹不能写入（{1}），请联系管理员"),
)
"""Why nothing was done at all."""

THINGS: dict[str, str] = {
    "picture": "图片", "embedded object": "嵌入对象", "embedded page": "嵌入网页", "embedded file": "嵌入文件", "formula": "公式",
}  # fmt: skip
"""What holds no text that can be read."""
