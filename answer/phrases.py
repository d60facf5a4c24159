"""The sentences of the sums, in both languages. What a clause calls a thing stays in the clause's words, in quotes."""

from __future__ import annotations

_PHRASES: dict[str, tuple[str, str]] = {
    # -- parts of sentences --------------------------------------------------------------------------------
    "lead": ("{words}，", "“{words}”: "),
    "or": ("；", "; "),
    "and": ("，", ", "),
    "product": ("{value}×{rate}%={result}", "{value} × {rate}% = {result}"),
    "added": ("{terms}＝{total}，", "{terms} = {total}, "),
    "about": ("，“{text}”是约数，按{value}算", ", “{text}” is approximate and taken as {value}"),
    "over_cap": ("，超过上限，按{cap}", ", above the cap, so {cap}"),
    "within_cap": ("，未超过上限{cap}", ", within the cap of {cap}"),
    "more_than_cap": ("，超过上限{cap}", ", above the cap of {cap}"),
    "over_cap_elsewhere": ("，超过“{heading}”的{cap}", ", above the {cap} of “{heading}”"),
    # -- what is granted -----------------------------------------------------------------------------------
    "at_most": ("{lead}最高{total}（{how}）", "{lead}at most {total} ({how})"),
    "degree": ("{label}的，", "{label}: "),
    "pieces": ("，共{count}{word}{total}", ", {total} for {count} pieces"),
    "pieces_paid": ("，{count}{word}中限补{paid}{word}", ", {paid} of the {count} pieces are paid for"),
    "together": ("合计最高{total}", "{total} together at most"),
    "differ": ("两者相差{gap}", "the two differ by {gap}"),
    "left": ("按最多能拿的算，自己还要付{left}（{base}－{granted}）", "with the most that is granted, {left} is left to pay ({base} − {granted})"),
    "below_cap": ("离上限还差{gap}（{more}－{less}）", "{gap} below the cap ({more} − {less})"),
    "above_cap": ("超出上限的{gap}拿不到（{more}－{less}）", "{gap} above the cap is not paid ({more} − {less})"),
    "granted_share": ("实际相当于{base}的{share}（{part}÷{base}）", "that is {share} of {base} ({part} ÷ {base})"),
    "own_share": ("自己要付的占{base}的{share}（{part}÷{base}）", "{share} of {base} is left to pay ({part} ÷ {base})"),
    "awards": ("按上限合计{total}（{terms}）", "{total} together at most ({terms})"),
    "award": ("{name}{count}项×{each}", "“{name}” {count} × {each}"),
    "one_kind": ("{span}最高{total}（{count}{per}×{each}={made}{limit}）", "{span}at most {total} ({count} × {each} = {made}{limit})"),
    "step": ("达到{step}这一档，对应{award}", "the step of {step} is reached, which brings {award}"),
    "step_of": ("{own}达到{step}这一档，对应{award}", "{own} reaches the step of {step}, which brings {award}"),
    "step_ahead": ("离{step}这一档还差{gap}，到了对应{award}", "{gap} short of the step of {step}, which brings {award}"),
    "full": (
        "{lead}{base}到{value}就达到上限{cap}，再多也不增加（{cap}÷{rate}%）",
        "{lead}from {value} on the cap of {cap} is reached, more brings nothing more ({cap} ÷ {rate}%)",
    ),
    "full_loan": (
        "贷款到{value}，一年就达到上限{cap}，再多也不增加（{cap}÷{how}）",
        "from a loan of {value} on the cap of {cap} a year is reached, more brings nothing more ({cap} ÷ {how})",
    ),
    "short_of_full": ("，离{own}还差{gap}", ", {gap} more than {own}"),
    # -- interest ------------------------------------------------------------------------------------------
    "yearly": ("一年最高{total}（{how}{lower}{limit}）{open}", "at most {total} a year ({how}{lower}{limit}){open}"),
    "lower": ("，取低的", ", the lower counts"),
    "over_yearly": ("，超过每年上限{cap}", ", above the yearly cap of {cap}"),
    "within_yearly": ("，未超过每年上限{cap}", ", within the yearly cap of {cap}"),
    "other_limit": ("，另一项限额要看{what}", "; the other limit depends on {what}"),
    "interest_paid": ("利息{value}", "interest of {value}"),
    "principal": ("贷款本金", "the amount of the loan"),
    "lpr": ("同期LPR（贷款市场报价利率）", "the LPR (loan prime rate) of that time"),
    "interest_rate": ("贷款利率（或一年的利息）", "the interest rate of the loan (or the interest of a year)"),
    # -- what keeps an amount out --------------------------------------------------------------------------
    "excluded": ("{value}属于“{words}”", "{value} falls under “{words}”"),
    "kept_out": ("{value}{how}，不符合“{words}”，不能按这一条补", "{value}{how} does not meet “{words}”, so nothing is paid under this clause"),
    "is_over": ("超过{bound}", ", more than {bound},"),
    "is_under": ("未达到{bound}", ", less than {bound},"),
    # -- bounds --------------------------------------------------------------------------------------------
    "finding": ("{name}{value}{how}{verdict}“{bound}”{short}", "“{name}” {value}{how} {verdict} “{bound}”{short}"),
    "how": ("（{how}）", " ({how})"),
    "reached": ("达到", "reaches"),
    "not_reached": ("未达到", "does not reach"),
    "kept": ("符合", "keeps within"),
    "not_kept": ("不符合", "is not within"),
    "fails_result": ("，不符合“{result}”的条件", ", so the conditions of “{result}” are not met"),
    "fails": ("，不符合这一条件", ", so this condition is not met"),
    "so_far_result": ("，这几项符合；“{result}”还要看其他条件", ", so these are met; “{result}” has other conditions as well"),
    "so_far": ("，这几项符合", ", so these are met"),
    "meets_result": ("，符合“{result}”的条件", ", so the conditions of “{result}” are met"),
    "meets": ("，符合这一条件", ", so this condition is met"),
    "need_least": ("，须至少{need}", ", it takes at least {need}"),
    "need_more_than": ("，须超过{need}", ", it takes more than {need}"),
    "need_most": ("，须不超过{need}", ", it may be {need} at most"),
    "need_below": ("，须低于{need}", ", it must be below {need}"),
    "short": ("，还差{gap}", ", {gap} short"),
    "beyond": ("，超出{gap}", ", {gap} too much"),
    "least_share": (
        "{name}要{bound}，{part}{least}{need}（{whole}×{rate}%）",
        "“{name}” must be {bound}, so “{part}” must be {least} {need} ({whole} × {rate}%)",
    ),
    "least": ("至少", "at least"),
    "most": ("至多", "at most"),
    "more_than": ("须超过", "more than"),
    "below": ("须低于", "below"),
    # -- shares that go by size ----------------------------------------------------------------------------
    "tier": ("{name}{size}适用{rate}%这一档", "“{name}” {size} falls under the share of {rate}%"),
    "tier_open": ("，要算占比还需要知道{what}", "; the share needs {what} as well"),
    "tier_held": ("占比{value}{how}，{tier}，已达到{rate}%", "the share is {value}{how}; {tier}, which is reached"),
    "tier_missed": ("占比{value}{how}，{tier}，未达到{rate}%，不符合{short}", "the share is {value}{how}; {tier}, which is not reached{short}"),
    "tier_needs": ("{tier}，{part}{bound}{need}（{product}）", "{tier}, so “{part}” {bound} {need} ({product})"),
    "tier_gives": ("{tier}，{bound}{need}（{product}）", "{tier}, {bound} {need} ({product})"),
    # -- size classes --------------------------------------------------------------------------------------
    "size": ("{given}，{why}，属于{size}企业", "{given}: {why}, so it is a {size} enterprise"),
    "size_most": ("{given}，{why}，最多算到{size}企业；要确定还需要知道{what}", "{given}: {why}, so it is a {size} enterprise at most; to be certain {what} is needed"),
    "size_meets": ("达到“{bound}”", "“{bound}” is met"),
    "size_misses": ("未达到“{bound}”", "“{bound}” is not met"),
    "size_outside": ("超出“{bound}”", "“{bound}” is exceeded"),
    # -- targets -------------------------------------------------------------------------------------------
    "apart": ("{more}比{less}多{gap}{near}", "{more} is {gap} more than {less}{near}"),
    "grown": ("从{old}到{new}，增幅{share}{near}", "from {old} to {new} is a growth of {share}{near}"),
    "near": ("（原文为“左右”“约”的数，差额也是约数）", " (stated as approximate, so the difference is too)"),
    # -- what is missing -----------------------------------------------------------------------------------
    "list": ("、", ", "),
    "vague": ("“{words}”不是确切的数，", "“{words}” is no exact figure. "),
    "lacking": ("要算出金额还需要知道{what}。", "To work out the amount, this is needed as well: {what}."),
    "lacking_share": ("要算出“{share}”还需要知道{what}。", "To work out “{share}”, this is needed as well: {what}."),
}


def phrase(name: str, english: bool = False, /, **values: object) -> str:
    """A sentence, or a part of one, in the answer's language."""
    return _PHRASES[name][1 if english else 0].format(**values)
