"""What words mean to each other, as far as grounding asks. Data only, written as base forms."""

from __future__ import annotations

from summarizer.language.phrases import words

IRREGULAR = dict(
    pair.split(":")
    for pair in words(
        """
    rose:rise risen:rise fell:fall fallen:fall grew:grow grown:grow won:win lost:lose sold:sell bought:buy said:say
    told:tell made:make paid:pay led:lead left:leave kept:keep held:hold built:build took:take taken:take gave:give
    given:give got:get went:go gone:go began:begin begun:begin sought:seek brought:bring taught:teach wrote:write
    written:write spoke:speak spoken:speak chose:choose chosen:choose drove:drive driven:drive ran:run met:meet
    sent:send spent:spend lent:lend shrank:shrink shrunk:shrink drew:draw drawn:draw knew:know known:know
    threw:throw thrown:throw froze:freeze frozen:freeze stole:steal stolen:steal broke:break broken:break
    caught:catch fought:fight fed:feed became:become came:come did:do done:do had:have has:have was:be were:be is:be
    are:be been:be saw:see seen:see women:woman men:man children:child people:person lives:life better:good
    best:good worse:bad worst:bad dealt:deal slid:slide stood:stand swept:sweep withdrew:withdraw withdrawn:withdraw
    overtook:overtake overtaken:overtake forbade:forbid forbidden:forbid sped:speed hid:hide hidden:hide sued:sue
    suing:sue used:use using:use agreed:agree agreeing:agree freed:free thought:think felt:feel heard:hear laid:lay
    struck:strike sank:sink bound:bind
    beaten:beat shown:show proven:prove disproven:disprove found:find meant:mean shot:shoot shook:shake
    shaken:shake tore:tear torn:tear wore:wear worn:wear swore:swear sworn:swear bore:bear borne:bear blew:blow
    blown:blow flew:fly flown:fly ate:eat eaten:eat rode:ride ridden:ride overrode:override overridden:override
    woke:wake woken:wake awoke:awake awoken:awake hung:hang rang:ring rung:ring sang:sing sung:sing sprang:spring
    sprung:spring sunk:sink swam:swim swum:swim stuck:stick stung:sting swung:swing spun:spin dug:dig clung:cling
    flung:fling bent:bend burnt:burn learnt:learn leapt:leap dreamt:dream spelt:spell spilt:spill spoilt:spoil
    slept:sleep wept:weep crept:creep knelt:kneel sat:sit lit:light lain:lie fled:flee bred:breed bled:bleed
    clad:clothe bitten:bite forgot:forget forgotten:forget gotten:get forgave:forgive forgiven:forgive
    foresaw:foresee foreseen:foresee oversaw:oversee overseen:oversee underwent:undergo undergone:undergo
    undertook:undertake undertaken:undertake mistook:mistake mistaken:mistake undid:undo undone:undo redid:redo
    redone:redo rebuilt:rebuild rewrote:rewrite rewritten:rewrite underwrote:underwrite underwritten:underwrite
    overthrew:overthrow overthrown:overthrow overcame:overcome outgrew:outgrow outgrown:outgrow outdid:outdo
    outdone:outdo outran:outrun overran:overrun outsold:outsell resold:resell oversold:oversell
    undersold:undersell repaid:repay prepaid:prepay overpaid:overpay underpaid:underpay misled:mislead
    withheld:withhold upheld:uphold beheld:behold withstood:withstand understood:understand
    misunderstood:misunderstand overspent:overspend outspent:outspend underspent:underspend outshone:outshine
    shone:shine sown:sow sewn:sew swollen:swell strove:strive striven:strive arose:arise arisen:arise
    throve:thrive stricken:strike slain:slay smitten:smite shorn:shear mown:mow hewn:hew trod:tread trodden:tread
    wove:weave woven:weave forsook:forsake forsaken:forsake foretold:foretell retold:retell remade:remake
    retook:retake retaken:retake rethought:rethink reran:rerun unwound:unwind rewound:rewind unfroze:unfreeze
    unfrozen:unfreeze refroze:refreeze refrozen:refreeze redrew:redraw redrawn:redraw overdrew:overdraw
    overdrawn:overdraw overheard:overhear mislaid:mislay befell:befall befallen:befall outfought:outfight
    outwent:outgo foregone:forego forwent:forgo forgone:forgo partook:partake partaken:partake misspoke:misspeak
    misspoken:misspeak misspent:misspend overslept:oversleep overate:overeat overdid:overdo overdone:overdo
    mistaught:misteach rebought:rebuy hamstrung:hamstring strung:string slung:sling wrung:wring
    stank:stink stunk:stink sprayed:spray drank:drink drunk:drink shrunken:shrink sunken:sink interwove:interweave
    interwoven:interweave intertwined:intertwine goes:go does:do undergoes:undergo died:die dying:die lied:lie
    lying:lie tied:tie tying:tie untied:untie vied:vie vying:vie dyed:dye owed:owe owing:owe aged:age aging:age
    ageing:age axed:axe axing:axe axes:axe seeing:see overseeing:oversee foreseeing:foresee iced:ice eyed:eye
    eyeing:eye cancelled:cancel cancelling:cancel labelled:label labelling:label relabelled:relabel modelled:model
    modelling:model travelled:travel travelling:travel fuelled:fuel fuelling:fuel refuelled:refuel
    signalled:signal signalling:signal levelled:level levelling:level totalled:total totalling:total
    channelled:channel channelling:channel tunnelled:tunnel tunnelling:tunnel marshalled:marshal
    marshalling:marshal counselled:counsel counselling:counsel rivalled:rival rivalling:rival initialled:initial
    dialled:dial dialling:dial compelled:compel compelling:compel expelled:expel expelling:expel propelled:propel
    propelling:propel repelled:repel repelling:repel dispelled:dispel dispelling:dispel impelled:impel
    impelling:impel excelled:excel excelling:excel rebelled:rebel rebelling:rebel controlled:control
    controlling:control patrolled:patrol patrolling:patrol fulfilled:fulfil fulfilling:fulfil enrolled:enrol
    enrolling:enrol distilled:distil distilling:distil instilled:instil instilling:instil unravelled:unravel
    unravelling:unravel quarrelled:quarrel quarrelling:quarrel installed:install installing:install annulled:annul
    annulling:annul equalled:equal equalling:equal appalled:appal appalling:appal panelled:panel pummelled:pummel
    grovelled:grovel shovelled:shovel shrivelled:shrivel spiralled:spiral spiralling:spiral stencilled:stencil
    swivelled:swivel devilled:devil bedevilled:bedevil gassed:gas gassing:gas focussed:focus focussing:focus
    biassed:bias quizzed:quiz quizzing:quiz panicked:panic panicking:panic mimicked:mimic mimicking:mimic
    trafficked:traffic trafficking:traffic picnicked:picnic frolicked:frolic fulfill:fulfil fulfills:fulfil
    enroll:enrol enrolls:enrol instill:instil instills:instil distill:distil
    """
    )
)
"""Forms that no ending explains."""

LIGHT = words(
    """
    a an the this that these those it its he she they them their his her him who whom whose which what where when
    how why there here of to in on at by for from with as into onto upon over under about between among through
    during within across against toward towards per via than then so such and or but nor yet if while although
    though because since until unless whether also too only just even still already again ever both either neither
    each every any some all many much few several most more less least other another same own very quite rather
    almost nearly around roughly approximately up down out off not no never cannot am be do have will would can
    could may might must shall should get let make put new now today current currently recent recently first one way
    thing use include aim design base need like well ahead amid despite according plus along without say further
    later early upcoming instead once before after part offer help work want go come take give become set allow
    enable seek plan show call know potential potentially reportedly alleged allegedly ai mean able bring keep run
    start begin see look amid per s t being them us we you i
    """
)
"""Words too common or too general to tell one claim from another."""

FUNCTION = words(
    """
    a an the this that these those it its he she they them their his her him who whom whose which what where when
    how why there here of to in on at by for from with as into onto upon over under about between among through
    during within across against toward towards per via than then so such and or but nor if while although though
    because since until unless whether also too only just even still already again ever both either neither each
    every any some all many much few several most more less least other another same own very quite rather almost
    nearly around roughly be am do have will would can could may might must shall should not no never cannot without
    nor none nobody nothing get let now yet first one way out up down off it s t such been being
    """
)
"""Words that only hold others together."""

NEGATIVE_PRONOUNS = words("nothing nobody none neither nor")
"""Negations that stand for a noun, and so deny a whole clause."""

EMPTY_VERBS = words("take make give put get come go do let set turn have keep say know ever")
"""Verbs that say little without their object."""

VERBS_OF_SAYING = words(
    "say tell write add argue warn note explain reply insist claim admit concede promise conclude call describe dub put"
    " comment recall joke complain state declare respond answer acknowledge caution contend remark"
)
"""Verbs by which a text says who speaks."""

VERBS_OF_DISCLOSING = VERBS_OF_SAYING | words("disclose reveal confirm specify discuss identify commit give")
"""Those by which it says what somebody declines to do."""

NEGATORS = words(
    "not no never cannot neither nor none nobody nothing without isn't aren't wasn't weren't won't can't don't couldn't"
    " didn't doesn't hasn't haven't hadn't shouldn't wouldn't mustn't needn't ain't"
)
"""Words that deny what follows."""

DENIALS = words(
    """
    fail refuse decline deny reject lack block ban prohibit prevent stop halt avoid bar unable lose cease drop
    remove miss exclude except exempt unlike instead rather absent absence withhold scrap cancel abandon refrain
    forbid withdraw hardly barely rarely seldom few little disable unavailable impossible unlikely unclear unknown
    oppose dispute waive pause shelve dismiss retire ignore discard delete repeal lift overturn revoke suspend
    reverse failure refusal rejection denial inability insufficient insignificant
    """
)
"""Words by which an article may say what a line says with a negation."""

HINTS_OF_DENIAL = words(
    """
    only instead rather still fail lack free less few little end stop keep unchanged same remain leave exclude
    exempt out off unless until before yet hardly barely enough avoid spare miss decline refuse reject deny drop
    abandon scrap cancel unlike however despite alone sole solely die stall wait close shut lose unable impossible
    cease oppose against prevent block ban forbid skip ignore bare without failure refusal insignificant
    """
)
"""Words that hint at what another text denies: "only members" says that others may not."""

PREFIXES_OF_DENIAL = ("un", "in", "im", "non", "dis", "ir", "il")

PHRASAL_VERBS: dict[str, str] = {
    "rise": "go-up move-up inch-up tick-up edge-up creep-up shoot-up",
    "raise": "put-up push-up drive-up bump-up crank-up bid-up",
    "increase": "step-up ramp-up scale-up build-up",
    "fall": "go-down come-down tick-down edge-down fall-off drop-off tail-off",
    "lower": "bring-down drive-down push-down get-down",
    "reduce": "scale-back scale-down cut-back cut-down pare-back pare-down dial-back whittle-down",
    "slow": "slow-down",
    "accelerate": "speed-up",
    "strengthen": "beef-up shore-up",
    "reject": "turn-down throw-out vote-down shoot-down knock-back",
    "overturn": "strike-down set-aside",
    "reverse": "roll-back",
    "approve": "sign-off wave-through nod-through",
    "found": "set-up",
    "start": "kick-off start-up go-live fire-up",
    "launch": "roll-out bring-out",
    "publish": "put-out",
    "appear": "come-out show-up turn-up",
    "close": "shut-down close-down",
    "stop": "shut-off turn-off switch-off",
    "activate": "turn-on switch-on",
    "cancel": "call-off",
    "end": "break-off wind-up wind-down",
    "abandon": "give-up",
    "withdraw": "pull-out back-out drop-out walk-away pull-back",
    "retire": "phase-out",
    "delay": "put-off hold-off push-back set-back",
    "withhold": "hold-back",
    "dismiss": "lay-off",
    "hire": "take-on",
    "acquire": "take-over snap-up buy-up buy-out scoop-up",
    "sell": "sell-off hive-off",
    "separate": "spin-off split-up break-up split-off",
    "resign": "step-down stand-down",
    "remove": "take-down take-away pull-down strip-out",
    "exclude": "rule-out leave-out leave-off",
    "keep": "hold-on hang-on stick-with cling-on",
    "disconnect": "cut-off",
    "persuade": "win-over",
    "criticise": "hit-out call-out speak-out lash-out",
    "retreat": "back-down climb-down",
    "discover": "find-out figure-out",
    "invent": "make-up",
    "explain": "spell-out set-out lay-out",
    "note": "point-out",
    "perform": "carry-out",
    "prove": "turn-out",
    "investigate": "look-into probe-into",
    "continue": "carry-on go-on keep-on",
    "restore": "bring-back",
    "return": "come-back give-back send-back",
    "repay": "pay-back pay-off",
    "give": "hand-over turn-over hand-in",
    "distribute": "hand-out give-out",
    "donate": "give-away",
    "discard": "throw-away",
    "reserve": "set-aside put-aside",
    "register": "sign-up",
    "partner": "team-up",
    "lag": "fall-behind",
    "miss": "fall-short",
    "fail": "fall-through",
    "exhaust": "run-out use-up",
    "support": "stand-by back-up stand-behind",
    "admit": "own-up",
    "cause": "bring-about",
    "crash": "break-down",
}
"""Verbs that others say with a particle behind a short verb: "turned it down" is "rejected it"."""

ABBREVIATIONS: tuple[tuple[str, str], ...] = (
    ("ai", "artificial intelligence"), ("ceo", "chief executive"), ("cto", "chief technology officer"),
    ("cfo", "chief financial officer"), ("cfo", "finance chief"), ("cfo", "finance director"),
    ("cfo", "head of finance"),
    ("cfo", "financial"), ("ceo", "chief"), ("ceo", "managing director"), ("ceo", "boss"), ("ceo", "general manager"),
    ("ceo", "president"), ("ceo", "who runs"), ("cto", "technology chief"), ("coo", "operations"),
    ("coo", "chief operating officer"), ("vp", "vice president"),
    ("llm", "large language model"), ("ml", "machine learning"), ("gpu", "graphics processor"),
    ("gpu", "graphics card"), ("gpu", "graphics chip"), ("gpu", "processors for graphics"),
    ("cpu", "central processor"), ("api", "programming interface"), ("ipo", "initial public offering"),
    ("ipo", "public offering"),
    ("pc", "personal computer"), ("pc", "business computer"), ("pc", "desktop computer"), ("tv", "television"),
    ("vc", "venture capital"), ("ngo", "non-governmental"), ("ngo", "nongovernmental"), ("ngo", "charities"),
    ("ngo", "aid organi"), ("uav", "unmanned"), ("uav", "drone"), ("suv", "sport utility"), ("atm", "cash machine"),
    ("gp", "general practitioner"), ("gp", "family doctor"), ("md", "managing director"), ("ngo", "aid group"),
    ("ui", "user interface"), ("pdf", "document"), ("r&d", "research and development"),
    ("rl", "reinforcement learning"), ("ai", "machine learning"), ("ai", "language model"), ("ai", "neural network"),
    ("ai", "algorithm"), ("ai", "chatbot"), ("ai", "model"), ("ai", "automated"),
    ("un", "united nations"), ("who", "world health organization"), ("nato", "north atlantic treaty"),
    ("mri", "magnetic resonance"), ("dna", "genetic"), ("ev", "electric vehicle"), ("ev", "electric car"),
    ("ar", "augmented reality"), ("vr", "virtual reality"), ("agi", "artificial general intelligence"),
    ("hr", "human resources"), ("pr", "public relations"), ("it", "information technology"),
    ("qa", "question answering"), ("eps", "earnings per share"),
)  # fmt: skip
"""What needs no introduction: either form stands for the other."""

COMMON_CAPITALS = words(
    """
    president senate congress internet state states government parliament court board cabinet constitution house
    web minister ministry commission council committee department agency university institute college school
    bank fund act bill law sunday monday tuesday wednesday thursday friday saturday api apis gpu gpus cpu pdf
    app apps android beta pro earth moon sun north south east west northern southern eastern western series
    round phase chief executive professor judge mayor governor senator prime secretary army navy police city
    county international national federal republic kingdom union group inc corp ltd center centre foundation
    association authority office bureau ministry tribunal treasury ceo cto cfo coo plc llc gmbh fc
    """
)
"""Words that some write with a capital and some do not: they are no name by themselves."""

ORDINARY_ENDINGS = (
    "ing", "ed", "ly", "ers", "ors", "ists", "ions", "ion", "ments", "ment", "ness", "ants", "ents", "ity", "ies",
    "ship",
)  # fmt: skip
NOT_ORDINARY = words(
    """
    beijing boeing reading sterling ming bing fleming manning vision orion fusion notion fed wired zed irving fiverr
    lyft trinity felicity samsung nanjing chongqing siemens mercedes red reed sanders
    """
)

SEATS_OF_STATES = words(
    """
    abuja ankara beijing berlin bern brasilia brussels cairo canberra copenhagen delhi dublin helsinki jerusalem
    kyiv lisbon london madrid moscow nairobi oslo ottawa paris rome seoul stockholm taipei tokyo vienna warsaw
    washington
    """
)
"""Capitals that news lets stand for their states."""
