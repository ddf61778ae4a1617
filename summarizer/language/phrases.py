"""Words and phrases that a one-liner is judged by. Data only: the rules that use it are in `line_style.py`.

Phrases are looked for without regard to case, in mended text, and most of them outside quotations only.
"""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as running text."""
    return frozenset(text.split())


EMPTY = ("none", "nan", "null", "n/a", "undefined", "tbd", "todo", "nil", ":/", ":(", "-", "--", "...", ".", "[]", "{}")
"""What a program prints in place of a summary."""

BRACKETED = r"\[\s*(?:insert|add|your|placeholder|todo|tbd)\b[^\]\n]{0,200}\]"
"""Brackets around what is to be filled in."""
UNDONE = r"^(?:todo|tbd|fixme)\s*[:–—-]"

PLACEHOLDERS = (
    r"\bone[- ]paragraph summary\b",
    r"^(?:insert )?(?:one[- ]sentence )?summary(?: here| goes here)?\.?$",
    r"<\s*(?:image source link|source name|author|title|url|summary|link)\s*>",
    BRACKETED,
    r"^[\[<{(]{1,3}\s*[a-z][\w -]{0,40}[\]>})]{1,3}\.?$",
    UNDONE,
    r"\blorem ipsum dolor\b|^lorem ipsum\W*$",
    r"\b(?:summary|text|description|content) goes here\b",
    r"^(?:this is (?:a |some )?)?placeholder (?:text|summary|sentence)(?: for .*)?\W*$",
    r"\{\{-?\s*[a-z_][\w.]*(?:\s*\|[^{}\n]{0,80})?\s*-?\}\}|^\W*\{\{[^\n]{0,200}?\}\}\W*$",
    r"^x{3,}\W*$",
)

_SOURCE = (
    r"(?:(?:the|this|that|your|provided|given|linked|supplied|attached|shared|original|full|actual) ){1,3}(?:\w+ )?"
    r"(?:article|text|(?:web ?)?page|excerpt|snippet|abstract|headline|content)"
    r"(?:'s (?:text|content|body|title))?"
)
"""What a model calls that which it was given to summarise."""
_UNTOLD = (
    r"(?:say|state|mention|specif|give|provide|contain|include|reveal|explain|describe|disclose|offer|cover|elaborate"
    r"|open|access|load|read|retriev|display|available|summari[sz]|found|find|reach|extract|attach|suppl|show|visible)"
)
_GIVEN = r"(?:provided|supplied|given|attached)"
_ENDS_CLAUSE = (
    r"(?=\W*$|[,;:]| (?:due|because|so|and|but|at|for this|in (?:the|this)|from|here|to (?:me|write|summari))\b)"
)

EXCUSES = (
    r"\b(?:I am|I'm|we are|we're|I was) (?:sorry|unable|not able|afraid)\b",
    r"\b(?:I|we) (?:cannot|can't|can not|could not|couldn't|do not|don't|did not|didn't) "
    r"(?:access|provide|summari[sz]e|write|generate|determine|have|find|see|read|open|browse|view|assist|help)\b",
    r"\bI (?:apologi[sz]e|(?:would |will )?need (?:the|more)|only (?:have|see))\b|"
    r"\bthe user (?:did not|didn't|has not)\b",
    r"\bas an? (?:AI|artificial intelligence|large language|language)(?: language)? (?:model|assistant)\b,? ?"
    r"(?:I\b|it is (?:not possible|impossible)\b)",
    r"^as an AI\b",
    r"^(?:sorry|apologies|unfortunately), (?:but )?(?:I|the (?:article|text|content|page|provided))\b",
    r"\bmy (?:training data|knowledge cutoff)\b",
    r"\bthe (?:provided|supplied) (?:article|text|content|excerpt|snippet|input|web ?page|page|link|passage)\b"
    r".{0,40}?(?:n't|\b(?:not|no|only|insufficient|empty|too|cut off|truncated|incomplete|unrelated|lacks?))\b",
    r"\b(?:article (?:text|content|body)|(?:article|abstract)'s (?:full )?(?:text|content|body)) "
    r"(?:(?:is|are|was|were|could|can|does|has)(?: not|n't)|cannot)\b",
    r"\b(?:web ?page|page|text|article|content|input) (?:only contains|(?:contains|consists) (?:only|mostly)|consists"
    r"|(?:appears|seems) to (?:be|contain|consist))(?: of)? (?:an? |the )?(?:list of |set of )?(?:cookie|consent"
    r"|navigation|menu|boilerplate|log-?in|placeholder|error|links|cut off|truncated|incomplete|empty)\b",
    r"^there (?:is|was) no (?:article|text|content|abstract)\b(?=\W*$|[,;]| (?:to|here|provided|available|and|so)\b)",
    r"^error:? (?:failed|could not|unable)\b",
    r"\b(?:not possible|impossible) to (?:summari[sz]e|(?:write|give|generate|provide|produce) (?:an?|any) "
    r"(?:\w+ ){0,2}summary)\b",
    r"\b(?:please|could you|can you) (?:provide|share|paste|supply)\b",
    r"^(?:based|judging|going) (?:on|by|from) (?:only )?the (?:title|headline)\b",
    r"\b(?:accurate|meaningful|proper|reliable) summary (?:cannot|can't|could not)\b",
)
"""A model saying why it has no summary. Looked for outside quotations: articles quote such sentences."""

BARE_EXCUSES = (
    r"\bdetails of the (?:article|paper|abstract|text) (?:are|were) (?:not|un|missing)",
    r"\bwithout (?:access to )?the (?:full |actual )?(?:article|abstract)\b",
    r"\b(?:not (?:enough|sufficient)|insufficient|isn't (?:enough|sufficient)) (?:information|context|content"
    r"|detail)s?\b.{0,40}?\bto (?:write|give|summari[sz]e|provide|generate|produce|determine)\b",
    rf"^(?:no )?(?:content|summary|article|text|abstract|description) (?:is )?(?:unavailable|(?:not )?(?:available"
    rf"|found|provided))\b{_ENDS_CLAUSE}",
    r"^(?:unable|impossible|not possible|could not|cannot|can't|failed) (?:to )?"
    r"(?:summari[sz]e|write|provide|access|determine|generate|retrieve|fetch|load|extract|parse|open)\b",
    r"\b(?:article|text|page|webpage|content|input) (?:does not|doesn't|did not|didn't) (?:actually )?"
    r"(?:contain|include|hold|provide|give|offer) (?:an? |any |the |enough |sufficient )?"
    r"(?:actual |specific |further |more |other )?(?:article|news|text|content|information|details?)\b",
    rf"\b(?:article|text|content|excerpt|snippet|material|input|page) (?:that was |as )?{_GIVEN}\b(?! by)"
    r".{0,40}?(?:n't|\b(?:not|no|only|insufficient|empty|too|cut off|truncated|incomplete|unrelated|lacks?))\b",
    rf"\b{_SOURCE}(?: itself| alone| also)? (?:does not|doesn't|did not|didn't|cannot|can't|could not|couldn't|is not"
    rf"|isn't|was not|wasn't|has not been|fails to|failed to) (?:\w+ ){{0,2}}?{_UNTOLD}",
    rf"\b{_SOURCE} (?:is|was|appears|seems|ends|stops|lacks)(?: to be| currently| temporarily| simply)? "
    r"(?:missing|empty|unavailable|inaccessible|insufficient|incomplete|too (?:short|brief|sparse)|cut off|truncated"
    r"|before|behind a)\b",
    r"(?:\b(?:unclear|unknown|nothing|no \w+|not (?:clear|known|specified|mentioned|given|found|stated|described"
    rf"|explained|included|disclosed|provided))) (?:\w+ ){{0,2}}?(?:in|from|by) {_SOURCE}\b",
    r"\b(?:no|without (?:the|an?|any|more|further)) (?:full |actual |readable |article )?(?:article|text|content"
    r"|abstract|context)(?=,| (?:is|was|were|could|can|has|it)\b|\W*$)(?! (?:is|was|could be|were) found (?:to"
    r"|guilty))",
    rf"\bno (?:further |more |other )?(?:information|details|source|summary) (?:is|are|was|were) "
    rf"(?:available|found|included|shared|{_GIVEN})\b{_ENDS_CLAUSE}",
    r"\bcurrently unavailable due to\b",
)
"""The same where a line tells nothing else; with facts of its own, it is a report of what somebody lacks."""

FOREIGN_EXCUSES = (
    r"\b(?:es )?tut (?:mir|uns) (?:\w+ )?leid\b",
    r"\b(?:ich|wir) (?:kann|konnte|können|konnten|bin|war|sind|waren|habe|haben)(?: [\w,]+){0,8}? (?:nicht|keine?n?"
    r"|leider)\b",
    r"\b(?:kann|konnte|können|konnten) (?:ich|wir)(?: [\w,]+){0,8}? (?:nicht|keine?n?)\b",
    r"\b(?:bereitgestellte|vorliegende|angegebene)[nrs]? (?:text|artikel|inhalt)\b.{0,40}\b(?:nicht|keine?n?|nur)\b",
    r"\b(?:artikel|artikeltext|text des artikels|inhalt des artikels) (?:ist|war|sind|waren) (?:\w+ )?"
    r"(?:nicht (?:verfügbar|zugänglich|abrufbar|enthalten)|unzugänglich|leer)\b",
    r"\b(?:keine zusammenfassung|zusammenfassung (?:ist |war )?nicht) (?:möglich|verfügbar)\b",
    r"^désolée?s?\b ?[,.!]|\bje (?:suis |vous )?(?:désolée?|regrette|prie de m'excuser)\b",
    r"\b(?:je|nous) n(?:e |')(?:peux|pouvons|suis|sommes|parviens|parvenons|dispose|disposons|ai|avons|trouve)\b",
    r"\b(?:impossible|pas possible) (?:de résumer|de rédiger un résumé|d'accéder (?:à l'article|au contenu de"
    r" l'article))",
    r"\b(?:texte|article|contenu)(?: de l'article)? fourni\b",
    r"\b(?:article|texte de l'article|contenu de l'article) n'(?:est|était) pas (?:disponible|accessible)\b",
    r"\blo siento\b|\bno (?:puedo|podemos|tengo|tenemos|dispongo|encuentro)\b",
    r"\b(?:texto|artículo|contenido)(?: del artículo)? (?:proporcionado|no está disponible)\b",
    r"\bno es posible (?:resumir|acceder al (?:artículo|contenido del)|generar un resumen)",
    r"\bmi dispiace\b|\bnon (?:posso|possiamo|riesco|ho accesso|abbiamo accesso|dispongo|sono in grado di"
    r" riassumere)\b",
    r"\b(?:testo|articolo|contenuto)(?: dell'articolo)? (?:fornito|non è disponibile)\b",
    r"\bimpossibile riassumere\b",
    r"\b(?:sinto muito|desculpe|peço desculpas?|lamento, mas)\b",
    r"\bnão (?:posso|podemos|consigo|conseguimos|tenho acesso|temos acesso|encontrei)\b",
    r"\b(?:texto|artigo|conteúdo)(?: do artigo)? (?:fornecido|não está disponível)\b|\bnão é possível resumir\b",
    r"\bhet spijt (?:me|mij|ons)\b|\b(?:ik|wij|we) (?:kan|kon|kunnen|konden|ben|heb|hebben)(?: [\w,]+){0,8}? (?:niet"
    r"|geen)\b",
    r"\b(?:kan|kon|heb|ben) ik(?: [\w,]+){0,8}? (?:niet|geen)\b",
    r"\b(?:aangeleverde|verstrekte|opgegeven) (?:tekst|artikel)\b|\b(?:het|dit) artikel is niet beschikbaar\b",
    r"\bprzykro mi\b|^przepraszam\b|\bnie (?:mogę|możemy|jestem w stanie|mam dostępu|mamy dostępu|potrafię)\b",
    r"\b(?:podany|dostarczony|podanym|dostarczonym) (?:tekst|artykuł|tekście|artykule)\b"
    r"|\b(?:treść artykułu|artykuł) (?:jest niedostępn[ya]|nie jest dostępn[ya])",
    r"申し訳(?:ありません|ございません)|^(?:すみません|恐れ入りますが)",
    r"(?:記事|本文|テキスト|ページ)の?(?:本文|内容|テキスト)?[がはをに](?:は)?[^。]{0,20}"
    r"(?:提供され|含まれ|見つかり|取得でき|アクセスでき|確認でき|読み込め)(?:て(?:おり|い))?ません",
    r"要約(?:を(?:作成|提供|生成))?(?:する)?(?:ことが?)?[はがも]?でき(?:ません|かねます)",
    r"(?:ai|人工知能|言語モデル)(?:言語モデル|アシスタント|モデル)?として[^。]{0,30}(?:でき|かね)ません",
    r"^(?:很|非常)?(?:抱歉|对不起|對不起)[,，。!！]|我(?:们|們)?(?:无法|無法|不能|没有|沒有)",
    r"(?:[无無]法|不能)(?:[对對][^。]{0,12})?(?:[总總][结結]|概括)",
    r"(?:文章|正文|原文|[页頁]面|[网網][页頁])的?(?:[内內]容|正文)?(?:未|[没沒]有|不)(?:提供|可用|[显顯]示|包含)"
    r"|提供的(?:文本|文章|[内內]容)中?(?:[没沒]有|未|不|[仅僅]|只)",
)
"""The same in German, French, Spanish, Italian, Portuguese, Dutch, Polish, Japanese and Chinese."""

_TO_A_VISITOR = (
    r"\b(?:your|our) (?:\w+ )?(?:site|website|page|browser|account|privacy|cookies?|subscription|device|inbox"
    r"|connection|newsletters?|ip address|terms)\b|\byour (?:region|country|network)\b|\bour (?:\w+ )?journalism\b"
    r"|\byou requested\b|\b(?:we|you)\b.{0,30}\bcookies\b"
)
"""Words of a page to who visits it."""

PAGE_WORDS = words(
    "article text page webpage site website web content summary summarize summarise snippet excerpt passage abstract"
    " headline title link login log cookie browser subscribe subscription subscriber account newsletter paywall error"
    " captcha javascript url server inbox blocker ad advertisement consent navigation menu boilerplate sentence"
    " one-line one-sentence one-liner sign register member membership journalism donation channel input document"
    " message post story item editor author source copyright gateway prompt line video"
)
"""What lines about pages, their visitors and summaries are made of; by their stems."""

IDLE_WORDS = words(
    "provide provided give given gave available unavailable accessible inaccessible miss missing find found load"
    " display show shown appear contain include detail information specific say said mention state statement enough"
    " sufficient insufficient lack need more further full actual main request attach possible impossible determine"
    " create produce write wrote written generate accurate meaningful process processed retrieve return open read view"
    " continue click accept ask require verify human robot bot block deny denied restrict region country connection"
    " check sorry unfortunately instead because due without only empty short brief cut list relate unrelated lead"
    " exist longer move moved delete follow like please clear unclear know known unknown understand context about this"
    " that these those they them their can could may might will would should been being were did does done there here"
    " what which when where how why any some all most other such so if then than just also very our your you we us my"
    " he she none cannot can't don't doesn't isn't wasn't didn't couldn't unable able access visit visitor user reader"
    " people someone everyone before until while through out off up down back again now later today week month day"
    " every best top latest first new free get got take make made seem too per via let try tell told bring support"
    " pick complete pass proceed protect turn keep use agree store stored disable privacy policy setting term"
    " condition express opinion remove automatically moderator comment close traffic unusual detect identification"
    " address device expire thank share friend independent must over between whether alone mostly base suggest allow"
    " help happen announce announcement report event anything something rest original security guess condense"
    " format relevant wait limit maintenance suspend unsupported skip rather version print update last assistant"
)
"""Words beside those that tell no news either."""


BLOCKED_PAGES = (
    r"\bchecking (?:your browser|if the site connection is secure)\b",
    r"^just a moment\b(?!:)",
    r"(?:^|[.!?:] )(?:please )?enable (?:javascript|cookies)\b",
    r"^(?:http )?(?:error )?(?:code )?(?:4[01][0-9]|429|50[0-4])\b(?=\W*$|[:.;|]| [–—-] | (?:error\b(?! (?:page|code"
    r"|rate)s?\b)|not found|forbidden|unauthori[sz]ed|bad (?:gateway|request)|service unavailable|internal server"
    r"|gateway time|too many requests))",
    r"\bthis (?:page|site|website) (?:can't be reached|cannot be (?:found|reached)|does not exist|is (?:down|blocked"
    r"|unavailable|checking))",
    r"^this (?:site|website) uses? (?:\w+ )?cookies\b|\b(?:we|our (?:partners|site|website)) uses? (?:\w+ )?cookies\b",
    r"\bunusual (?:traffic|activity) (?:\w+ ){0,4}?(?:from|on) your\b",
    r"\bray id\s*:",
    r"^(?:log|sign) ?in to (?:continue|your|read|view|access|see)\b",
    r"^are you a (?:robot|human)\?",
    r"\bI am a bot\b|\bthis action was performed automatically\b",
)
"""An error page, a bot check or a consent page, summarised as if it were the article."""

BARE_BLOCKED_PAGES = (
    r"\bpowered by cloudflare\b",
    r"\b(?:re)?captcha (?:page|screen|prompt|challenge) (?:asks|requires|blocks|prevents|appears|is)\b",
    r"^comments (?:are|have been) closed\b",
    r"\b(?:submission|post|comment|thread) (?:has been|was|is) (?:automatically )?removed\b.{0,60}"
    r"\b(?:moderator|bot|rule)\b",
    r"^too many requests\b",
    r"\bsecurity service to protect (?:itself|against)\b",
    r"^(?:the )?(?:requested )?(?:page|url|content|resource) (?:was |is |could )?"
    r"(?:not (?:be )?found|no longer (?:exists|available))\b",
    r"\baccess to (?:this|the) (?:page|site|website|resource) (?:has been|is|was) (?:denied|blocked|forbidden"
    r"|restricted)\b",
    r"^(?:access|permission) denied\b(?!:)|^(?:the )?service (?:is )?(?:temporarily )?unavailable\b",
    r"\b(?:verify(?:ing)?|prove|confirm)(?: that)? (?:you are|you're|they are|they're|one is) "
    r"(?:a )?(?:human|not (?:a )?(?:robots?|bots?))\b",
    r"\benable (?:javascript|cookies)\b.{0,40}\b(?:continue|proceed|browser|view|use|run)\b",
    r"\bjavascript is (?:disabled|required|not available)\b",
    r"\bthe (?:page|site|website) (?:can't be reached|cannot be (?:found|reached)|does not exist|is (?:down|blocked"
    r"|unavailable|checking|verifying))",
    r"\b(?:the|its) (?:site|website) uses? (?:\w+ )?cookies\b",
    r"\b(?:accept|manage|reject) (?:all )?cookies\b",
    r"\bcookies? (?:policy|preferences|consent|settings)\b",
)
"""The same where a line tells nothing else; with facts of its own, it is a report about such pages."""

BOILERPLATE = (
    r"(?:^|[.!?:;] )join the (?:daily|weekly|free|\w+ newsletter|newsletter|community|mailing)\b",
    r"\bjoin our (?:daily|weekly|free|\w+ newsletter|newsletter|community|mailing)\b",
    r"^(?:please )?(?:subscribe|sign up|register)(?: (?:to|for|now|today|here|with|and|below|at)\b|\W*$)",
    r"(?:^|[.!?:;,] )(?:please )?(?:subscribe (?:now|today|here)|sign up (?:here|for (?:our|the)))\b",
    r"\b(?:sign up|subscribe) (?:for|to) our\b",
    r"\b(?:delivered|straight) to your inbox\b",
    r"\ball rights reserved\b",
    r"(?:^|[.!?:;] |^(?:to|for|if)\b.{0,60}, )(?:please )?click here\b",
    r"^(?:read more|learn more|continue reading|listen to this article|share this)\b(?! than\b)|[.!?] learn more\.?$",
    r"\bthis (?:story|article) (?:was )?originally (?:appeared|published)\b",
    r"\bfollow(?:ing)? us on\b",
    r"^a cookie is a small\b",
    r"^(?:get|receive|enjoy|start) (?:the latest|our|breaking|unlimited|full access|a free trial)\b",
    r"^arxivlabs is a framework\b|\barxiv is a free distribution service\b",
    r"^connect with [\d,]+\+?\s",
    r"\b(?:take our|fill in our) (?:quick |short )?(?:\w+ )?survey\b",
    r"\bwe want to hear from you\b|^thanks for reading\b",
    r"\badvertisement\b.{0,20}\bcontinues? below\b",
    r"^(?:this|the) (?:article|story|content|page|post) is (?:only |exclusively )?(?:available )?(?:for|to) "
    r"(?:paying |paid |registered )?(?:subscribers|members)\b",
    r"\breached your (?:\w+ )?limit\b|\bfree articles? (?:left|remaining|this month)\b",
    r"\bthe news and media division of thomson reuters\b|\byahoo family of brands\b|\bdigital town square for"
    r" technical\b",
    r"^(?:disclosure|disclaimer|editor's note)\s*:|^(?:the )?(?:views|opinions) expressed (?:here|in this|are)\b",
    r"^(?:photo(?:graph)?|image|picture|illustration)(?: credit)?(?: by|:) [^,.]{2,60}(?:/| via )[^,.]{2,40}\.?$",
)
"""What a publisher prints around every article."""

BARE_BOILERPLATE = (
    r"\b(?:delivered|straight) to inboxes\b",
    _TO_A_VISITOR,
    r"\bnewsletters? for the latest\b",
    r"\bclick here\b",
    r"\b(?:sign up|subscribe) (?:here|for the)\b|\bsubscribe (?:now|today)\b",
)
"""The same where a line tells nothing else; with facts of its own, it is a report of what people do."""

ECHOES = (
    r"^(?:one[- ]liner|one[- ]sentence summary|summary|title|category|output|answer|response|headline)\s*:",
    r"^(?:here(?: is|'s)|below is) (?:a|the|your|my) (?:\w+[- ]){0,3}?(?:summary|sentence|one[- ]liner|line)\b",
    r"^this is (?:a|the|your|my) (?:\w+[- ]){0,3}?(?:summary|one[- ]liner)\b",
    r"^(?:sure|certainly|of course|okay|ok)(?:[!.:]|,(?! (?:an?|the) [^,]{3,80}, ))",
    r"\bin (?:exactly )?one sentence\b.{0,40}\b(?:summari[sz]e|words|full stop)\b",
    r"(?:^|[.!?:;] )(?:please )?(?:summari[sz]e (?:the|this) (?:article|text|page)"
    r"|(?:ignore|disregard|forget) (?:all |any |the |your ){0,4}(?:previous|prior|above|earlier|preceding) "
    r"(?:instructions|prompts?|rules))\b",
    r"^(?:write|use|give|keep|answer|respond|limit)\b(?! of\b).{0,60}\b\d+ words\b",
    r"\bsystem prompt:|^(?:system|assistant|user)\s*:",
    r"\"?(?:one_liner|newsworthiness|runner_up|prompt_id)\"?\s*[:=]",
    r"\b(?:word count|words)\s*:\s*\d+",
)
"""An instruction, a field's name or a greeting that a model repeats."""

BARE_ECHOES = (
    r"\bsummari[sz]e (?:the|this) (?:article|text|page)\b",
    r"\b(?:at most|no more than|under|between) (?:\d+|\w+)(?: and (?:\d+|\w+))? words\b",
    r"\b(?:ignore|disregard|forget) (?:all |any |the |your ){0,4}(?:previous|prior|above|earlier|preceding) "
    r"(?:instructions|prompts?|rules)\b",
)
"""The same where a line tells nothing else; with facts of its own, it is a report of what a model was told."""

PIECES = words(
    "article write-up writeup blog post story op-ed piece essay column podcast episode newsletter video interview page"
    " text author writer"
)
"""What may be the article, or who wrote it."""

SPEAKS_OF_THE_ARTICLE = (
    r"\b(?:according to|in|by|per|of|from) (?:the|this) (?:article|write-?up|blog ?post|news story|op-ed)\b(?! (?:on"
    r"|of)\b)",
    r"\b(?:the|this) (?:article|write-?up|blog ?post|news story|op-ed)(?:'s author)? (?:also |further |itself )?"
    r"(?!has\b|was\b)[a-z]+s\b",
    r"\b(?:this|the) (?:piece|post|story|essay|column|podcast|episode|newsletter|video|interview|page|text|author"
    r"|writer) (?:also )?(?:discuss|explor|describ|highlight|examin|explain|outlin|detail|delv|look"
    r"|mention|focus|emphasi[sz]|summari[sz]|review|argu|note|reflect|recount|contend)(?:es|s)\b",
    r"\b(?:this|the) (?:piece|story|essay|column|author|writer) (?:also )?(?:cover|present|report|introduc|provid"
    r"|offer)(?:es|s)\b",
    r"\bthe authors (?:discuss|explore|highlight|examine|delve|outline|emphasi[sz]e|introduce|present)\b",
    r"\b(?:in|according to) this (?:piece|post|story|essay|column)\b|\bin this episode of the\b",
    r"\bthis (?:article|write-?up|blog ?post|op-ed|piece|essay)\b",
)

BARE_SPEAKS_OF_THE_ARTICLE = (
    r"(?<!ed )(?<!withdrew )(?<!wrote )\bthe (?:article|write-?up|blog ?post|news story|op-ed)\b(?! \d)",
    r"\b(?:this|the) (?:piece|post|story|essay|column|podcast|episode|newsletter|video|interview|page|text|author"
    r"|writer) (?:also )?(?:discuss|explor|describ|highlight|examin|explain|outlin|detail|delv|cover|present|look"
    r"|report|mention|focus|emphasi[sz]|summari[sz]|review|introduc|provid|offer|argu|note|reflect|recount|contend)"
    r"(?:es|s|ed|e)?\b",
    r"\b(?:in|according to) this episode\b",
)
"""The same where a line tells nothing else; with facts of its own, it may be a law's article or a court's video."""

NAMES_OF_PAGES = words(
    "captcha recaptcha javascript cloudflare arxiv cookies ray id url ip http ai error access internet terms privacy"
)
"""Names that lines about error pages, bot checks and consent pages have, and that tell nothing."""

NUMBERS = words(
    "two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands"
    " million millions billion billions half"
)

PERSONS = (
    r"\b(?:mr|mrs|ms|dr|prof|sir|dame|judge|justice|who)\b",
    r"\b(?:man|woman|boy|girl|person|child|mother|father|son|daughter|husband|wife|founder|co-founder|chief"
    r"|chair(?:man|woman)?|president|minister|director|manager|officer|executive|ceo|mayor|lawyer|senator|governor"
    r"|teacher|professor|historian|student|pupil|patient|doctor|nurse|researcher|scientist|physicist|engineer"
    r"|developer|designer|user|worker|driver|rider|employee|customer|reviewer|artist|author|writer|actor|singer|poet"
    r"|novelist|editor|journalist|reporter|king|queen|prince|princess|pope|winner|coach|athlete|player|champion|pilot"
    r"|chef|priest|bishop|musician|rapper|comedian|dancer|farmer|boss|victim|suspect|widow|sister|brother|teenager"
    r"|billionaire|inventor|premier|chancellor|secretary|ambassador|captain|laureate|candidate|leader|\w+(?:ist|ian"
    r"|man|woman)|actress|painter|lawmaker|banker|owner|hero|swimmer|boxer|astronaut)(?:s|'s)?\b",
)
"""What a person is called by who does not know the name."""

HEADLINE_VERBS = words(
    "accuses adds admits agrees announces apologises apologizes appeals argues asks backs becomes begins blames bets"
    " bids blocks buys calls claims closes compares confirms creates criticises criticizes cuts declines defends"
    " defies demands denies departs dies discovers donates ends escapes explains faces files fights finds fires gets"
    " gives goes has heads hires hits holds hopes invests is joins jokes keeps kills launches leads learns leaves"
    " loses makes meets moves names offers opens orders outlines pays plans pleads pledges predicts proposes pulls"
    " pushes quits raises reads rejects releases reports resigns retires returns reveals runs says seeks sees sells"
    " sends shares shows signs speaks spends stands starts steps sues survives takes talks tells testifies tests"
    " threatens tries turns unveils urges uses visits votes vows wants warns was wins withdraws works writes"
)
"""Verbs of headlines in the form that belongs to one: what stands before is a subject, and they are no plurals."""

FRENCH_SPACE = re.compile(r"[ \u00a0\u202f](?=[;:!?»])|(?<=«)[ \u00a0\u202f]|[\u00a0\u202f](?=[\d%€$])")
"""A space that French sets before and behind marks, and within figures."""

HYPE = (
    r"\brevolutionary\b|\brevolutioni[sz]\w+",
    r"\bground-?breaking\b(?! ceremon)",
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
    r"```|\*\*|__(?![a-z]+(?:_[a-z]+)*__)\w|(?<![\w*])\*[^\s*][^*\n]{0,200}\*(?!\w)|(?<!\w)_[^\s_][^_\n]{0,200}_(?!\w)"
    r"|`[^`\n]{1,200}`|!?\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)|(?:^|\n)\s{0,3}(?:#{1,6} |[-*+>] |\d{1,2}[.)] )"
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
    "fr": words(
        "le la les l des d de et est pour dans une un du qui que qu sur avec par au aux ses son plus pas en se ce"
        " cette il elle ils leur leurs ou où sont à"
    ),
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
