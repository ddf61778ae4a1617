"""Words and phrases that a one-liner is judged by. Data only: the rules that use it are in `line_style.py`.

Phrases are looked for without regard to case, in mended text, and most of them outside quotations only.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as running text."""
    return frozenset(text.split())


EMPTY = ("none", "nan", "null", "n/a", "undefined", "tbd", "todo", "nil", ":/", ":(", "-", "--", "...", ".", "[]", "{}")
"""What a program prints in place of a summary."""

PLACEHOLDERS = (
    r"\bone[- ]paragraph summary\b",
    r"^(?:insert )?(?:one[- ]sentence )?summary(?: here| goes here)?\.?$",
    r"<\s*(?:image source link|source name|author|title|url|summary|link)\s*>",
    r"\[\s*(?:insert|add|your|placeholder|todo|tbd)\b[^\]\n]{0,200}\]",
    r"\blorem ipsum\b",
    r"\b(?:summary|text|description|content) goes here\b",
    r"\bplaceholder text\b",
    r"\{\{[^\n]{0,200}?\}\}",
    r"^x{3,}\b",
)

EXCUSES = (
    r"\b(?:I am|I'm|we are|we're) (?:sorry|unable|not able|afraid)\b",
    r"\b(?:I|we) (?:cannot|can't|can not|could not|couldn't|do not|don't|did not|didn't) "
    r"(?:access|provide|summari[sz]e|write|generate|determine|have|find|see|read|open|browse|view|assist|help)\b",
    r"\bas an? (?:AI|artificial intelligence|large language|language)(?: language)? (?:model|assistant)\b,? ?I\b",
    r"^as an AI\b",
    r"\bas an AI(?: language)? model, I\b",
    r"^(?:sorry|apologies|unfortunately), (?:but )?(?:I|the (?:article|text|content|page|provided))\b",
    r"\bmy (?:training data|knowledge cutoff)\b",
    r"\b(?:article|abstract|text|content|page|summary|full text|body|details?)(?: of the \w+)? (?:is|are|was|were) "
    r"(?:currently |temporarily |either )?(?:unavailable|inaccessible|missing|empty|not (?:available|accessible"
    r"|provided|included|supplied|given|loaded|displayed|present|visible))\b",
    r"\b(?:article|abstract|text|content|page)(?:'s content)? (?:could not|cannot|can't|failed to) "
    r"(?:be )?(?:accessed|retrieved|loaded|load|read|summari[sz]ed|displayed|found)\b",
    r"\bcurrently unavailable due to\b",
    r"\b(?:article|text|page|webpage|content|material)(?: provided| given)? (?:does not|doesn't) "
    r"(?:contain|include|hold) (?:an? |any |the )?(?:actual )?(?:article|news|text|content|information)\b",
    r"\b(?:web ?page|page|text|article) (?:only contains|contains only|consists only of) (?:a |an |the )?"
    r"(?:cookie|consent|navigation|menu|boilerplate|log-?in|placeholder|error)\b",
    r"^there is no (?:article|text|content|abstract)\b",
    r"^(?:unable|impossible|not possible) to (?:summari[sz]e|write|provide|access|determine)\b",
    r"\b(?:not possible|impossible) to summari[sz]e (?:this|the|it)\b",
    r"^(?:content|summary|article|text|abstract) (?:unavailable|not available)\b",
    r"\b(?:text|article|content|page)(?: provided| given)? is too (?:short|brief|sparse) to summari[sz]e\b",
    r"\b(?:text|article|content|page)(?: provided)? (?:appears|seems) to be (?:cut off|truncated|incomplete)\b",
    r"\bno (?:article|abstract|text|content|summary|source|information)(?: text| content| body)? "
    r"(?:is|was|were|has been|could be) (?:available|provided|given|supplied|found|included|shared)\b",
    r"\b(?:please|could you|can you) (?:provide|share|paste|supply)\b",
    r"\b(?:not enough|insufficient) (?:information|context|content|detail)s? (?:is |was )?"
    r"(?:provided |given |available )?(?:in the (?:text|article) )?"
    r"to (?:write|summari[sz]e|provide|generate|produce|determine)\b",
    r"\bwithout (?:access to )?the (?:full |actual )?(?:article|text|abstract)\b",
    r"\b(?:accurate|meaningful|proper) summary (?:cannot|can't|could not)\b",
)
"""A model saying why it has no summary. Looked for outside quotations: articles quote such sentences."""

BLOCKED_PAGES = (
    r"\bverify(?:ing)? (?:that )?(?:you are|you're|they are|they're) (?:a )?(?:human|not a robot)\b",
    r"\bprove (?:that )?(?:you are|you're|they are|they're) (?:human|not (?:a )?robots?)\b",
    r"\b(?:re)?captcha (?:page|screen|prompt|challenge) (?:asks|requires|blocks|prevents|appears|is)\b",
    r"\bchecking (?:your browser|if the site connection is secure)\b",
    r"^just a moment\b",
    r"\b(?:please )?enable (?:javascript|cookies)\b.{0,40}\b(?:continue|proceed|browser|view|use|run)\b",
    r"\bjavascript is (?:disabled|required|not available)\b",
    r"^(?:error )?(?:40[0-9]|50[0-4])\b"
    r"(?!\s+(?:\w+ )?(?:people|users|million|billion|companies|models|employees|engineers))",
    r"^(?:access|permission) denied\b",
    r"^page not found\b",
    r"\b(?:this|the) (?:page|site|website) "
    r"(?:can't be reached|cannot be found|does not exist|is (?:down|blocked|unavailable))",
    r"\bcompleting? (?:a|the) (?:re)?captcha (?:to|before|in order)\b.{0,40}\b(?:continue|proceed|access|view|read)\b",
    r"\b(?:we|our (?:partners|site)|this (?:site|website)|the (?:site|website)|our website) uses? (?:\w+ )?cookies\b",
    r"\b(?:accept|manage|reject) (?:all )?cookies\b",
    r"\bcookies? (?:policy|preferences|consent|settings)\b",
    r"\bpowered by cloudflare\b",
    r"\bsecurity service to protect (?:itself|against)\b",
    r"\bunusual traffic from your\b",
    r"\bray id\b",
    r"^(?:log|sign) ?in to (?:continue|your)\b",
)
"""An error page, a bot check or a consent page, summarised as if it were the article."""

BOILERPLATE = (
    r"\bjoin (?:our|the) (?:daily|weekly|free|\w+ newsletter|newsletter|community|mailing)\b",
    r"^(?:please )?(?:subscribe|sign up|register)\b",
    r"\bsubscribe (?:now|today|here)\b",
    r"\b(?:sign up|subscribe) (?:here|for (?:our|the)|to our)\b",
    r"\bnewsletters? for the latest\b",
    r"\b(?:delivered|straight) to your inbox\b",
    r"\ball rights reserved\b",
    r"\bclick here\b",
    r"^(?:read more|learn more|continue reading|listen to this article|share this)\b",
    r"\bthis (?:story|article) (?:was )?originally (?:appeared|published)\b",
    r"\bfollow us on\b",
    r"^a cookie is a small\b",
    r"^(?:get|receive) (?:the latest|our|breaking)\b.{0,60}\b(?:newsletter|inbox|news)\b",
    r"^arxivlabs is a framework\b",
    r"^connect with [\d,]+\+?\s",
    r"\b(?:take our|fill in our) (?:quick |short )?(?:\w+ )?survey\b",
    r"\bwe want to hear from you\b",
    r"\blearn more$",
    r"\badvertisement\b.{0,20}\bcontinues? below\b",
)
"""What a publisher prints around every article."""

ECHOES = (
    r"^(?:one[- ]liner|one[- ]sentence summary|summary|title|category|output|answer|response|headline)\s*:",
    r"^(?:here(?: is|'s)|this is|below is) (?:a|the|your|my) (?:\w+[- ]){0,3}?(?:summary|sentence|one[- ]liner|line)\b",
    r"^(?:sure|certainly|of course|okay|ok)[,!.:]",
    r"\bin (?:exactly )?one sentence\b.{0,40}\b(?:summari[sz]e|words|full stop)\b",
    r"\bsummari[sz]e (?:the|this) (?:article|text|page)\b",
    r"\b(?:at most|no more than|under|between) \d+(?: and \d+)? words\b",
    r"\b(?:ignore|disregard|forget) (?:all |any |the |your ){0,4}(?:previous|prior|above|earlier|preceding) "
    r"(?:instructions|prompts?|rules)\b",
    r"\bsystem prompt:|^(?:system|assistant|user)\s*:",
    r"\"?(?:one_liner|newsworthiness|runner_up|prompt_id)\"?\s*[:=]",
    r"\b(?:word count|words)\s*:\s*\d+",
)
"""An instruction, a field's name or a greeting that a model repeats."""

SPEAKS_OF_THE_ARTICLE = (
    r"\b(?:the|this) (?:article|write-?up|blog ?post|news story|op-ed)\b(?! \d)",
    r"\b(?:this|the) (?:piece|post|story|essay|column|podcast|episode|newsletter|video|interview|page|text|author"
    r"|writer) (?:also )?(?:discuss|explor|describ|highlight|examin|explain|outlin|detail|delv|cover|present|look"
    r"|report|mention|focus|emphasi[sz]|summari[sz]|review|introduc|provid|offer|argu|note|reflect|recount|contend)"
    r"(?:es|s|ed|e)?\b",
    r"\bthe authors (?:discuss|explore|highlight|examine|delve|outline|emphasi[sz]e|introduce|present)\b",
    r"\b(?:in|according to) this (?:piece|post|story|essay|column|episode)\b",
    r"\bthis (?:piece|essay)\b",
)

HYPE = (
    r"\brevolutionary\b|\brevolutioni[sz]\w+",
    r"\bgroundbreaking\b|\bground-breaking\b",
    r"\bgame[- ]chang(?:er|ers|ing)\b",
    r"\bcutting[- ]edge\b",
    r"\bunprecedented\b",
    r"\bseamless(?:ly)?\b",
    r"\bunleash\w*",
    r"\bsupercharg\w+",
    r"\bnext[- ]level\b",
    r"\bworld[- ]class\b",
    r"\bparadigm[- ]shift\w*",
    r"\bmind[- ]blowing\b|\bjaw[- ]dropping\b",
    r"\bunlock\w* (?:the |its |their )?(?:full |true )?(?:potential|power)\b",
    r"\bharness\w* the power\b",
    r"\btransformative\b",
    r"\bbest[- ]in[- ]class\b|\bbleeding[- ]edge\b",
)

LINE_BREAKS = r"\S(\s*[\n\r\u2028\u2029\x0b\x0c\x85])\s*(?=\S)"
MARKDOWN = (
    r"```|\*\*|__\w|(?<![\w*])\*[^\s*][^*\n]{0,200}\*(?!\w)|(?<!\w)_[^\s_][^_\n]{0,200}_(?!\w)|`[^`\n]{1,200}`"
    r"|!?\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)|(?:^|\n)\s{0,3}(?:#{1,6} |[-*+>] |\d{1,2}[.)] )"
    r"|(?<![\w$])\$[^\s$\d][^$\n]{0,200}\$(?!\w)|\\[a-zA-Z]+\{"
)
HTML = r"</?[a-zA-Z][^<>\n]{0,200}>|<!--|&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,6});"
ADDRESSES = (
    r"(?i:\b(?:https?|ftp):/|\bwww\.\w|\b[\w-]{1,63}\.(?:com|org|net|io|ai|dev|gov|edu)/\w"
    r"|\b[\w.+-]{1,64}@[\w-]{1,63}\.\w)"
)
ODD_SPACING = r"[\u00a0\u2007\u202f\u2010\u2011\t]|  |\s[,;:.](?:\s|$)"
"""What makes text look other than plain; matched with regard to case, in the line as it was given."""

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "en": words(
        "a an the of and to in is for that with on as are by was from has its at which will it be or not but their"
        " than have who they into after more do no me"
    ),
    "de": words("der die das und ist mit für von den dem ein eine einer nicht auf sich wird auch im zu als"),
    "fr": words("le la les des et est pour dans une un du qui que sur avec par au aux ses son plus pas"),
    "es": words("el la los las de y en que es para con una un por del se su al como más no"),
    "it": words("il la le gli di e che è per con una un del della nel da dei si al sono non"),
    "pt": words("o a os as de e que é para com uma um do da em no na dos por ao se não"),
    "nl": words("de het een en van is voor met op dat die in zijn te niet aan ook door wordt om"),
    "pl": words("w i na z do jest że się nie o dla przez oraz od po to które który jako są"),
    "sv": words("och att det som en är på för med av den till inte har ett om kan från de sig"),
}
"""The commonest small words of some languages, which tell them apart within a sentence."""

SCRIPTS = {"ru": "CYRILLIC", "uk": "CYRILLIC", "bg": "CYRILLIC", "el": "GREEK", "he": "HEBREW", "ar": "ARABIC",
           "fa": "ARABIC",
           "hi": "DEVANAGARI", "th": "THAI", "ja": "CJK", "zh": "CJK", "ko": "HANGUL"}  # fmt: skip
"""The script of languages that are not written in Latin letters."""
